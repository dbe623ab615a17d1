/** The report of faults, laid out as those of checks are. */
import type { Counts } from '../conformance/verdict/report.ts';
import { countVerdicts } from '../conformance/verdict/report.ts';
import {
  type Labelled,
  type LaidCase,
  type Layout,
  type Problem,
  reasonsOf,
  seconds,
} from '../conformance/verdict/reports/layout.ts';
import { countsOf, type FaultCase, type FaultReport, leftText } from './report.ts';

export function faultLayout(report: FaultReport): Layout {
  const { title, started, ms, exit, mode, calls, unsteady, tool } = report;
  const cases = [...report.cases.map(laidCase), ...report.notRun.map(notRunCase)];
  const facts: Readonly<Record<string, string>> = {
    'run with faults': title,
    faults: mode,
    'calls without faults': String(calls),
    ...(unsteady.length > 0 && { 'differs without faults': unsteady.join(', ') }),
    took: seconds(ms),
    started,
    'exit code': String(exit.code),
    'cocalc-mock-hub': tool,
  };
  return {
    headline: exit.words,
    subject: title,
    hostname: 'localhost',
    exitCode: exit.code,
    extent: `${seconds(ms)}, ${report.cases.length} runs with a fault, for ${calls} calls`,
    started,
    facts: Object.entries(facts),
    cases,
    problems: cases.flatMap(({ problems }) => problems),
    totals: countVerdicts(cases),
    reasons: reasonsOf(cases),
    lasting: [],
    axes: countsOf(report.cases).map(([verdict, count]): Labelled => [verdict, String(count)]),
  };
}

const VERDICTS_LAID: Readonly<Record<FaultCase['verdict'], keyof Counts>> = {
  fine: 'pass',
  'retried well': 'pass',
  duplicated: 'fail',
  lost: 'fail',
  leaked: 'fail',
  hung: 'fail',
  'not fired': 'not run',
};

function laidCase(one: FaultCase): LaidCase {
  const { name, operation, verdict, why, ms } = one;
  const laid = VERDICTS_LAID[verdict];
  return {
    ...{ suite: 'faults', operation, id: name, axis: verdict, verdict: laid, ms },
    reason: laid === 'not run' ? `it never fired: ${why}` : null,
    problems: laid === 'fail' ? [problemOf(one)] : [],
  };
}

function notRunCase(name: string): LaidCase {
  const [operation = ''] = name.split('#');
  const aside = { suite: 'faults', axis: 'not run', verdict: 'not run', ms: 0, problems: [] } as const;
  return { ...aside, id: name, operation, reason: 'there are more faults than runs' };
}

/** The rest of a long list is in the JSON. */
const MOST_LEFT = 10;

function problemOf({ name, verdict, why, account, parameters, left, calls, output }: FaultCase): Problem {
  const more = left.length > MOST_LEFT ? [['left', `and ${left.length - MOST_LEFT} more`] as const] : [];
  return {
    headline: `${verdict}: ${name}`,
    rows: [
      ['why', why],
      ['call', `${account === null ? '' : `as ${account}: `}${JSON.stringify(parameters)}`],
      ...left.slice(0, MOST_LEFT).map((one): Labelled => ['left', leftText(one)]),
      ...more,
      ...calls.map((line): Labelled => ['then', line]),
      ...(output === '' ? [] : [['printed', output] as const]),
    ],
    evidence: [],
    next: [['again', `--faults-only '${name}'`]],
  };
}
