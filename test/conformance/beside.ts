/** Checks that hold a hub against the model. */

import { modelsOf } from '../../src/check/model.ts';
import type { Case } from '../../src/conformance/suites/case.ts';
import type { CallerAccount, Flavour } from '../../src/conformance/tested-hub/flavour.ts';
import { TestedHub } from '../../src/conformance/tested-hub/tested-hub.ts';
import type { CheckRun } from '../../src/conformance/verdict/check.ts';
import type { Report } from '../../src/conformance/verdict/report.ts';
import { type Result, runCases } from '../../src/conformance/verdict/run.ts';
import { GENERATIONS } from '../../src/contracts/contract.ts';
import type { Json } from '../../src/core/json.ts';
import { Redactor } from '../../src/core/redact.ts';
import type { Profile } from '../../src/core/settings.ts';
import { id, OWNER, testHub } from '../hub.ts';
import { type Defect, planted } from './defects/defect.ts';
import { BUDGET, checking, spying } from './setting.ts';

/** What tells of a defect where deeds are done beside the model: the model, or what the hub shows of what it made. */
export const DISCOVERED: readonly string[] = ['the model, after the same calls', 'what the hub shows under the id'];

const budget = { ...BUDGET, maxRequests: 10_000 };

/** A check of a mock with nothing wrong. */
export function checkingSound(
  cases: readonly Case[],
  profile: Profile,
  changes: Partial<CheckRun> = {},
): Promise<Report> {
  const { fetch } = spying(testHub({ profile }).hub);
  return checking({ cases, newModel: modelsOf, fetch, budget, mock: true, ...changes });
}

/** A check of a mock with one thing wrong, which ends with the first case that fails. */
export function checkingDefect(
  cases: readonly Case[],
  defect: Defect,
  changes: Partial<CheckRun> = {},
): Promise<Report> {
  const { fetch } = spying(planted(testHub().hub, defect));
  const enough = new AbortController();
  const onResult = ({ verdict }: Result) => {
    if (verdict === 'fail') enough.abort('SIGINT');
  };
  return checking({
    ...{ cases, newModel: modelsOf, fetch, budget, mock: true, signal: enough.signal, onResult },
    ...changes,
  });
}

/** What finding out about a hub would have come to, had it gone well. */
const FLAVOUR: Omit<Flavour, 'profile'> = {
  generations: GENERATIONS,
  apis: ['v1', 'conat/hub', 'conat/project', 'v2'],
  v2: 'production',
};
const ACCOUNT: CallerAccount = {
  account_id: OWNER,
  first_name: 'Owner',
  last_name: 'Person',
  groups: [],
  project_id: id('project', 1),
};

/** The cases at something that gives the same answer to all. */
export function runningAt(answer: Json, cases: readonly Case[], profile: Profile): Promise<Result[]> {
  const hub = new TestedHub({
    ...{ url: 'http://hub.test', keys: { self: 'sk_owner', other: 'sk_other' }, allowance: 'lasts', run: 'abcd1234' },
    ...{ budget, secrets: new Redactor(), fetch: async () => Response.json(answer) },
    records: { asked: () => 1, made() {}, refused() {} },
  });
  const flavour = { ...FLAVOUR, profile };
  return runCases(cases, { hub, flavour, account: ACCOUNT, seed: 1, path: undefined, newModel: modelsOf });
}

/** Answers of servers that are no hub. */
export const SAME_TO_ALL: readonly Json[] = [
  {},
  { error: 'no' },
  { event: 'error', id: id('other', 1), error: 'no' },
  { event: 'success', id: id('other', 1) },
  null,
  // So that it is known who calls, whichever generation asks.
  {
    ...{ event: 'query', id: id('other', 1), multi_response: false },
    ...{ query: { accounts: { account_id: OWNER } }, accounts: { account_id: OWNER } },
  },
];
