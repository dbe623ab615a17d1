/** How far a check is, where no terminal shows it. */
import { afterEach, expect, test, vi } from 'vitest';
import type { CheckProgress } from '../../src/check/index.ts';
import { progressLine } from '../../src/cli/progress.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const result = (name: string, verdict: CheckProgress['verdict'], done: number): CheckProgress => {
  return { name: `draws/${name}`, verdict, done, all: 40 };
};

test('a log is told every ten seconds, and no more once the run has ended', () => {
  vi.useFakeTimers();
  const lines: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(line) > 0);
  Object.defineProperty(process.stderr, 'isTTY', { value: false, configurable: true });
  const progress = progressLine();

  vi.advanceTimersByTime(10_000);
  progress.show(result('one', 'pass', 1));
  progress.show(result('two', 'fail', 2));
  vi.advanceTimersByTime(9_999);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1);
  progress.show(result('three', 'pass', 3));
  vi.advanceTimersByTime(10_000);
  progress.end();
  vi.advanceTimersByTime(60_000);

  expect(lines).toEqual(['2/40, 1 failed: draws/two\n', '3/40, 1 failed: draws/three\n']);
});
