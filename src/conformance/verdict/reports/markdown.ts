/** A report for pages that show Markdown, such as the summary of a job. */
import type { Report } from '../report.ts';
import { countsText, layoutOf, operationRows, type Problem } from './layout.ts';

export function markdownReport(report: Report): string {
  const { headline, facts, totals, axes, problems, reasons, lasting } = layoutOf(report);
  const operations = operationRows(report);
  return [
    `# ${plain(`${headline}: ${report.target.url}`)}`,
    '',
    `${countsText(totals) || 'Nothing ran'}.`,
    '',
    ...markdownTable(
      ['run', ''],
      facts.map(([label, value]) => [label, code(value)]),
    ),
    '',
    ...markdownTable(['axis', 'outcome'], axes),
    ...section('Findings', problems.flatMap(problemItems)),
    ...section(
      'Skipped, excused, not run',
      reasons.flatMap(({ words, count, details }) => [
        `- ${count} ${plain(words)}`,
        ...details.map((detail) => `  - ${code(detail)}`),
      ]),
    ),
    ...section(
      'What stays for good',
      lasting.map((words) => `- ${code(words)}`),
    ),
    ...section(
      'Operations',
      markdownTable(
        ['operation', ...operations.axes],
        operations.rows.map(([operation, ...outcomes]) => [code(operation), ...outcomes]),
      ),
    ),
    '',
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${heading}`, '', ...lines];
}

function problemItems({ headline, rows, evidence, next }: Problem): string[] {
  return [
    `- ${plain(headline)}`,
    ...rows.map(([label, value]) => `  - ${label} ${code(value)}`),
    ...evidence.map(({ curl, answer }) => `  - ${code(curl)} gives ${code(answer)}`),
    ...next.map(([label, value]) => `  - ${label} ${code(value)}`),
  ];
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The text as it stands, whatever signs of Markdown or HTML it has. */
const plain = (text: string): string => onOneLine(text).replace(/[\\`*_[\]<>&~]/g, '\\$&');

/** The text between more backticks than it has in a row itself. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${onOneLine(text)}${padding}${fence}`;
}
