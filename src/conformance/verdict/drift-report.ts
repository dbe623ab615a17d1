/** Reports of a drift, each empty of departures where there are none; the same bytes for the same drift. */
import type { Drift } from './drift.ts';
import type { Departure } from './drift-departures.ts';
import { code, markdownTable } from './reports/markdown.ts';

/** For people at a terminal, and for files to compare: nothing at all where nothing is different. */
export function textDrift({ departures, a, b }: Drift): string {
  if (departures.length === 0) return '';
  return `A is ${a}, B is ${b}\n\n${departures.map(departureText).join('\n')}`;
}

function departureText({ id, operation, call, direction, departs, documented, a, b }: Departure): string {
  const lines = [
    `≠ ${id} (${operation})`,
    ...(call === null ? [] : [`    call        ${call}`]),
    `    documented  ${documented}`,
    `    A           ${a}`,
    `    B           ${b}`,
    `    direction   ${direction}; ${DEPARTS[departs]}`,
  ];
  return `${lines.join('\n')}\n`;
}

const DEPARTS: Readonly<Record<Departure['departs'], string>> = {
  A: 'A departs from what is documented',
  B: 'B departs from what is documented',
  both: 'both depart from what is documented',
  neither: 'neither departs from what is documented',
  unknown: 'who departs is not documented',
};

export function jsonDrift(drift: Drift): string {
  return `${JSON.stringify(drift, null, 2)}\n`;
}

export function markdownDrift({ departures, a, b, exit }: Drift): string {
  const rows = departures.map((one) => [
    ...[one.id, one.documented, one.a, one.b].map(code),
    one.direction,
    one.departs,
  ]);
  const head = ['where', 'documented', 'A', 'B', 'direction', 'who departs'];
  return [
    `# ${exit.words}`,
    '',
    `A is ${a}, B is ${b}.`,
    '',
    ...(rows.length === 0 ? [] : [...markdownTable(head, rows), '']),
  ].join('\n');
}

export const DRIFT_REPORTS = {
  text: textDrift,
  json: jsonDrift,
  markdown: markdownDrift,
} as const;
