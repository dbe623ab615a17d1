/** A report for CI systems: JUnit's XML. Suites are test suites, operations their classes, cases their tests. */
import { element, escaped } from '../../../core/markup.ts';
import type { Report } from '../report.ts';
import { countVerdicts } from '../report.ts';
import { type LaidCase, type Layout, layoutOf, type Problem, problemLines, reasonsOf } from './layout.ts';

export function junitReport(report: Report): string {
  return junitXml(layoutOf(report));
}

export function junitXml(layout: Layout): string {
  const { cases } = layout;
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const written = suites.map((suite, id) => {
    const own = cases.filter((one) => one.suite === suite);
    return testSuite(suite, own, { id, layout });
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {}, `\n${written.join('\n')}\n`)}\n`;
}

interface Around {
  readonly id: number;
  readonly layout: Layout;
}

function testSuite(name: string, cases: readonly LaidCase[], { id, layout }: Around): string {
  const { facts, started, hostname } = layout;
  const { fail, skipped, excused, 'not run': notRun } = countVerdicts(cases);
  const attributes = {
    name,
    package: 'cocalc-mock-hub',
    id,
    // Without milliseconds and zone, which the schema has no place for.
    timestamp: started.slice(0, 19),
    hostname,
    tests: cases.length,
    failures: fail,
    errors: 0,
    skipped: skipped + excused + notRun,
    time: inSeconds(cases.reduce((sum, { ms }) => sum + ms, 0)),
  };
  const properties = facts.map(([property, value]) => element('property', { name: property, value })).join('');
  const reasons = reasonsOf(cases).map(({ words, count }) => `${count} ${words}\n`);
  const content = [
    element('properties', {}, properties),
    ...cases.map(testCase),
    element('system-out', {}, escaped(reasons.join(''))),
    element('system-err', {}, ''),
  ];
  return element('testsuite', attributes, `\n${content.join('\n')}\n`);
}

function testCase({ id, operation, axis, verdict, reason, ms, problems }: LaidCase): string {
  const attributes = { name: id, classname: `${axis}.${operation}`, time: inSeconds(ms) };
  if (verdict === 'pass') return element('testcase', attributes);
  if (verdict !== 'fail') {
    return element('testcase', attributes, element('skipped', { message: `${verdict}: ${reason}` }));
  }
  const failure = { message: messageOf(problems[0]), type: axis };
  const details = problems.map((problem) => [problem.headline, ...problemLines(problem)].join('\n')).join('\n\n');
  return element('testcase', attributes, element('failure', failure, escaped(details)));
}

function messageOf(problem: Problem | undefined): string {
  const [expected, came] = problem?.rows ?? [];
  if (expected === undefined || came === undefined) return problem?.headline ?? '';
  return `${expected.join(' ')}; ${came.join(' ')}`;
}

const inSeconds = (ms: number): string => (ms / 1000).toFixed(3);
