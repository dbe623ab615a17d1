/** The kinds of reports of faults. */
import { htmlPage } from '../conformance/verdict/reports/html.ts';
import { junitXml } from '../conformance/verdict/reports/junit.ts';
import { aligned, problemText } from '../conformance/verdict/reports/text.ts';
import { faultLayout } from './layout.ts';
import { FAULT_VERDICTS, type FaultReport } from './report.ts';
import { isGood } from './verdict.ts';

export const FAULT_REPORTS = {
  junit: { file: 'faults.xml', write: (report: FaultReport) => junitXml(faultLayout(report)) },
  html: { file: 'faults.html', write: (report: FaultReport) => htmlPage(faultLayout(report)) },
  json: { file: 'faults.json', write: (report: FaultReport) => `${JSON.stringify(report, null, 2)}\n` },
} as const;

/** For people at a terminal. */
export function faultText(report: FaultReport): string {
  const { problems, facts, reasons, headline, exitCode, axes } = faultLayout(report);
  const told = facts.filter(([label]) => ['calls without faults', 'differs without faults', 'took'].includes(label));
  const parts = [
    ...problems.map(problemText),
    report.output === '' ? '' : `${report.output}\n`,
    reasons
      .map(({ words, count, details }) => `- ${count} ${words}${details.length > 0 ? `: ${details.join('; ')}` : ''}\n`)
      .join(''),
    siteLines(report),
    aligned([...axes, ...told]),
    `${headline} (exit code ${exitCode})\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** What became of each call. */
function siteLines({ cases }: FaultReport): string {
  const sites = new Map<string, Map<string, string[]>>();
  for (const { world, operation, nth, verdict, name } of cases) {
    const site = `${world === 'default' ? '' : `${world}: `}${operation}#${nth}`;
    const verdicts = sites.get(site) ?? new Map<string, string[]>();
    sites.set(site, verdicts);
    verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), name.slice(name.indexOf(' ') + 1)]);
  }
  return [...sites]
    .map(([site, verdicts]) => {
      const told = FAULT_VERDICTS.flatMap((verdict) => {
        const faults = verdicts.get(verdict);
        if (faults === undefined) return [];
        return isGood(verdict) ? `${faults.length} ${verdict}` : `${verdict} (${faults.join(', ')})`;
      });
      return `${site}: ${told.join('; ')}\n`;
    })
    .join('');
}
