/** A part of the tests again, each of them under fake timers: `npx vitest run --config test/fake-timers/vitest.config.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tests that wait by a timer themselves would wait for ever; so would those of Express, which says 404 by one. */
const OF_TIMERS = /\b(setTimeout|setImmediate|setInterval|useFakeTimers|timers\/promises|supertest)\b/;

const files = ['test/adapters', 'test/endpoints/v1', 'test/hub'].flatMap((folder) =>
  readdirSync(join(root, folder), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((path) => !OF_TIMERS.test(readFileSync(join(root, path), 'utf8'))),
);

export default defineConfig({
  root,
  test: {
    name: 'fake-timers',
    include: files,
    setupFiles: ['test/checked.ts', 'test/fake-timers/setup.ts'],
    globalSetup: 'test/programs.ts',
    testTimeout: 60_000,
    isolate: false,
    maxWorkers: 2,
  },
});
