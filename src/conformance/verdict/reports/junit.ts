/** A report for CI systems: JUnit's XML. Suites are test suites, operations their classes, cases their tests. */

import { element, escaped } from '../../../core/markup.ts';
import type { Report, ReportedCase } from '../report.ts';

export function junitReport(report: Report): string {
  const suites = [...new Set(report.cases.map(({ suite }) => suite))];
  const written = suites.map((suite, id) => {
    const cases = report.cases.filter((one) => one.suite === suite);
    return testSuite(suite, { id, report, cases: cases.map(testCase), of: cases });
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {}, `\n${[...written, ...strays(report, suites.length)].join('\n')}\n`)}\n`;
}

interface Written {
  readonly id: number;
  readonly report: Report;
  readonly cases: readonly string[];
  readonly of: readonly ReportedCase[];
}

function testSuite(name: string, { id, report, cases, of }: Written): string {
  const count = (...verdicts: string[]) => of.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const attributes = {
    name,
    package: 'cocalc-mock-hub',
    id,
    // Without milliseconds and zone, which the schema has no place for.
    timestamp: report.started.slice(0, 19),
    hostname: new URL(report.target.url).hostname,
    tests: of.length,
    failures: count('fail'),
    errors: 0,
    skipped: count('skipped', 'excused', 'not run'),
    time: seconds(of.reduce((sum, { ms }) => sum + ms, 0)),
  };
  const empty = [element('system-out', {}, ''), element('system-err', {}, '')];
  const properties = element(
    'properties',
    {},
    [
      ['run', report.run],
      ['seed', report.seed],
      ['url', report.target.url],
      ['mode', report.mode],
    ]
      .map(([property, value]) => element('property', { name: String(property), value: String(value) }))
      .join(''),
  );
  return element('testsuite', attributes, `\n${[properties, ...cases, ...empty].join('\n')}\n`);
}

function testCase({ name, suite, operation, axis, verdict, reason, ms, findings }: ReportedCase): string {
  const attributes = { name: name.slice(suite.length + 1), classname: `${axis}.${operation}`, time: seconds(ms) };
  if (verdict === 'pass') return element('testcase', attributes);
  if (verdict !== 'fail') {
    return element('testcase', attributes, element('skipped', { message: `${verdict}: ${reason ?? ''}` }));
  }
  const [first] = findings;
  const message = `expected ${first?.expected}; came ${first?.came}`;
  const details = findings.map((finding) =>
    [
      finding.name,
      `expected: ${finding.expected}`,
      `came: ${finding.came}`,
      `basis: ${finding.basis}`,
      ...finding.calls.map(({ curl }) => curl),
      finding.replay,
    ].join('\n'),
  );
  return element('testcase', attributes, element('failure', { message, type: axis }, escaped(details.join('\n\n'))));
}

/** Entries of the file of expected failures that are wrong, as a suite of their own. */
function strays(report: Report, id: number): string[] {
  if (report.strays.length === 0) return [];
  const cases = report.strays.map(
    ({ finding, problem, words }): ReportedCase => ({
      ...{ name: `expected/${finding}`, suite: 'expected', operation: 'expected', axis: 'contracts', verdict: 'fail' },
      ...{ reason: null, requests: 0, ms: 0 },
      findings: [
        {
          name: finding,
          expected: 'a failure that is still there',
          came: `${problem}: ${words}`,
          basis: 'the file of expected failures',
          calls: [],
          replay: '',
        },
      ],
    }),
  );
  return [testSuite('expected', { id, report, cases: cases.map(testCase), of: cases })];
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
