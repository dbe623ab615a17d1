/** Hubs answer under fake timers, in either pool of Vitest, and leave nothing open that would keep it from ending. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { REAL_TIMERS } from '../fake-timers/exceptions.ts';

function run(part: string, pool: string) {
  const args = ['run', '--config', 'test/fake-timers/vitest.config.ts', '--reporter=json', '--pool', pool];
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/vitest', args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, FAKE_TIMERS: part },
  });
  // What Vitest says where a worker, or it, does not end by itself.
  expect(stderr).not.toMatch(/timed out|Timeout terminating|hanging|prevents? .* from exiting/i);
  return { status, ...JSON.parse(stdout.slice(stdout.indexOf('{"numTotal'))) } as Result;
}

interface Result {
  readonly status: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

// Twice all of them would take too long; which pool has them makes a difference to few.
test.each([
  ['all', 'threads', 3500],
  ['part', 'forks', 1200],
])('%s tests of hubs pass under fake timers, in %s', { timeout: 600_000 }, (part, pool, least) => {
  const { status, numPassedTests, testResults } = run(part, pool);
  const failed = testResults.filter((file) => file.status !== 'passed');

  expect({ status, failed }).toEqual({ status: 0, failed: [] });
  expect(numPassedTests).toBeGreaterThan(least);
});

test('each test that is left its timers needs them', { timeout: 600_000 }, () => {
  const { numPassedTests, numFailedTests } = run('exceptions', 'threads');

  expect({ numPassedTests, numFailedTests }).toEqual({
    numPassedTests: 0,
    numFailedTests: Object.values(REAL_TIMERS).flatMap(Object.keys).length,
  });
});
