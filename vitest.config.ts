import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const IN_PROCESS = {
  // Every answer that a hub gives in these tests is held against its contract.
  setupFiles: 'test/checked.ts',
  globalSetup: 'test/programs.ts',
  // No test is timed; this is for those that never end.
  testTimeout: 60_000,
  // To read all modules anew for each file takes longer than the tests do.
  isolate: false,
};

export default defineConfig({
  test: {
    // By default all cores but one have work, which of two is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: {
      json: `node_modules/.cache/vitest-${process.env.npm_lifecycle_event?.replace(':', '-') ?? 'run'}.json`,
    },
    projects: [
      {
        test: {
          ...IN_PROCESS,
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{conformance,hub/effects,cli,boundaries,packed,package-projects}/**'],
        },
      },
      // These hold whole hubs with planted defects against the contracts, which takes about as long as all others do.
      { test: { ...IN_PROCESS, name: 'conformance', include: ['test/conformance/**/*.test.ts'] } },
      // These count the processes that theirs has begun, so each file has one of its own.
      { test: { ...IN_PROCESS, name: 'effects', include: ['test/hub/effects/**/*.test.ts'], isolate: true } },
      // These run the command as it is published, so the build has to be that of the source.
      {
        test: {
          name: 'command',
          include: ['test/cli/**/*.test.ts'],
          globalSetup: 'test/cli/build.ts',
          // Processes start slowly on a busy machine.
          testTimeout: 60_000,
        },
      },
      // Attacks on what keeps the code of users in, and tools that are killed: slow, so they run on their own.
      {
        test: {
          name: 'boundaries',
          include: ['test/boundaries/**/*.test.ts'],
          globalSetup: 'test/cli/build.ts',
          testTimeout: 300_000,
        },
      },
      // Projects that install the packed package: they fetch what they are tested with.
      {
        test: {
          name: 'packed',
          include: ['test/packed/*.test.ts'],
          globalSetup: 'test/packed/pack.ts',
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
