/** Two hubs at the same cases: nothing to tell where they are alike, and field by field where they are not. */

import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startExampleStage } from '../../../src/check/example-stage.ts';
import type { Case } from '../../../src/conformance/suites/case.ts';
import { contractCases } from '../../../src/conformance/suites/contracts.ts';
import { exampleCases } from '../../../src/conformance/suites/examples.ts';
import { allCases, lawCases } from '../../../src/conformance/suites/index.ts';
import { scenarioCases } from '../../../src/conformance/suites/scenarios.ts';
import type { CheckRun } from '../../../src/conformance/verdict/check.ts';
import { compareHubs, type Drift } from '../../../src/conformance/verdict/drift.ts';
import { jsonDrift, markdownDrift, textDrift } from '../../../src/conformance/verdict/drift-report.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { Redactor } from '../../../src/core/redact.ts';
import type { Profile } from '../../../src/core/settings.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import type { World } from '../../../src/hub/world/shape.ts';
import { id, people, testHub } from '../../hub.ts';
import { BUSY_BUDGET, busyHub } from '../busy.ts';
import { contractDefects } from '../defects/contracts.ts';
import { answers, planted } from '../defects/defect.ts';
import { folder, options, spying } from '../setting.ts';

// Whole runs, perhaps with others beside them.
vi.setConfig({ testTimeout: 120_000 });

const contracts = readContracts(CONTRACTS);

/** Laws that run no commands, which take most of the time. */
const quick = lawCases().filter(({ id }) => !/copying|command|moved|renamed|gets|delete-files/.test(id));

/** A target that any case may do anything to. */
function at(hub: Hub, changes: Partial<CheckRun> = {}): CheckRun {
  const ledgerFile = join(folder(), 'ledger');
  return options({ cases: quick, consentAccounts: true, fetch: spying(hub).fetch, ledgerFile, ...changes });
}

async function drifting(a: CheckRun, b: CheckRun): Promise<Drift> {
  const secrets = new Redactor();
  const targets = { a: { name: 'one', check: a }, b: { name: 'other', check: b } };
  return (await compareHubs({ ...targets, contracts, secrets })).drift;
}

/** The laws, and the printed examples at a mock of the same revision. */
async function casesFor(profile: Profile): Promise<Case[]> {
  const stage = await startExampleStage(profile);
  onTestFinished(() => stage.close());
  return [...exampleCases(contracts, stage), ...quick];
}

const brief = ({ departures }: Drift) =>
  departures.map(({ id, direction, departs }) => [id, direction, departs].join(' '));

test('a mock and another one are alike', async () => {
  const found = await drifting(at(testHub().hub), at(testHub().hub, { run: 'beef5678' }));

  expect(found.departures).toEqual([]);
  expect(found.exit).toEqual({ code: 0, words: `no drift in ${quick.length} cases` });
  expect(textDrift(found)).toBe('');
});

test('two revisions differ where that is known, in the same bytes each time', async () => {
  const once = async (run: string) => {
    const [documented, observed] = [await casesFor('documented'), await casesFor('observed')];
    const [a, b] = [testHub(), testHub({ profile: 'observed' })];
    return drifting(at(a.hub, { cases: documented, run }), at(b.hub, { cases: observed, run: `${run}b` }));
  };

  const [first, second] = [await once('abcd1234'), await once('beef5678')];

  for (const write of [textDrift, jsonDrift, markdownDrift]) expect(write(second)).toBe(write(first));
  expect(first.exit.code).toBe(1);
  expect(textDrift(first)).not.toMatch(/abcd1234|beef5678|sk_\w|[0-9a-f]{8}-[0-9a-f]{4}-/);
  const found = brief(first);
  for (const line of [
    'examples/v1.ping.1@1:outcome value neither',
    'examples/v1.copy_path_between_projects.1@1:answer.note only B neither',
    'examples/v1.get_available_upgrades.1@1:answer.total.always_running only B neither',
    'examples/v1.query.6@1:answer.query.accounts only A neither',
    'laws/v1.paging.people@1:answer.results[0].created only B neither',
  ]) {
    expect(found).toContain(line);
  }
  expect(new Set(found).size).toBe(found.length);
});

test('what hubs with lives of their own hold is content, counted and not printed', async () => {
  const reading = { cases: allCases(contracts), readOnly: true, budget: BUSY_BUDGET };
  const other = busyHub({
    seed: 'another',
    others: 25,
    home: '/elsewhere/homes',
    world: { accounts: named('Somebody') },
  });

  const found = await drifting(at(busyHub(), reading), at(other, { ...reading, run: 'beef5678' }));

  expect(found.departures).toEqual([]);
  expect(found.content).toBeGreaterThan(0);
  expect(found.exit.words).toMatch(/^no drift in \d+ cases; \d+ differences in what the hubs hold/);
});

/** Defects that show in calls that only read. */
const shown = contractDefects.filter(({ name }) =>
  /^(the id|the time|a function tells|names come|a parameter that is wanting|a missing key|an unknown)/.test(name),
);

test.for(shown)('between two such hubs it is found that $name', async ({ serve }) => {
  const cases = contractCases(contracts).filter(({ mutating }) => !mutating);
  const reading = { cases, readOnly: true, budget: BUSY_BUDGET };

  const found = await drifting(
    at(busyHub(), reading),
    at(planted(busyHub({ seed: 'another', others: 25 }), { serve }), { ...reading, run: 'beef5678' }),
  );

  expect(found.departures.length).toBeGreaterThan(0);
  expect(found.departures.filter(({ departs }) => departs === 'A')).toEqual([]);
});

test('neither do hubs differ in what a run does there', async () => {
  const other = busyHub({
    seed: 'another',
    others: 25,
    home: '/elsewhere/homes',
    world: { accounts: named('Somebody') },
  });

  const cases = [...quick, ...scenarioCases(contracts).filter(({ id }) => id.endsWith('.conat'))];
  const doing = { cases, budget: BUSY_BUDGET };

  const found = await drifting(at(busyHub(), doing), at(other, { ...doing, run: 'beef5678' }));

  expect(found.departures).toEqual([]);
});

/** The people of tests under another name. */
function named(first_name: string): NonNullable<World['accounts']> {
  return Object.fromEntries(
    Object.entries(people).map(([name, person], at) => [
      name,
      { ...person, first_name, account_id: id('account', 7 + at) },
    ]),
  );
}

test('names the field that only one of them has, and who departs from the contract', async () => {
  const inventing = answers('v1/query', (body) => ({ ...body, invented: 1 }));
  const cases = lawCases().filter(({ id }) => id === 'same.v1.query');
  const broken = planted(testHub().hub, { serve: inventing });

  const found = await drifting(at(testHub().hub, { cases }), at(broken, { cases }));

  const { id, direction, departs, documented, a, b } = found.departures[0] ?? {};
  expect(id).toBe('laws/same.v1.query@1:answer.invented');
  expect({ direction, departs, documented, a, b }).toEqual({
    ...{ direction: 'only B', departs: 'B', a: 'absent', b: '1' },
    documented: expect.stringMatching(/^absent \(\w+\)$/),
  });
});

test('what is sent to either is what both may be sent', async () => {
  const [a, b] = [spying(testHub().hub), spying(testHub().hub)];

  const found = await drifting(
    at(testHub().hub, { fetch: a.fetch, readOnly: true }),
    at(testHub().hub, { fetch: b.fetch }),
  );

  expect(found.departures).toEqual([]);
  expect(b.seen).toEqual(a.seen);
  expect(b.seen).not.toContain('v1/create_project');
});

test.for([
  ['without consent', { consent: undefined }, 5],
  ['with consent for another host', { consent: { hub: 'hub.example' } }, 2],
  ['for a dry run', { dryRun: true }, 0],
] as const)('%s, nothing is sent', async ([, changes, code]) => {
  const [a, b] = [spying(testHub().hub), spying(testHub().hub)];

  const found = await drifting(
    at(testHub().hub, { fetch: a.fetch, ...changes }),
    at(testHub().hub, { fetch: b.fetch, ...changes }),
  );

  expect(found.exit.code).toBe(code);
  expect([...a.seen, ...b.seen]).toEqual([]);
});

test('a hub that nobody is at is told as such, whatever the other says', async () => {
  const nobody: CheckRun['fetch'] = () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }));

  const found = await drifting(at(testHub().hub, { readOnly: true }), at(testHub().hub, { fetch: nobody }));

  expect(found.exit.code).toBe(3);
});
