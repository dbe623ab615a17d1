/** What all reports say, in words and in their order; each kind of report says only how that looks. */
import { AXES, type Axis } from '../../suites/case.ts';
import { numbersText } from '../../tested-hub/numbers.ts';
import {
  type Counts,
  countVerdicts,
  type Report,
  type ReportedCase,
  type ReportedFinding,
  VERDICTS,
} from '../report.ts';

export type Labelled = readonly [label: string, value: string];

/** Something that is not as it should be: a finding, an entry of the file of expected failures, a thing that is left. */
export interface Problem {
  readonly headline: string;
  readonly rows: readonly Labelled[];
  /** The calls that show it. */
  readonly evidence: readonly { readonly curl: string; readonly answer: string }[];
  /** What to type next. */
  readonly next: readonly Labelled[];
}

/** A case, or what is reported like one: suites `expected` and `clean-up` are about the run itself. */
export interface LaidCase extends Pick<ReportedCase, 'suite' | 'operation' | 'verdict' | 'reason' | 'ms'> {
  /** In its suite. */
  readonly id: string;
  readonly axis: string;
  readonly problems: readonly Problem[];
}

/** Cases that were not run or do not count for one kind of reason. */
export interface Reason {
  readonly words: string;
  readonly count: number;
  /** The reasons themselves, where they say more, each once. */
  readonly details: readonly string[];
}

export interface Layout {
  readonly headline: string;
  /** What was run against, or what was run. */
  readonly subject: string;
  readonly hostname: string;
  readonly exitCode: number;
  /** How much there was of it, behind the counts. */
  readonly extent: string;
  /** ISO time. */
  readonly started: string;
  readonly facts: readonly Labelled[];
  /** Those of the run itself come last. */
  readonly cases: readonly LaidCase[];
  readonly problems: readonly Problem[];
  readonly totals: Counts;
  readonly reasons: readonly Reason[];
  /** What cannot be undone, at a hub that is there to stay. */
  readonly lasting: readonly string[];
  readonly axes: readonly Labelled[];
}

export function layoutOf(report: Report): Layout {
  const { exit, axes, target, clean_up } = report;
  const ofHub = report.cases.map(laidCase);
  const lasting = target.mock ? [] : (clean_up?.lasting ?? []);
  const cases = [...ofHub, ...aboutRun(report, lasting)];
  return {
    headline: exit.words,
    subject: target.url,
    hostname: new URL(target.url).hostname,
    exitCode: exit.code,
    extent: `${seconds(report.ms)}, ${report.requests} requests`,
    started: report.started,
    facts: factsOf(report),
    cases,
    problems: cases.flatMap(({ problems }) => problems),
    totals: countVerdicts(report.cases),
    reasons: reasonsOf(ofHub),
    lasting,
    axes: AXES.map((axis): Labelled => [axis, countsText(axes[axis])]).filter(([, words]) => words !== ''),
  };
}

function factsOf({
  target,
  mode,
  consent,
  run,
  seed,
  started,
  ms,
  requests,
  sweep,
  clean_up,
  exit,
  tool,
}: Report): Labelled[] {
  const { url, mock, apis, profile, v2, account_id } = target;
  const { left = {}, lasting = {} } = clean_up?.counts ?? {};
  const facts: Readonly<Record<string, string | null>> = {
    target: url,
    serves: apis.map((api) => served(api, { profile, v2 })).join(', ') || null,
    account: account_id,
    mode,
    consent,
    'left behind': numbersText(left) || null,
    sweep,
    'stays for good': mock ? null : numbersText(lasting) || null,
    took: seconds(ms),
    requests: String(requests),
    started,
    run,
    seed: String(seed),
    'exit code': String(exit.code),
    'cocalc-mock-hub': tool,
  };
  return Object.entries(facts).flatMap(([label, value]): Labelled[] => (value === null ? [] : [[label, value]]));
}

function laidCase(one: ReportedCase): LaidCase {
  const { suite, operation, axis, verdict, reason, ms } = one;
  const problems = verdict === 'fail' ? one.findings.map((finding) => problemOf(finding, one)) : [];
  return { suite, id: one.name.slice(suite.length + 1), operation, axis, verdict, reason, ms, problems };
}

function problemOf(finding: ReportedFinding, { operation, axis }: ReportedCase): Problem {
  const { name, expected, came, basis, calls, replay } = finding;
  return {
    headline: `${name} (${operation}, ${axis})`,
    rows: Object.entries({ expected, came, basis }),
    evidence: calls,
    next: [['replay', replay]],
  };
}

/** What is wrong with the file of expected failures, and what is left, as cases that failed. */
function aboutRun({ strays, clean_up }: Report, lasting: readonly string[]): LaidCase[] {
  const aside = { axis: 'run', ms: 0, reason: null };
  const failed = (suite: string, operation: string, id: string, headline: string): LaidCase => {
    const problems = [{ headline, rows: [], evidence: [], next: [] }];
    return { ...aside, suite, operation, id, verdict: 'fail', problems };
  };
  const stays = { suite: 'clean-up', operation: 'lasting', verdict: 'skipped', reason: 'it stays for good' } as const;
  return [
    ...strays.map(({ finding, problem, words }) =>
      failed('expected', 'expected', finding, `expected failure ${finding} is ${problem}: ${words}`),
    ),
    ...(clean_up?.left ?? []).map((words) => failed('clean-up', 'left behind', words, `left behind: ${words}`)),
    ...lasting.map((id) => ({ ...aside, ...stays, id, problems: [] })),
  ];
}

/** The most frequent first. What stands before a colon is the kind of a reason. */
export function reasonsOf(cases: readonly LaidCase[]): Reason[] {
  const kinds = new Map<string, { count: number; details: Set<string> }>();
  for (const { verdict, reason } of cases) {
    if (reason === null) continue;
    const [kind = '', ...rest] = reason.split(': ');
    const words = `${verdict}: ${kind}`;
    const known = kinds.get(words) ?? { count: 0, details: new Set<string>() };
    known.count += 1;
    if (rest.length > 0) known.details.add(rest.join(': '));
    kinds.set(words, known);
  }
  return [...kinds]
    .map(([words, { count, details }]) => ({ words, count, details: [...details] }))
    .sort((a, b) => b.count - a.count);
}

const NAMES: Readonly<Record<keyof Counts, string>> = {
  pass: 'passed',
  fail: 'failed',
  excused: 'excused',
  skipped: 'skipped',
  'not run': 'not run',
};

/** As in `3 passed, 1 failed`; nothing where there are no cases. */
export function countsText(counts: Counts): string {
  return VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${NAMES[verdict]}`)
    .join(', ');
}

/** Of each operation, in the order of their names. */
export function operationRows({ operations }: Report): {
  axes: Axis[];
  rows: [operation: string, ...counts: string[]][];
} {
  const axes = AXES.filter((axis) => operations.some((one) => countsText(one.axes[axis]) !== ''));
  return { axes, rows: operations.map((one) => [one.operation, ...axes.map((axis) => countsText(one.axes[axis]))]) };
}

/** A problem without its headline, for plain text. */
export function problemLines({ rows, evidence, next }: Problem): string[] {
  const all: Labelled[] = [...rows, ...evidence.map(({ curl }): Labelled => ['call', curl]), ...next];
  return all.map(([label, value]) => `${label.padEnd(8)}  ${value}`);
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function served(api: string, { profile, v2 }: Pick<Report['target'], 'profile' | 'v2'>): string {
  if (api === 'v1') return `v1 as ${profile}`;
  return api === 'v2' && v2 === 'development' ? 'v2 in development' : api;
}
