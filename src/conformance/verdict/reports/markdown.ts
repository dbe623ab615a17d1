/** A report for pages that show Markdown, such as the summary of a job. */

import { AXES, type Axis } from '../../suites/case.ts';
import type { Counts, Report, ReportedCase } from '../report.ts';

export function markdownReport(report: Report): string {
  const { target, exit, run, seed, strays, clean_up } = report;
  const axes = usedAxes(report);
  const failures = report.cases.filter(({ verdict }) => verdict === 'fail');
  return [
    `# ${exit.words}: ${cell(target.url)}`,
    '',
    `Run \`${run}\`, seed ${seed}, ${report.requests} requests, mode ${report.mode}, exit code ${exit.code}.`,
    '',
    ...markdownTable(
      ['axis', 'outcome'],
      axes.map((axis) => [axis, cellText(report.axes[axis])]),
    ),
    ...section('Findings', failures.flatMap(findings)),
    ...section(
      'Expected failures that are not as they should be',
      strays.map(({ finding, problem, words }) => `- ${code(finding)} is ${problem}: ${cell(words)}`),
    ),
    ...section(
      'Left behind',
      (clean_up?.left ?? []).map((words) => `- ${cell(words)}`),
    ),
    '',
    '## Operations',
    '',
    ...markdownTable(
      ['operation', ...axes],
      report.operations.map((one) => [code(one.operation), ...axes.map((axis) => cellText(one.axes[axis]))]),
    ),
    '',
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${heading}`, '', ...lines];
}

function findings({ findings: all, axis, operation }: ReportedCase): string[] {
  return all.flatMap(({ name, expected, came, basis, calls, replay }) => [
    `- ${code(name)} (${operation}, ${axis})`,
    `  - expected ${code(expected)}`,
    `  - came ${code(came)}`,
    `  - by ${code(basis)}`,
    ...calls.map(({ curl }) => `  - ${code(curl)}`),
    `  - ${code(replay)}`,
  ]);
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

/** The text between more backticks than it has in a row itself. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${cell(text)}${padding}${fence}`;
}

/** What ran of an operation on an axis, in a few words; nothing where it has no cases there. */
export function cellText({ pass, fail, excused, skipped, 'not run': notRun }: Counts): string {
  const parts = [
    pass > 0 && `${pass} passed`,
    fail > 0 && `${fail} failed`,
    excused > 0 && `${excused} excused`,
    skipped > 0 && `${skipped} skipped`,
    notRun > 0 && `${notRun} not run`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** The axes that have cases. */
export function usedAxes({ axes }: Report): Axis[] {
  return AXES.filter((axis) => Object.values(axes[axis]).some((count) => count > 0));
}
