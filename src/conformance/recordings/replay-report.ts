/** The result of a replay, for people, programs and pages. */

import type { Json } from '../../core/json.ts';
import type { AnswerDifference } from './replay.ts';
import { type Figures, figuresOf, hasPassed, type Judged, type ReplayVerdict } from './replay-verdict.ts';

export type ReplayFormat = 'text' | 'json' | 'markdown';

/** @param colours for a terminal; only the text has any. */
export function replayReport(verdict: ReplayVerdict, format: ReplayFormat, colours = false): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(asJson(verdict), null, 2)}\n`;
    case 'markdown':
      return asMarkdown(verdict);
    default:
      return asText(verdict, colours);
  }
}

function asText(verdict: ReplayVerdict, colours: boolean): string {
  const painted = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[39m` : text);
  const told = verdict.exchanges.flatMap((one) => {
    if (one.verdict === 'same') return [];
    const [mark, code] = one.verdict === 'excused' ? ['-', 33] : ['✗', 31];
    const reasons = one.excuse === undefined ? reasonsOf(one) : [`excused: ${one.excuse.reason}`];
    return [`${painted(code, mark)} ${titleOf(one)}`, ...reasons.map((reason) => `    ${reason}`)];
  });
  const stale = staleLines(verdict).map((line) => `${painted(31, '✗')} ${line}`);
  const lines = [...told, ...stale, ...leftOutLines(verdict).map((line) => `${painted(33, '-')} ${line}`)];
  const figures = figuresOf(verdict);
  const summary = [...figures, totalOf(figures)].map(summaryOf);
  return `${[...lines, ...(lines.length > 0 ? [''] : []), ...summary].join('\n')}\n`;
}

function asMarkdown(verdict: ReplayVerdict): string {
  const differing = verdict.exchanges.filter((one) => one.verdict === 'differs' || one.verdict === 'not sent');
  return [
    '# Replay',
    '',
    ...figuresTable(figuresOf(verdict)),
    ...section(
      'What differs or was not sent',
      differing.map(
        (one) =>
          `- ${titleOf(one)}\n${reasonsOf(one)
            .map((reason) => `  - ${inline(reason)}`)
            .join('\n')}`,
      ),
    ),
    ...section(
      'Excuses that no longer apply',
      staleLines(verdict).map((line) => `- ${line}`),
    ),
    ...section('What is excused', excusedLines(verdict)),
    ...section(
      'What is left out',
      leftOutLines(verdict).map((line) => `- ${line}`),
    ),
    '',
  ].join('\n');
}

/** A table of Markdown with a row for each recording, and one for all. */
export function figuresTable(figures: readonly Figures[]): string[] {
  const all = [...figures, totalOf(figures)];
  const isSent = all.every(({ notSent }) => notSent === 0);
  const rows = all.map(({ file, exchanges, same, excused, differs, notSent }) => [
    ...[file, exchanges, same, excused, differs],
    ...(isSent ? [] : [notSent]),
  ]);
  const head = ['recording', 'exchanges', 'same', 'excused', 'differs', ...(isSent ? [] : ['not sent'])];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)];
}

/** What is excused, as a list of Markdown: one item for each reason. */
export function excusedLines({ exchanges }: ReplayVerdict): string[] {
  const byReason = new Map<string, string[]>();
  for (const { exchange, excuse } of exchanges) {
    if (excuse === undefined) continue;
    const entries = byReason.get(excuse.reason) ?? [];
    byReason.set(excuse.reason, [...entries, `${exchange.file} ${exchange.entry} (${exchange.comment})`]);
  }
  return [...byReason].map(([reason, entries]) => `- ${reason} ${entries.join('; ')}.`);
}

export function totalOf(figures: readonly Figures[]): Figures {
  const sum = (name: Exclude<keyof Figures, 'file'>) => figures.reduce((total, one) => total + one[name], 0);
  return {
    file: 'all',
    exchanges: sum('exchanges'),
    same: sum('same'),
    excused: sum('excused'),
    outside: sum('outside'),
    differs: sum('differs'),
    notSent: sum('notSent'),
  };
}

function asJson(verdict: ReplayVerdict): object {
  const figures = figuresOf(verdict);
  return {
    passed: hasPassed(verdict),
    recordings: figures,
    all: totalOf(figures),
    exchanges: verdict.exchanges.map(({ exchange, verdict: came, fault, differences, excuse }) => ({
      file: exchange.file,
      entry: exchange.entry,
      comment: exchange.comment,
      verdict: came,
      ...(fault !== undefined && { fault }),
      ...(differences.length > 0 && { differences }),
      ...(excuse && { reason: excuse.reason }),
    })),
    leftOut: verdict.leftOut.map(({ exchange: { file, entry }, why }) => ({ file, entry, why })),
    stale: verdict.stale.map(({ excuse, why }) => ({ ...excuse, why })),
  };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function titleOf({ exchange: { file, entry, comment, request } }: Judged): string {
  const what = comment === '' ? `${request.method} ${new URL(request.url).pathname}` : comment;
  return `${file} ${entry}: ${what}`;
}

function staleLines({ stale }: ReplayVerdict): string[] {
  return stale.map(
    ({ excuse: { file, entry, comment, reason }, why }) =>
      `the excuse of ${file} ${entry} (${comment}) no longer applies, ${why}: ${reason}`,
  );
}

function leftOutLines({ leftOut }: ReplayVerdict): string[] {
  const reasons = [...new Set(leftOut.map(({ why }) => why))];
  return reasons.map((why) => `left out: ${leftOut.filter((one) => one.why === why).length} ${why}`);
}

function summaryOf({ file, exchanges, same, excused, differs, notSent }: Figures): string {
  const told = `${file}: ${exchanges} exchanges, ${same} same, ${excused} excused, ${differs} differ`;
  return notSent === 0 ? told : `${told}, ${notSent} not sent`;
}

/** How many differences of one exchange are told. */
const MOST = 8;

function reasonsOf({ fault, differences }: Judged): string[] {
  const told = differences.slice(0, MOST).map(described);
  const more = differences.length - told.length;
  return [...(fault === undefined ? [] : [fault]), ...told, ...(more > 0 ? [`and ${more} more`] : [])];
}

function described({ kind, path, expected, came }: AnswerDifference): string {
  switch (kind) {
    case 'invented':
      return `invented: ${path} is ${shown(came)}, which the recording has not`;
    case 'omitted':
      return `omitted: ${path}, recorded as ${shown(expected)}`;
    default:
      return `${kind}: ${path === kind ? '' : `${path} `}is ${shown(came)}, recorded ${shown(expected)}`;
  }
}

const LONGEST = 160;

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function inline(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, '\\$&');
}
