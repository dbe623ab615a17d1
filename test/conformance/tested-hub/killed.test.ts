/** Runs that end at any request, as by SIGKILL, and the sweep of what they left. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fetch } from '../../../src/conformance/tested-hub/sending.ts';
import { sweepRun } from '../../../src/conformance/tested-hub/sweep.ts';
import { checkHub } from '../../../src/conformance/verdict/check.ts';
import type { Generation } from '../../../src/contracts/contract.ts';
import { Redactor } from '../../../src/core/redact.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { testHub } from '../../hub.ts';
import { BUDGET, makingCases, options, spying } from '../setting.ts';

/** What people would find: projects that are not deleted with who is in them, and the names of keys. */
const inventory = (hub: Hub) => ({
  projects: [...hub.state.projects.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ title, users }) => ({ title, users: Object.keys(users) })),
  keys: [...hub.state.apiKeys.values()].map(({ name }) => name),
});

const making = (generation: Generation) =>
  makingCases().filter(({ operation }) => operation.startsWith(generation === 'v1' ? 'v1/' : 'conat/'));

/** Runs until request `k`, which reaches the hub or does not; from there on nothing of the run happens. */
async function killedAt(
  k: number,
  arrives: boolean,
  hub: Hub,
  generation: Generation,
): Promise<{ file: string; ended: boolean }> {
  const { fetch } = spying(hub);
  let count = 0;
  let die = () => {};
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const mortal: Fetch = async (url, init) => {
    count += 1;
    if (count < k) return fetch(url, init);
    if (count === k && arrives) await fetch(url, init);
    die();
    return new Promise(() => {});
  };
  const set = options({ cases: making(generation), fetch: mortal });
  const ended = await Promise.race([checkHub(set).then(() => true), dead.then(() => false)]);
  return { file: set.ledgerFile, ended };
}

const sweeping = (file: string, hub: Hub) =>
  sweepRun({
    ...{ file, keys: { self: 'sk_owner', other: 'sk_other' }, consent: { hub: 'http://hub.test' }, budget: BUDGET },
    ...{ secrets: new Redactor(), fetch: spying(hub).fetch, print: () => {} },
  });

test.for([
  ['v1', true],
  ['v1', false],
  ['conat', true],
  ['conat', false],
] as const)(
  '%s: killed at any request (arrived: %s) and swept, all is as before',
  { timeout: 60_000 },
  async ([generation, arrives]) => {
    let withLedger = 0;
    for (let k = 1; ; k += 1) {
      const { hub } = testHub();
      const before = inventory(hub);

      const { file, ended } = await killedAt(k, arrives, hub, generation);
      if (ended) {
        expect(k).toBeGreaterThan(15);
        break;
      }
      if (existsSync(file)) {
        withLedger += 1;
        expect(await sweeping(file, hub)).toBe(0);
        expect(await sweeping(file, hub)).toBe(0);
      }
      expect({ k, ...inventory(hub) }).toEqual({ k, ...before });
    }
    expect(withLedger).toBeGreaterThan(5);
  },
);

test('a line that was not written to its end is no obstacle', async () => {
  const { hub } = testHub();
  const before = inventory(hub);
  const { file } = await killedAt(14, true, hub, 'v1');
  const whole = readFileSync(file, 'utf8');
  const last = whole.trimEnd().lastIndexOf('\n') + 1;
  writeFileSync(file, whole.slice(0, last + 8));

  expect(await sweeping(file, hub)).toBe(0);
  const printed: string[] = [];
  const set = { file, keys: {}, budget: BUDGET, secrets: new Redactor(), print: (text: string) => printed.push(text) };
  expect(await sweepRun({ ...set, consent: undefined })).toBe(0);

  expect(printed[0]).toContain(', 0 not undone');
  expect(inventory(hub)).toEqual(before);
});

test('a sweep without consent tells what is left and sends nothing', async () => {
  const { hub } = testHub();
  const { file } = await killedAt(14, true, hub, 'v1');
  const printed: string[] = [];
  const { seen, fetch } = spying(hub);
  const set = {
    file,
    keys: {},
    budget: BUDGET,
    secrets: new Redactor(),
    fetch,
    print: (text: string) => printed.push(text),
  };

  expect(await sweepRun({ ...set, consent: undefined })).toBe(4);
  expect(await sweepRun({ ...set, consent: { hub: 'hub.example' } })).toBe(2);

  expect(seen).toEqual([]);
  expect(printed.join('')).toMatch(
    /^Run abcd1234 at http:\/\/hub\.test: \d+ entries, \d+ not undone\n {2}1\. project \S+ mock-hub-abcd1234/,
  );
});

test('a sweep by somebody else changes nothing', async () => {
  const { hub } = testHub();
  const { file } = await killedAt(14, true, hub, 'v1');
  const left = inventory(hub);
  const set = { file, budget: BUDGET, secrets: new Redactor(), fetch: spying(hub).fetch, print: () => {} };

  expect(await sweepRun({ ...set, keys: { self: 'sk_other' }, consent: { hub: 'http://hub.test' } })).toBe(2);

  expect(inventory(hub)).toEqual(left);
});
