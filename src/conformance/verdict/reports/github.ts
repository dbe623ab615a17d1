/** Annotations for GitHub Actions: one command a line, which its runner reads from the output of a job. */
import type { Report } from '../report.ts';

export function githubReport({ cases, strays, clean_up, exit }: Report): string {
  const failures = cases.flatMap(({ findings, verdict }) => (verdict === 'fail' ? findings : []));
  const lines = [
    ...failures.map(({ name, expected, came, basis, replay }) =>
      command('error', name, `expected ${expected}\ncame ${came}\nby ${basis}\n${replay}`),
    ),
    ...strays.map(({ finding, problem, words }) => command('error', finding, `expected failure, ${problem}: ${words}`)),
    ...(clean_up?.left ?? []).map((words) => command('error', 'left behind', words)),
    command(exit.code === 0 ? 'notice' : 'error', 'cocalc-mock-hub check', exit.words),
  ];
  return `${lines.join('\n')}\n`;
}

function command(kind: 'error' | 'notice', title: string, message: string): string {
  return `::${kind} title=${inProperty(title)}::${inData(message)}`;
}

const inData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const inProperty = (text: string) => inData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
