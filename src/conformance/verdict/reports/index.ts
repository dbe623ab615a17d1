/** The kinds of reports, and the files that they are written to. */
import { oneOf } from '../../../core/shape.ts';
import type { Report } from '../report.ts';
import { githubReport } from './github.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { textReport } from './text.ts';

interface ReportKind {
  readonly file: string;
  readonly write: (report: Report) => string;
}

export const REPORTS = {
  junit: { file: 'junit.xml', write: junitReport },
  html: { file: 'report.html', write: htmlReport },
  json: { file: 'report.json', write: jsonReport },
  ndjson: { file: 'report.ndjson', write: ndjsonReport },
  markdown: { file: 'report.md', write: markdownReport },
  github: { file: 'annotations.txt', write: githubReport },
} as const satisfies Readonly<Record<string, ReportKind>>;

export type ReportName = keyof typeof REPORTS;

/** The report as a text of the kind: `text` for a terminal, or what the command writes into files. */
export function reportText(report: Report, kind: ReportName | 'text' = 'text'): string {
  if (kind === 'text') return textReport(report);
  return REPORTS[oneOf(...(Object.keys(REPORTS) as ReportName[]))(kind, 'the kind of report')].write(report);
}

function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The first line is the report without its cases, and each further one a case. */
function ndjsonReport({ cases, ...report }: Report): string {
  return [report, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('');
}
