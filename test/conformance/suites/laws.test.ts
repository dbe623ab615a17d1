/** The laws hold of the mock, and each defect that breaks one is found. */

import { expect, test, vi } from 'vitest';
import { caseName } from '../../../src/conformance/suites/case.ts';
import { lawCases } from '../../../src/conformance/suites/index.ts';
import type { CheckRun } from '../../../src/conformance/verdict/check.ts';
import { callsOf } from '../../../src/conformance/verdict/plan.ts';
import type { Report } from '../../../src/conformance/verdict/report.ts';
import { OWNER, testHub } from '../../hub.ts';
import { planted } from '../defects/defect.ts';
import { lawDefects } from '../defects/laws.ts';
import { checking, someCase, spying } from '../setting.ts';

// Whole runs, perhaps with others beside them.
vi.setConfig({ testTimeout: 30_000 });

const laws = lawCases();

/** All laws, tried at what `fetch` leads to. */
function checkingLaws(fetch: CheckRun['fetch']): Promise<Report> {
  return checking({ cases: laws, consentAccounts: true, ...(fetch && { fetch }) });
}

const named = ({ cases }: Report, verdict: string) => cases.filter((one) => one.verdict === verdict);

const findings = (report: Report) =>
  named(report, 'fail').flatMap((one) =>
    one.findings.map(({ name, expected, came }) => `${name}: expected ${expected}, came ${came}`),
  );

const WITHDRAWN = 'this revision does not serve it (docs/fidelity.md, withdrawn_events)';

test.for([
  ['documented', {}],
  [
    'observed',
    {
      'laws/v1.paging.listing': 'this revision ignores these options (docs/fidelity.md, listing_options)',
      'laws/v1.time.ping': WITHDRAWN,
      'laws/same.v1.ping': WITHDRAWN,
    },
  ],
] as const)('all laws hold of the mock as %s, but for what it does not serve', async ([profile, unserved]) => {
  const report = await checkingLaws(spying(testHub({ profile }).hub).fetch);

  expect(findings(report)).toEqual([]);
  expect(report.exit.code).toBe(0);
  expect(Object.fromEntries(named(report, 'skipped').map(({ name, reason }) => [name, reason]))).toEqual(unserved);
  const planned = new Map(laws.map((law) => [caseName(law), callsOf(law)]));
  expect(report.cases.filter(({ name, requests }) => requests > (planned.get(name) ?? 0))).toEqual([]);
});

test.for([
  ['now and then', 12, 'pass', null],
  ['all the time', Infinity, 'skipped', 'somebody else sends messages meanwhile'],
] as const)('messages that others send %s are not taken for a fault', async ([, most, verdict, reason]) => {
  const { hub } = testHub();
  let count = 0;
  const before = async (operation: string) => {
    if (!operation.startsWith('conat/hub/messages.') || count >= most) return;
    count += 1;
    const message = { to_ids: [OWNER], subject: 'Other', body: '' };
    await hub.conat.messages.send(message as never, { key: 'sk_owner' });
  };
  const pages = laws.filter(({ id }) => id.includes('paging.messages'));

  const report = await checking({ cases: pages, consentAccounts: true, fetch: spying(hub, before).fetch });

  expect(count).toBeGreaterThan(11);
  expect(report.cases.map((one) => [one.verdict, one.reason])).toEqual(pages.map(() => [verdict, reason]));
});

test.for(lawDefects.map((defect) => [defect.name, defect] as const))('finds that %s', async ([, defect]) => {
  const report = await checkingLaws(spying(planted(testHub().hub, defect)).fetch);

  expect(findings(report)).not.toEqual([]);
});

test.for([
  ['errors', () => Response.json({ event: 'error', id: '1', error: 'no' })],
  ['{}', () => Response.json({})],
] as const)('no law holds of a server that answers everything with %s', async ([, answer]) => {
  const { fetch } = spying(testHub().hub);
  let hostile = false;
  // Otherwise it would be found out that this is no hub before any case runs.
  const turning = someCase({
    run: async () => {
      hostile = true;
      return [];
    },
  });

  const report = await checking({
    cases: [turning, ...laws],
    consentAccounts: true,
    fetch: (url, init) => (hostile ? Promise.resolve(answer()) : fetch(url, init)),
  });

  expect(report.cases.map(({ verdict }) => verdict)).toEqual(Array(laws.length + 1).fill('fail'));
});
