/** How far a check is, where no terminal shows it. */
import { afterEach, expect, test, vi } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';
import type { Result } from '../../src/conformance/verdict/run.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const result = (id: string, verdict: string) => ({ case: { suite: 'draws', id }, verdict }) as unknown as Result;

test('a log is told every ten seconds, and no more once the run has ended', () => {
  vi.useFakeTimers();
  const lines: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(line) > 0);
  Object.defineProperty(process.stderr, 'isTTY', { value: false, configurable: true });
  const progress = progressLine();

  vi.advanceTimersByTime(10_000);
  progress.show(result('one', 'pass'), 1, 40);
  progress.show(result('two', 'fail'), 2, 40);
  vi.advanceTimersByTime(9_999);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1);
  progress.show(result('three', 'pass'), 3, 40);
  vi.advanceTimersByTime(10_000);
  progress.end();
  vi.advanceTimersByTime(60_000);

  expect(lines).toEqual(['2/40, 1 failed: draws/two\n', '3/40, 1 failed: draws/three\n']);
});
