/** Hubs answer under fake timers, in either pool of Vitest, and leave nothing open that would keep it from ending. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const ARGS = ['run', '--config', 'test/fake-timers/vitest.config.ts', '--reporter=json', '--pool'];

test.each(['threads', 'forks'])(
  'tests of adapters, of API v1 and of hubs pass under fake timers, in %s',
  { timeout: 600_000 },
  (pool) => {
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/vitest', [...ARGS, pool], { encoding: 'utf8' });
    const { numPassedTests, testResults } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    const failed = testResults.filter((file: { status: string }) => file.status !== 'passed');

    expect({ status, failed }).toEqual({ status: 0, failed: [] });
    expect(numPassedTests).toBeGreaterThan(500);
    // What Vitest says where a worker, or it, does not end by itself.
    expect(stderr).not.toMatch(/timed out|Timeout terminating|hanging|prevents? .* from exiting/i);
  },
);
