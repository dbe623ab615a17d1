/** What a journal knows of one call, for people. */
import { iso } from '../../core/instant.ts';
import type { JournalEntry } from './entry.ts';

const LONGEST = 500;

/** A line for what was asked, one for how it ended, and one for each thing that may be why, or that it changed. */
export function explained(entry: JournalEntry): string {
  const { seq, time, operation, parameters, kind, answer, refusal, changed, injected } = entry;
  const who = entry.account ?? (entry.project_id === null ? 'nobody known' : `the project ${entry.project_id}`);
  return [
    `call ${seq}, ${iso(time)}: ${who} called ${operation} ${shown(parameters)}`,
    `${kind.replaceAll('_', ' ')}${refusal === null ? '' : ` (${refusal.code})`}: ${shown(answer)}`,
    ...(injected === null ? [] : [`injected by the fault ${injected.id}: ${injected.do}`]),
    ...(refusal?.because ?? []).map((cause) => `- ${cause}`),
    ...changed.map(([table, key]) => `changed ${table} ${key}`),
  ]
    .map(printable)
    .join('\n');
}

/** What callers send may hold what moves the cursor of a terminal. */
function printable(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
