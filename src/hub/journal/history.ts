/** The states that a hub had, by the calls that led to them, and what differs between them. */
import { copied } from '../../core/copied.ts';
import { type Directory, isDirectory, isFile, type Node } from '../../core/files/tree.ts';
import type { Instant } from '../../core/instant.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import { type ChangedRow, differingRows, type HubState, sealed, type TableName, tableOf } from '../../core/state.ts';
import type { Key } from '../../core/table.ts';
import { noteOf } from '../journal.ts';
import type { Notes } from './notes.ts';

/** A state in the past of a hub, when that was, and where it stands among the changes. */
interface Moment {
  readonly state: HubState;
  readonly time: Instant;
  readonly place: number;
}

/** How one row of a table differs between two states. */
export interface RowChange {
  readonly table: TableName;
  readonly key: Key;
  readonly change: 'added' | 'removed' | 'changed';
  /** The members that differ, before and after. */
  readonly members: Readonly<Record<string, { readonly before: Json; readonly after: Json }>>;
  /** Of a project: paths of the files that differ. */
  readonly files: Readonly<Record<string, 'added' | 'removed' | 'changed'>>;
}

export class History {
  readonly #notes: Notes;
  readonly start: HubState;

  constructor(notes: Notes, start: HubState) {
    this.#notes = notes;
    this.start = start;
  }

  /** The moment when the call of that number was answered; 0: before the first. @throws RangeError when it is not kept. */
  at(seq: number): Moment {
    if (seq === 0) return { state: this.start, time: this.start.now, place: this.#notes.startPlace };
    const { after, ended, changesTo } = noteOf(this.#notes, seq);
    if (after === undefined) throw new RangeError(`call ${seq} is still under way: no state is known after it`);
    return { state: sealed(after), time: ended, place: changesTo };
  }

  /** The state after the last call that was answered by that time, as far as it is kept. */
  stateAt(time: Instant): HubState {
    const { all } = this.#notes;
    const last = all.findLast(({ after, ended }) => after !== undefined && ended <= time);
    const [first] = all;
    return last?.after ?? (first?.seq === 1 ? this.start : first?.before) ?? this.start;
  }

  /** The rows that differ, between calls by what was touched, between states by looking at all. */
  rows(
    from: number | HubState,
    to: number | HubState,
  ): { readonly rows: ChangedRow[]; readonly before: HubState; readonly after: HubState } {
    if (typeof from === 'number' && typeof to === 'number') {
      const [one, other] = [this.at(from), this.at(to)];
      const [first, last] = one.place <= other.place ? [one, other] : [other, one];
      const rows = this.#notes.changed(first.state, last.state, first.place, last.place);
      return { rows, before: one.state, after: other.state };
    }
    const [before, after] = [from, to].map((one) => (typeof one === 'number' ? this.at(one).state : one)) as [
      HubState,
      HubState,
    ];
    return { rows: differingRows(before, after), before, after };
  }
}

/** How the row differs. */
export function changeOf([table, key]: ChangedRow, before: HubState, after: HubState): RowChange {
  const [one, other] = [before, after].map((state) => tableOf(state, table).get(key) as Row | undefined);
  const change = one === undefined ? 'added' : other === undefined ? 'removed' : 'changed';
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  const members: Record<string, { before: Json; after: Json }> = {};
  for (const name of names) {
    if (isFiles(table, name)) continue;
    const [left, right] = [one?.[name] ?? null, other?.[name] ?? null] as [Json, Json];
    if (!isSameJson(left, right)) members[name] = { before: copied(left), after: copied(right) };
  }
  const files: Record<string, 'added' | 'removed' | 'changed'> = {};
  if (table === 'projects')
    noteFiles(files, '', one?.files as Directory | undefined, other?.files as Directory | undefined);
  return { table, key, change, members, files };
}

type Row = Readonly<Record<string, unknown>>;

function isFiles(table: TableName, member: string): boolean {
  return table === 'projects' && member === 'files';
}

function noteFiles(files: Record<string, string>, path: string, one: Node | undefined, other: Node | undefined): void {
  if (one === other) return;
  if (isDirectory(one) || isDirectory(other)) {
    const [before, after] = [one, other].map((node) => (isDirectory(node) ? node.entries : undefined));
    if (before !== undefined && before === after) return;
    const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
    for (const name of names) {
      noteFiles(files, path === '' ? name : `${path}/${name}`, before?.get(name), after?.get(name));
    }
    if (isDirectory(one) && isDirectory(other)) return;
  }
  if (path === '') return;
  if (one === undefined || other === undefined) files[path] = one === undefined ? 'added' : 'removed';
  else if (!isFile(one) || !isFile(other) || !isSameFile(one, other)) files[path] = 'changed';
}

function isSameFile(one: { content: Uint8Array; mode: number }, other: { content: Uint8Array; mode: number }): boolean {
  if (one.mode !== other.mode || one.content.length !== other.content.length) return false;
  return one.content === other.content || one.content.every((byte, at) => byte === other.content[at]);
}
