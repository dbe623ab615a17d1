/** Hubs that do not have every generation of the API: each is checked for those that it has. */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../../src/adapters/fetch.ts';
import { scenarioCases } from '../../../src/conformance/suites/scenarios.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { CLEAN, checkingAll, summaryOf, wholeHub } from '../by-model.ts';

const works = scenarioCases(readContracts(CONTRACTS)).filter(({ id }) => id.startsWith('work.'));

test.for([
  ['v1', ['work.conat', 'work.v2', 'work.mixed-v2']],
  ['conat', ['work.v1', 'work.v2']],
  ['v2', ['work.v1', 'work.conat', 'work.mixed']],
] as const)('a hub without %s is checked for what it has', { timeout: 60_000 }, async ([lacking, kept]) => {
  const hub = wholeHub();
  const handle = fetchHandler(hub);
  const isLacking = (url: string) => new URL(url).pathname.startsWith(`/api/${lacking}`);

  const report = await checkingAll(hub, {
    cases: works,
    fetch: async (url, init) =>
      isLacking(url) ? new Response('<html>', { status: 404 }) : handle(new Request(url, init)),
  });

  expect(summaryOf(report)).toEqual(CLEAN);
  const passed = report.cases.filter(({ verdict }) => verdict === 'pass').map(({ name }) => name);
  expect(passed).toEqual(kept.map((id) => `scenarios/${id}`));
});
