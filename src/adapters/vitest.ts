/** For Vitest: a `test` that has a hub of its own, and matchers that look into it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, type TestAPI, test as vitestTest } from 'vitest';
import { type VirtualClock, virtualClock } from '../hub/clock.ts';
import { createHub } from '../hub/create.ts';
import type { Hub } from '../hub/hub.ts';
import type { HubOptions } from '../hub/options.ts';
import { type HubMatchers, hubMatchers } from './vitest/matchers.ts';

export type { FaultRunOptions } from '../fault-runs/in-process.ts';
export { type EveryFaultTest, everyFault } from './vitest/every-fault.ts';
export { expect };

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as Vitest declares it
  interface Assertion<T = any> extends HubMatchers<T> {}
}

expect.extend(hubMatchers);

export interface HubTestOptions extends Omit<HubOptions, 'clock'> {
  /** What the clock of each hub shows first; a time of 2020 by default. */
  readonly now?: number | string | undefined;
  /** The folder for traces of tests that fail; `node_modules/.cache/cocalc-mock-hub` by default. */
  readonly traces?: string | undefined;
}

/** What tests get. */
export interface HubFixtures {
  /** A hub of the test's own: a fork of one that all tests share, with a clock that stands still until it is moved. */
  readonly hub: Hub<VirtualClock>;
}

/** How many calls are printed when a test fails. */
const PRINTED = 10;

/**
 * A `test` whose hubs are made so: `const test = hubTest({ world: world().account('alice') })`.
 *
 * A fault that was armed and never fired fails its test. When a test fails, the last calls are printed, and a trace is written.
 */
export function hubTest({
  now,
  traces = 'node_modules/.cache/cocalc-mock-hub',
  ...options
}: HubTestOptions = {}): TestAPI<HubFixtures> {
  let shared: Hub<VirtualClock> | undefined;
  afterAll(() => shared?.close());
  return vitestTest.extend<HubFixtures>({
    hub: async ({ task, onTestFailed }, use) => {
      shared ??= createHub({ ...options, clock: virtualClock(now) });
      const hub = shared.fork();
      onTestFailed(() => report(hub, task.name, traces));
      await use(hub);
      const unfired = task.result?.state === 'fail' ? [] : hub.faults.unfired();
      hub.end();
      if (unfired.length > 0)
        throw new Error(`armed, and never fired: ${unfired.map((fault) => JSON.stringify(fault)).join(', ')}`);
    },
  });
}

/** As Vitest's own, with a hub of the world `classroom` for each test: `test('…', async ({ hub }) => …)`. */
export const test = hubTest();

async function report(hub: Hub, title: string, folder: string): Promise<void> {
  const file = join(folder, `${title.replace(/[^\w-]+/g, '-').slice(0, 80)}.trace.jsonl.gz`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, await hub.dump());
  const calls = hub.journal.entries({ last: PRINTED }).map(({ seq }) => hub.explain(seq));
  const told = calls.length === 0 ? 'the hub has received no call' : `the last calls of the hub:\n${calls.join('\n')}`;
  console.error(`${title}: ${told}\ntrace: ${file}`);
}
