/** The printed examples come out as printed, at a mock in their world; at any other hub those that need only a key. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { startExampleStage } from '../../../src/check/example-stage.ts';
import { type ExampleStage, exampleCases } from '../../../src/conformance/suites/examples.ts';
import type { Report } from '../../../src/conformance/verdict/report.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import type { Profile } from '../../../src/core/settings.ts';
import { testHub } from '../../hub.ts';
import { checking, spying } from '../setting.ts';

// Whole runs, perhaps with others beside them.
vi.setConfig({ testTimeout: 30_000 });

const contracts = readContracts(CONTRACTS);

async function stageOf(profile: Profile): Promise<ExampleStage> {
  const stage = await startExampleStage(profile);
  onTestFinished(() => stage.close());
  return stage;
}

const verdicts = ({ cases }: Report, verdict: string) =>
  cases.filter((one) => one.verdict === verdict).map(({ name, reason, findings }) => [name, reason ?? findings]);

async function checkingAt(profile: Profile): Promise<Report> {
  const cases = exampleCases(contracts, await stageOf(profile));
  return checking({ cases, consentAccounts: true, fetch: spying(testHub({ profile }).hub).fetch });
}

test('all examples come out as printed at a mock in their world', async () => {
  const report = await checkingAt('documented');

  expect(verdicts(report, 'fail')).toEqual([]);
  expect(verdicts(report, 'pass')).toHaveLength(50);
  expect(report.exit.code).toBe(0);
});

test('at a mock of the revision of the description, those that deviate are skipped with what is known of that', async () => {
  const report = await checkingAt('observed');

  expect(verdicts(report, 'fail')).toEqual([]);
  expect(report.exit.code).toBe(0);
  expect(verdicts(report, 'skipped')).toHaveLength(16);
  for (const [name, reason] of verdicts(report, 'skipped')) {
    expect([name, reason]).toEqual([
      name,
      expect.stringMatching(/^this revision does otherwise \(docs\/fidelity\.md, \w+\)$/),
    ]);
  }
});

test('at any other hub, only what needs no more than a key is sent', async () => {
  const spied = spying(testHub().hub);
  const cases = exampleCases(contracts);

  const report = await checking({ cases, consentAccounts: true, fetch: spied.fetch });

  const passed = verdicts(report, 'pass').map(([name]) => name);
  expect(passed).toEqual([1, 2, 3, 4].map((number) => `examples/v1.ping.${number}`));
  expect(verdicts(report, 'skipped')).toHaveLength(46);
  expect(new Set(spied.seen)).toEqual(
    new Set([
      ...['v1/query', 'v1/ping', 'conat/hub/db.userQuery', 'conat/hub/system.manageApiKeys', 'conat/project/'],
      'v2/user-query',
    ]),
  );
});

test.for([
  ['errors', JSON.stringify({ event: 'error', id: '1', error: 'no' })],
  ['{}', '{}'],
])('no example comes out at a server that answers everything with %s', async ([, body]) => {
  const { setting, key } = await stageOf('documented');
  const hostile = { setting, key, target: { reset: () => {}, send: async () => String(body) } };
  const { fetch } = spying(testHub().hub);

  const report = await checking({ cases: exampleCases(contracts, hostile), consentAccounts: true, fetch });

  expect(verdicts(report, 'pass')).toEqual([]);
});
