/** Running a suite at a mock as `check mock` does: within the process, with everybody's keys, and all allowed. */

import { fetchHandler } from '../../src/adapters/fetch.ts';
import type { CheckRun } from '../../src/conformance/verdict/check.ts';
import type { Report } from '../../src/conformance/verdict/report.ts';
import { GENERATIONS } from '../../src/contracts/contract.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { testHub } from '../hub.ts';
import { BUDGET, checking } from './setting.ts';

/** A hub where everything can be tried: whoever calls pays, as some calls need. */
export function wholeHub(profile: 'documented' | 'observed' = 'documented'): Hub {
  const paying = { first_name: 'Owner', last_name: 'Person', api_key: 'sk_owner', subscriptions: [] };
  return testHub({ profile, accounts: { owner: paying } }).hub;
}

export function checkingAll(hub: Hub, changes: Partial<CheckRun>): Promise<Report> {
  const handle = fetchHandler(hub);
  return checking({
    mock: true,
    keys: { self: 'sk_owner', other: 'sk_other', admin: 'sk_admin' },
    budget: { ...BUDGET, maxRequests: 10_000, maxTimeMs: 300_000 },
    fetch: (url, init) => handle(new Request(url, init)),
    ...changes,
  });
}

/** Only cases whose names hold one of these. */
export function only(...grep: readonly string[]): CheckRun['selection'] {
  return { suites: [], grep, exclude: [], generations: GENERATIONS };
}

/** What a run found and skipped, in few words. */
export function summaryOf({ cases, exit, clean_up }: Report) {
  const of = (verdict: string) => cases.filter((one) => one.verdict === verdict);
  return {
    failed: of('fail').map(({ name, findings }) => [name, findings.map(({ expected, came }) => [expected, came])]),
    unexplained: of('skipped').filter(({ reason }) => !reason),
    exit: exit.code,
    left: clean_up?.left,
  };
}

export const CLEAN = { failed: [], unexplained: [], exit: 0, left: [] };
