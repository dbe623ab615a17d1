/**
 * The tests of hubs again, each of them under fake timers: `npx vitest run --config test/fake-timers/vitest.config.ts`.
 *
 * FAKE_TIMERS=part is a part of them; FAKE_TIMERS=slow those that are left out for the time they take;
 * FAKE_TIMERS=exceptions those that are left their timers otherwise, which then fail.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { REAL_TIMERS } from './exceptions.ts';

const part = process.env.FAKE_TIMERS ?? 'all';

/** What has no hub that a test could keep waiting. */
const OF_NO_HUB = [
  'test/{contracts,kernel}/**',
  'test/{generated,package,recordings,supply-chain,tree,unconvertible}.test.ts',
  // This one runs Vitest, which does not inherit the timers.
  'test/adapters/vitest.test.ts',
];

/** These take most of the time of all, and do many times what others do once, so they are run on request. */
const SLOW = [
  'test/check/check.test.ts',
  'test/core/query/laws.test.ts',
  'test/core/redaction-table.test.ts',
  'test/endpoints/v2/credentials.test.ts',
  'test/endpoints/v1/project_exec.test.ts',
  'test/fault-runs/in-process.test.ts',
  'test/generations.test.ts',
  'test/hub/time-travel.test.ts',
  'test/interactions.test.ts',
  'test/laws.test.ts',
  'test/server/worlds.test.ts',
  'test/server/worlds/many.test.ts',
];

const PARTS: Readonly<Record<string, readonly string[]>> = {
  all: ['test/**/*.test.ts'],
  part: ['test/{adapters,endpoints/v1}/**/*.test.ts', 'test/hub/{faults,epochs,journal,patience,caches}.test.ts'],
  slow: SLOW,
  exceptions: Object.keys(REAL_TIMERS),
};

/** Threads have no users of their own. */
const OF_PROCESSES = ['test/server/folder-world.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    name: 'fake-timers',
    include: [...(PARTS[part] as readonly string[])],
    exclude: [
      'test/{conformance,hub/effects,cli,boundaries,packed,package-projects}/**',
      ...OF_NO_HUB,
      ...(/^(?:slow|exceptions)$/.test(part) ? [] : SLOW),
      ...OF_PROCESSES,
    ],
    setupFiles: ['test/checked.ts', 'test/fake-timers/setup.ts'],
    globalSetup: 'test/programs.ts',
    testTimeout: part === 'exceptions' ? 3000 : 60_000,
    isolate: false,
    maxWorkers: 2,
  },
});
