/** A report as one page that needs nothing else: well-formed, so that programs can read it too. */

import { element, escaped } from '../../../core/markup.ts';
import type { Report, ReportedCase, ReportedFinding } from '../report.ts';
import { cellText, usedAxes } from './markdown.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #8886; padding: .25rem .6rem; text-align: left; vertical-align: top; }
td.fail { background: #d332; } td.pass { background: #2a42; } td.other { background: #8881; }
pre { background: #8881; overflow-x: auto; padding: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
`;

export function htmlReport(report: Report): string {
  const { target, exit } = report;
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width' }),
    element('title', {}, escaped(`${exit.words}: ${target.url}`)),
    element('style', {}, STYLE),
  ].join('\n');
  const failures = report.cases.filter(({ verdict }) => verdict === 'fail');
  const body = [
    element('h1', {}, escaped(exit.words)),
    facts(report),
    element('h2', {}, 'Axes'),
    axesTable(report),
    ...section('Findings', failures.map(caseDetails)),
    ...section('Expected failures that are not as they should be', [
      list(report.strays.map(({ finding, problem, words }) => `${finding} is ${problem}: ${words}`)),
    ]),
    ...section('Left behind', [list(report.clean_up?.left ?? [])]),
    element('h2', {}, 'Operations'),
    operationsTable(report),
    element('h2', {}, 'Cases'),
    casesTable(report),
  ].join('\n');
  const page = `\n${element('head', {}, `\n${head}\n`)}\n${element('body', {}, `\n${body}\n`)}\n`;
  return `<!DOCTYPE html>\n${element('html', { lang: 'en' }, page)}\n`;
}

function section(heading: string, parts: readonly string[]): string[] {
  return parts.join('') === '' ? [] : [element('h2', {}, heading), ...parts];
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : element('ul', {}, items.map((item) => element('li', {}, escaped(item))).join(''));
}

function facts({ target, run, seed, started, mode, requests, exit, tool }: Report): string {
  const rows = {
    target: target.url,
    serves: target.apis.join(', ') || 'unknown',
    'v1 as': target.profile ?? 'unknown',
    account: target.account_id ?? 'unknown',
    mode,
    run,
    seed: String(seed),
    started,
    requests: String(requests),
    'exit code': String(exit.code),
    'cocalc-mock-hub': tool,
  };
  return table(
    [],
    Object.entries(rows).map(([name, value]) => [element('th', {}, escaped(name)), cell(value)]),
  );
}

function axesTable(report: Report): string {
  return table(
    ['axis', 'outcome'],
    usedAxes(report).map((axis) => [element('th', {}, axis), outcomeCell(report.axes[axis])]),
  );
}

function operationsTable(report: Report): string {
  const axes = usedAxes(report);
  return table(
    ['operation', ...axes],
    report.operations.map((one) => [
      element('th', {}, escaped(one.operation)),
      ...axes.map((axis) => outcomeCell(one.axes[axis])),
    ]),
  );
}

function casesTable({ cases }: Report): string {
  return table(
    ['case', 'axis', 'verdict', 'reason'],
    cases.map(({ name, axis, verdict, reason }) => [cell(name), cell(axis), cell(verdict), cell(reason ?? '')]),
  );
}

function caseDetails({ name, operation, axis, findings }: ReportedCase): string {
  const summary = element('summary', {}, escaped(`${name} (${operation}, ${axis})`));
  return element('details', { open: 'open' }, `${summary}${findings.map(findingDetails).join('')}`);
}

function findingDetails({ name, expected, came, basis, calls, replay }: ReportedFinding): string {
  const rows: [string, string][] = [
    ['finding', name],
    ['expected', expected],
    ['came', came],
    ['basis', basis],
  ];
  const exchanges = calls.map(({ curl, answer }) => element('pre', {}, escaped(`${curl}\n\n${answer}`)));
  const lines = rows.map(([label, value]) => [element('th', {}, label), cell(value)]);
  return [table([], lines), ...exchanges, element('pre', {}, escaped(replay))].join('');
}

function outcomeCell(counts: Parameters<typeof cellText>[0]): string {
  const kind = counts.fail > 0 ? 'fail' : counts.pass > 0 ? 'pass' : 'other';
  return element('td', { class: kind }, escaped(cellText(counts)));
}

const cell = (text: string): string => element('td', {}, escaped(text));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => element('tr', {}, cells.join(''));
  const top = head.length === 0 ? '' : element('thead', {}, line(head.map((name) => element('th', {}, escaped(name)))));
  return element('table', {}, `${top}${element('tbody', {}, rows.map(line).join('\n'))}`);
}
