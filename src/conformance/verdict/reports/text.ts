/** The summary of a run, for people at a terminal. */
import { AXES } from '../../suites/case.ts';
import { type Report, type ReportedCase, type ReportedFinding, VERDICTS } from '../report.ts';

export function textReport(report: Report): string {
  const parts = [
    ...report.cases.filter(({ verdict }) => verdict === 'fail').map(failureText),
    ...report.strays.map(({ finding, problem, words }) => `✗ expected failure ${finding} is ${problem}: ${words}\n`),
    reasonsText(report),
    axesText(report),
    ...(report.clean_up?.lasting ?? []).map((words) => `- lasting: ${words}\n`),
    ...(report.clean_up?.left ?? []).map((words) => `✗ left behind: ${words}\n`),
    report.sweep === null ? '' : `  sweep       ${report.sweep}\n`,
    `${report.exit.words} (exit code ${report.exit.code})\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function failureText({ name, operation, axis, findings }: ReportedCase): string {
  return `✗ ${name} (${operation}, ${axis})\n${findings.map(findingText).join('')}`;
}

function findingText({ name, expected, came, basis, calls, replay }: ReportedFinding): string {
  const lines = [
    `  ${name}`,
    `    expected  ${expected}`,
    `    came      ${came}`,
    `    basis     ${basis}`,
    ...calls.map(({ curl }) => `    call      ${curl}`),
    `    replay    ${replay}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Reasons of what was not run or does not count, each once, with how many it is of. */
function reasonsText({ cases }: Report): string {
  const counts = new Map<string, number>();
  for (const { verdict, reason } of cases) {
    if (reason !== null) counts.set(`${verdict}: ${reason}`, (counts.get(`${verdict}: ${reason}`) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `- ${count} ${words}\n`).join('');
}

function axesText({ axes }: Report): string {
  const rows = [
    ['axis', ...VERDICTS],
    ...AXES.map((axis) => [axis, ...VERDICTS.map((verdict) => String(axes[axis][verdict]))]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}
