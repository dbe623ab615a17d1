/** Reports for programs: JSON, and the same as a line for each case. */
import type { Report } from '../report.ts';

export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The first line is the report without its cases, and each further one a case. */
export function ndjsonReport({ cases, ...report }: Report): string {
  return [report, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('');
}
