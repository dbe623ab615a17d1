/** The summary of a run, for people at a terminal. */
import type { Report } from '../report.ts';
import { countsText, type Labelled, layoutOf, type Problem, problemLines } from './layout.ts';

/** Of more reasons of one kind, only the number is told. */
const MOST_DETAILS = 3;

export function textReport(report: Report): string {
  const { problems, reasons, lasting, axes, facts, totals, headline } = layoutOf(report);
  const told = facts.filter(([label]) =>
    ['serves', 'consent', 'took', 'requests', 'left behind', 'sweep', 'stays for good'].includes(label),
  );
  const parts = [
    ...problems.map(problemText),
    reasons
      .map(({ words, count, details }) => {
        const shown = details.length > MOST_DETAILS ? `${details.length} different ones` : details.join('; ');
        return `- ${count} ${words}${shown && `: ${shown}`}\n`;
      })
      .join(''),
    lasting.map((words) => `- lasting: ${words}\n`).join(''),
    aligned([...axes, ['all', countsText(totals)]]),
    aligned(told),
    `${headline} (exit code ${report.exit.code})\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

export function problemText(problem: Problem): string {
  return [`✗ ${problem.headline}`, ...problemLines(problem).map((line) => `    ${line}`)]
    .map((line) => `${line}\n`)
    .join('');
}

export function aligned(rows: readonly Labelled[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value || 'nothing'}\n`).join('');
}
