/** The result of a run, as plain data that all reports are made of: `fixtures/report.schema.json` is its schema. */

import type { Generation } from '../../contracts/contract.ts';
import type { Redactor } from '../../core/redact.ts';
import type { Profile, RestBuild } from '../../core/settings.ts';
import { type ApiExchange, answerText, shortened } from '../language/answer.ts';
import { ANONYMOUS, type Api, type ApiCall, operationOf, requestOf, SELF } from '../language/call.ts';
import { AXES, type Axis, caseName, type Finding } from '../suites/case.ts';
import type { CleanUp } from '../tested-hub/clean-up.ts';
import { consentText } from '../tested-hub/consent.ts';
import { redacted } from '../tested-hub/redacted.ts';
import type { Allowance } from '../tested-hub/tested-hub.ts';
import type { Found } from '../tested-hub/things.ts';
import { findingName, type Stray } from './expected.ts';
import type { Plan } from './plan.ts';
import type { CaseVerdict, Result } from './run.ts';

export type Counts = Readonly<Record<CaseVerdict, number>>;

interface ReportedCall {
  readonly operation: string;
  readonly as: string;
  /** For a shell; keys and cookies are in variables. */
  readonly curl: string;
  readonly outcome: string;
  readonly status: number | null;
  readonly answer: string;
}

export interface ReportedFinding {
  /** As a file of expected failures names it. */
  readonly name: string;
  readonly expected: string;
  readonly came: string;
  readonly basis: string;
  readonly calls: readonly ReportedCall[];
  /** A command that runs the case again. */
  readonly replay: string;
}

export interface ReportedCase {
  readonly name: string;
  readonly suite: string;
  readonly operation: string;
  readonly axis: Axis;
  readonly verdict: CaseVerdict;
  readonly reason: string | null;
  readonly requests: number;
  readonly ms: number;
  readonly findings: readonly ReportedFinding[];
}

export interface Report {
  readonly report: 'cocalc-mock-hub';
  readonly version: 1;
  readonly tool: string;
  readonly run: string;
  readonly seed: number;
  /** ISO time. */
  readonly started: string;
  /** How long it took. */
  readonly ms: number;
  readonly target: {
    readonly url: string;
    readonly mock: boolean;
    /** Empty where that was not found out. */
    readonly generations: readonly Generation[];
    readonly apis: readonly Api[];
    readonly profile: Profile | null;
    readonly v2: RestBuild | null;
    readonly account_id: string | null;
  };
  readonly mode: Allowance | 'nothing';
  /** As it was given: `hub.example,ACCOUNT_ID`. */
  readonly consent: string | null;
  readonly plan: Plan;
  readonly exit: { readonly code: number; readonly words: string };
  readonly axes: Readonly<Record<Axis, Counts>>;
  /** In the order of their names. */
  readonly operations: readonly { readonly operation: string; readonly axes: Readonly<Record<Axis, Counts>> }[];
  readonly cases: readonly ReportedCase[];
  /** Entries of the file of expected failures that are not as they should be. */
  readonly strays: readonly Stray[];
  readonly census: { readonly before: readonly Found[]; readonly after: readonly Found[] } | null;
  readonly clean_up: CleanUp | null;
  /** The command that removes what is left, where something is left at a hub. */
  readonly sweep: string | null;
  readonly requests: number;
}

/** What a report is made of; the rest is counted from it. */
export interface ReportParts extends Omit<Report, 'report' | 'version' | 'axes' | 'operations' | 'cases'> {
  readonly results: readonly Result[];
}

/** @param secrets what must not show, anywhere in it. */
export function reportOf({ results: all, ...parts }: ReportParts, secrets: Redactor): Report {
  // Before anything is shortened, since half a secret would not be known again.
  const results = all.map((result) => ({ ...result, findings: redacted(result.findings, secrets) }));
  const operations = [...new Set(results.map((result) => result.case.operation))].sort();
  const report: Report = {
    report: 'cocalc-mock-hub',
    version: 1,
    ...parts,
    axes: countAxes(results),
    operations: operations.map((operation) => ({
      operation,
      axes: countAxes(results.filter((result) => result.case.operation === operation)),
    })),
    cases: results.map((result) => reportedCase(result, parts)),
  };
  return redacted(report, secrets);
}

function countAxes(results: readonly Result[]): Record<Axis, Counts> {
  const of = (axis: Axis) => countVerdicts(results.filter((result) => result.case.axis === axis));
  return Object.fromEntries(AXES.map((axis) => [axis, of(axis)])) as Record<Axis, Counts>;
}

export const VERDICTS = ['pass', 'fail', 'excused', 'skipped', 'not run'] as const satisfies CaseVerdict[];

export function countVerdicts(results: readonly Pick<Result, 'verdict'>[]): Counts {
  const of = (verdict: CaseVerdict) => results.filter((result) => result.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, of(verdict)])) as Counts;
}

/** The address that a hub in this process goes by. */
export const IN_PROCESS = 'http://hub.in-process';

type Facts = Pick<ReportParts, 'target' | 'seed' | 'mode'>;

function reportedCase(result: Result, facts: Facts): ReportedCase {
  const { suite, operation, axis } = result.case;
  const { verdict, reason = null, requests, ms } = result;
  const findings = result.findings.map((finding) => reportedFinding(finding, result, facts));
  return { name: caseName(result.case), suite, operation, axis, verdict, reason, requests, ms, findings };
}

function reportedFinding(finding: Finding, result: Result, facts: Facts): ReportedFinding {
  const { id, expected, came, basis, exchanges } = finding;
  return {
    name: findingName(result.case, id),
    expected: shortened(expected),
    came: shortened(came),
    basis,
    calls: exchanges.map((exchange) => reportedCall(exchange, facts)),
    replay: replayLine(finding, result, facts),
  };
}

function reportedCall({ call, answer }: ApiExchange, { target }: Facts): ReportedCall {
  return {
    operation: operationOf(call),
    as: call.as ?? SELF,
    curl: curlLine(target.url, call),
    outcome: answer.outcome,
    status: answer.status ?? null,
    answer: answer.raw === '' ? answerText(answer) : shortened(answer.raw),
  };
}

function replayLine({ path }: Finding, result: Result, { target, seed, mode }: Facts): string {
  const name = caseName(result.case);
  const one = path === undefined ? name : `${name}@${path}`;
  if (target.url === IN_PROCESS) return `check(hub, { seed: ${seed}, replay: ${JSON.stringify(one)} })`;
  const agreed = mode === 'reads' ? ['--read-only'] : ['--consent', consentText(target.url)];
  return [
    ...['cocalc-mock-hub', 'check'],
    ...(target.mock ? ['mock', '--profile', target.profile ?? 'documented'] : [target.url, ...agreed]),
    ...(!target.mock && mode === 'lasts' ? ['--consent-accounts'] : []),
    ...['--seed', String(seed), '--replay', quoted(one)],
  ].join(' ');
}

export function sweepLine(ledgerFile: string, url: string): string {
  return `cocalc-mock-hub sweep ${quoted(ledgerFile)} --consent ${consentText(url)}`;
}

function curlLine(url: string, call: ApiCall): string {
  const { path, contentType, body } = requestOf(call);
  const { as = SELF } = call;
  const user = as === ANONYMOUS ? [] : ['-u', `"$${variableOf(as)}:"`];
  // As in `remember_me=…`; sessions are secrets, as keys are.
  const cookie = call.session === undefined ? [] : ['-b', '"$COCALC_COOKIE"'];
  const data = ['-H', quoted(`Content-Type: ${contentType}`), '--data-raw', quoted(body)];
  const sent = call.encoding === 'none' ? ['-X', 'POST'] : data;
  return ['curl', '-sS', ...user, ...cookie, ...sent, quoted(`${url}${path}`)].join(' ');
}

/** The variable of the environment that has the key of an identity. */
function variableOf(identity: string): string {
  return identity === SELF ? 'COCALC_API_KEY' : `COCALC_API_KEY_${identity.toUpperCase()}`;
}

/** The text as one word of a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
