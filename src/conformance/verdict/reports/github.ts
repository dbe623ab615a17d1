/** Annotations for GitHub Actions: one command a line, which its runner reads from the output of a job. */
import type { Report } from '../report.ts';
import { layoutOf, problemLines } from './layout.ts';

export function githubReport(report: Report): string {
  const { problems, headline } = layoutOf(report);
  const lines = [
    ...problems.map((problem) =>
      command('error', problem.headline, problemLines(problem).join('\n') || 'see the report'),
    ),
    command(report.exit.code === 0 ? 'notice' : 'error', 'cocalc-mock-hub check', headline),
  ];
  return `${lines.join('\n')}\n`;
}

function command(kind: 'error' | 'notice', title: string, message: string): string {
  return `::${kind} title=${inProperty(title)}::${inData(message)}`;
}

const inData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const inProperty = (text: string) => inData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
