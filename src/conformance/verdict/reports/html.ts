/** A report as one page that needs nothing else: well-formed, so that programs can read it too. */
import { element, escaped } from '../../../core/markup.ts';
import { PAGE_STYLE, policyHash } from '../../../core/page.ts';
import type { Report } from '../report.ts';
import { countVerdicts } from '../report.ts';
import {
  countsText,
  type Labelled,
  type LaidCase,
  type Layout,
  layoutOf,
  type Problem,
  type Reason,
  seconds,
} from './layout.ts';

const STYLE = `${PAGE_STYLE}
:root { --bad: light-dark(#b3261e, #ff8a80); --good: light-dark(#1a6b34, #7fd69a); }
h1 { overflow-wrap: anywhere; } .fail { color: var(--bad); } .pass { color: var(--good); } .fail > table { color: light-dark(#1b222a, #e4e9ee); }
section { margin: 2rem 0; } h2 { margin-top: 0; } ul { margin: .25rem 0; padding-left: 1.25rem; } li { overflow-wrap: anywhere; }
summary { cursor: pointer; overflow-wrap: anywhere; padding: .2rem 0; } details details { margin-left: 1rem; } details dl { margin: .4rem 0 .75rem; } p { overflow-wrap: anywhere; }
td:nth-child(n+2):nth-child(-n+4) { white-space: nowrap; } dd { white-space: pre-wrap; } [hidden] { display: none; }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; align-items: center; } form input { flex: 1 1 12rem; min-width: 0; }
input, select { font: inherit; padding: .2rem .5rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--back); color: inherit; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } details details { margin-left: .25rem; } }
`;

/** Neither of the signs that XML would take for its own is in it. */
const SCRIPT = `
const [form, words, verdict, told] = ['filter', 'words', 'verdict', 'told'].map((id) => document.getElementById(id));
form.hidden = false;
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => {
  const wanted = words.value.toLowerCase();
  const isWanted = (row) => [row.textContent.toLowerCase().includes(wanted), ['', row.dataset.verdict].includes(verdict.value)].every(Boolean);
  const isOff = [wanted, verdict.value].join('') === '';
  let count = 0;
  for (const row of document.querySelectorAll('[data-verdict]')) {
    row.hidden = !isWanted(row);
    if (!row.hidden) count += 1;
  }
  for (const group of [...document.querySelectorAll('#cases details')].reverse()) {
    group.hidden = group.querySelector('[data-verdict]:not([hidden])') === null;
    group.open = !isOff;
  }
  told.textContent = isOff ? '' : count + (count === 1 ? ' case' : ' cases');
});
`;

/** The page runs this script and no other, and loads nothing. */
const POLICY = `default-src 'none'; style-src ${policyHash(STYLE)}; script-src ${policyHash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

export function htmlReport(report: Report): string {
  return htmlPage(layoutOf(report));
}

export function htmlPage(layout: Layout): string {
  const { headline, subject, exitCode, extent, facts, totals, axes, problems, reasons, lasting, cases } = layout;
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('title', {}, escaped(`${headline}: ${subject}`)),
    element('style', {}, STYLE),
  ];
  const body = [
    element('h1', { class: exitCode === 0 ? 'pass' : 'fail' }, escaped(headline)),
    element('p', {}, escaped(`${countsText(totals) || 'nothing ran'}; ${extent}`)),
    definitions(facts),
    section('Findings', problems.map(problemDetails)),
    section('Axes', [definitions(axes)]),
    section('Skipped, excused, not run', reasons.map(reasonDetails)),
    section(
      'What stays for good',
      lasting.length === 0 ? [] : [folded(`${lasting.length} kinds of things`, list(lasting))],
    ),
    section('Cases', casesOf(cases)),
    element('script', {}, SCRIPT),
  ];
  const page = [element('head', {}, head.join('\n')), element('body', {}, body.filter(Boolean).join('\n'))];
  return `<!DOCTYPE html>\n${element('html', { lang: 'en' }, `\n${page.join('\n')}\n`)}\n`;
}

function section(heading: string, parts: readonly string[]): string {
  if (parts.join('') === '') return '';
  return element(
    'section',
    { id: heading.split(/\W/)[0]?.toLowerCase() ?? '' },
    [element('h2', {}, heading), ...parts].join('\n'),
  );
}

function definitions(rows: readonly Labelled[]): string {
  if (rows.length === 0) return '';
  const parts = rows.map(
    ([label, value]) => `${element('dt', {}, escaped(label))}${element('dd', {}, escaped(value))}`,
  );
  return element('dl', {}, parts.join('\n'));
}

const list = (items: readonly string[]): string =>
  element('ul', {}, items.map((item) => element('li', {}, escaped(item))).join('\n'));

function folded(summary: string, content: string, attributes: Readonly<Record<string, string>> = {}): string {
  return element('details', attributes, `${element('summary', {}, escaped(summary))}${content}`);
}

/** How many findings are open from the start. */
const MOST_OPEN = 20;

function problemDetails({ headline, rows, evidence, next }: Problem, at: number): string {
  if (rows.length === 0) return element('p', {}, escaped(headline));
  const calls = evidence.map(({ curl, answer }) => element('pre', {}, escaped(`${curl}\n\n${answer}`)));
  const content = [definitions(rows), ...calls, definitions(next)].join('\n');
  return folded(headline, content, at < MOST_OPEN ? { open: 'open' } : {});
}

function reasonDetails({ words, count, details }: Reason): string {
  const summary = `${count} ${words}`;
  return details.length === 0 ? element('p', {}, escaped(summary)) : folded(summary, list(details));
}

/** By operation, those first that have findings. Operations of which all passed are folded together. */
function casesOf(cases: readonly LaidCase[]): string[] {
  if (cases.length === 0) return [];
  const names = [...new Set(cases.map(({ operation }) => operation))].sort();
  const groups = names.map((name) => {
    const own = cases.filter(({ operation }) => operation === name);
    const counts = countVerdicts(own);
    const attributes = counts.fail > 0 ? { class: 'fail', open: 'open' } : {};
    return { counts, markup: folded(`${name}: ${countsText(counts)}`, caseTable(own), attributes) };
  });
  const passed = groups.filter(({ counts: { pass, ...others } }) =>
    Object.values(others).every((count) => count === 0),
  );
  const others = groups.filter((group) => !passed.includes(group));
  const inOrder = [...others].sort((a, b) => b.counts.fail - a.counts.fail);
  const markup = (some: typeof groups) => some.map((one) => one.markup).join('\n');
  return [
    filterForm(),
    markup(inOrder),
    passed.length === 0 ? '' : folded(`${passed.length} operations of which all cases passed`, markup(passed)),
  ];
}

function filterForm(): string {
  const verdicts = ['', 'fail', 'excused', 'skipped', 'not run', 'pass'];
  const options = verdicts.map((value) => element('option', { value }, value || 'all verdicts')).join('');
  const words = element('input', {
    id: 'words',
    type: 'search',
    placeholder: 'Filter cases',
    'aria-label': 'Filter cases',
  });
  const parts = [
    words,
    element('select', { id: 'verdict', 'aria-label': 'Verdict' }, options),
    element('output', { id: 'told' }, ''),
  ];
  // Without the script it would do nothing.
  return element('form', { id: 'filter', hidden: 'hidden' }, parts.join(''));
}

function caseTable(cases: readonly LaidCase[]): string {
  const rows = cases.map(({ suite, id, axis, verdict, reason, ms }) => {
    const cells = [`${suite}/${id}`, axis, verdict, seconds(ms), reason ?? ''];
    const kind = verdict === 'fail' || verdict === 'pass' ? { class: verdict } : {};
    const written = cells.map((text) => element('td', text === verdict ? kind : {}, escaped(text)));
    return element('tr', { 'data-verdict': verdict }, written.join(''));
  });
  return element('table', {}, element('tbody', {}, rows.join('\n')));
}
