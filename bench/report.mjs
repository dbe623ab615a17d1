/** Reports: lines for a terminal, and the page `README.md` with the last figures of every benchmark. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { budgets } from './budgets.mjs';

const RESULTS = new URL('results.json', import.meta.url);
const PAGE = new URL('README.md', import.meta.url);
const HEAD = new URL('head.md', import.meta.url);

export function rowText({ row, unit, ours, reference, ratio, processor, growth, details }) {
  const lines = [
    [
      `  ${row.padEnd(36)}`,
      growth ? growthText(growth, unit) : `${amount(ours)} ${unit}`,
      reference && `${ratioText(ratio)} × ${reference.name} (${amount(reference.figure)})`,
      growth && `largest ÷ smallest ${ratioText(ratio)}`,
      processor && `by processor time ${ratioText(processor)}`,
    ],
    details.length > 0 && [`  ${' '.repeat(36)}`, ...details],
  ];
  return lines
    .filter(Boolean)
    .map((parts) => parts.filter(Boolean).join('  '))
    .join('\n');
}

function growthText({ sizes, medians, exponent }, unit) {
  const figures = sizes.map((size, at) => `${size.toLocaleString('en')}: ${amount(medians[at])}`);
  return `${figures.join(', ')} ${unit}; grows as n^${exponent.toFixed(2)}`;
}

function ratioText({ median, lower, upper }) {
  return `${amount(median)} [${amount(lower)}–${amount(upper)}]`;
}

/** Three digits that count. */
function amount(value) {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

/** How a budget is kept by the rows of its benchmark; nothing where that has not been run. */
function verdictOf({ benchmark, row: name, figure, least, most }, results) {
  const row = results[benchmark]?.rows.find((one) => one.row === name);
  if (row === undefined) return undefined;
  const came = figure ? row.ours : row.ratio.median;
  const bound = least ?? most;
  const isMet = least === undefined ? came <= most : came >= least;
  return { came, isMet, bound, sign: least === undefined ? '≤' : '≥', unit: figure ? row.unit : '×', row };
}

/** Keeps the results beside those of other benchmarks, and writes the page anew. */
export function keep(results) {
  const known = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  const all = Object.fromEntries(
    Object.entries({ ...known, ...results }).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  writeFileSync(RESULTS, `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(PAGE, pageOf(all));
}

function pageOf(results) {
  return [
    readFileSync(HEAD, 'utf8').trimEnd(),
    '## Budgets',
    table(
      ['what', 'budget', 'measured', ''],
      budgets.flatMap((budget) => {
        const verdict = verdictOf(budget, results);
        if (verdict === undefined) return [];
        const { came, isMet, bound, sign, unit } = verdict;
        const missed = `missed by ${amount(Math.abs(came / bound - 1) * 100)} %${budget.why ? `: ${budget.why}` : ''}`;
        const limit = `${sign} ${bound.toLocaleString('en')} ${unit}`;
        return [[`${budget.benchmark}: ${budget.row}`, limit, `${amount(came)} ${unit}`, isMet ? 'met' : missed]];
      }),
    ),
    '## Last figures',
    ...Object.entries(results).map(([name, result]) => section(name, result)),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function section(name, { about, rows, machine, date }) {
  const { processor, cores, memoryGb, system, node, load } = machine;
  const shown = rows.map(({ row, unit, ours, reference, ratio, processor, growth, details }) => [
    row,
    growth ? growthText(growth, unit) : `${amount(ours)} ${unit}`,
    reference ? `${reference.name}: ${amount(reference.figure)}` : growth ? 'largest ÷ smallest' : '',
    ratio ? ratioText(ratio) : '',
    processor ? ratioText(processor) : '',
    details.join('; '),
  ]);
  return [
    `### ${name}`,
    `${about[0].toUpperCase()}${about.slice(1)}.`,
    table(['row', 'ours', 'reference', 'ratio [quartiles]', 'by processor time', ''], shown),
    `${date}, Node ${node}, ${cores} cores of ${processor}, ${memoryGb} GB, ${system}, load ${load.toFixed(1)}.`,
  ].join('\n\n');
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
