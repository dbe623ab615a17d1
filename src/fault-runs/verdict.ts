/** What became of a run with a fault, judged by how it ended and by what it left, beside the run without faults. */
import { compare, type Difference } from '../conformance/comparison/compare.ts';
import { HubNames, idsIn } from '../conformance/comparison/names.ts';
import { nodeAt } from '../core/files/tree.ts';
import type { Json } from '../core/json.ts';
import { findProject } from '../core/projects/projects.ts';
import type { HubState, TableName } from '../core/state.ts';
import { tableOf } from '../core/state.ts';
import type { Hub } from '../hub/hub.ts';
import { type JournalEntry, sourceOf } from '../hub/journal/entry.ts';
import { type Left, leftBehind } from './left.ts';

/** A world at the end of a run. */
export interface WorldEnd {
  readonly start: HubState;
  readonly end: HubState;
  readonly entries: readonly JournalEntry[];
  /** Without the secrets of that world. */
  redacted(value: Json): Json;
}

/** @param start its state at the begin of the run. */
export function worldEnd(hub: Hub, start: HubState): WorldEnd {
  return {
    ...{ start, end: hub.state, entries: hub.journal.entries() },
    redacted: (value) => hub.journal.redacted(value, hub.state),
  };
}

export interface RunEnd {
  /** `hung`: it was ended because its time was over. */
  readonly ended: 'well' | 'failed' | 'hung';
  /** How, in words: `exit code 1`, the message of an error. */
  readonly told: string;
  /** What it printed last. */
  readonly output: string;
  readonly ms: number;
  readonly worlds: ReadonlyMap<string, WorldEnd>;
}

/** Whether the fault did harm, and which; `not fired`: the call that it was armed for never came. */
export type FaultVerdict = 'fine' | 'retried well' | 'duplicated' | 'lost' | 'hung' | 'leaked' | 'not fired';

/** Whether there is nothing to mend; a fault that did not fire shows nothing. */
export const isGood = (verdict: FaultVerdict): boolean => verdict === 'fine' || verdict === 'retried well';

/** Where what a run left is not what the run without faults left. */
export interface LeftDifference {
  /** `more`: it is there once more; `left over`: it should be gone; `missing`: it should be there; `other`: it has another value. */
  readonly kind: 'more' | 'left over' | 'missing' | 'other';
  /** It was there before the run. */
  readonly wasThere: boolean;
  readonly place: string;
  readonly expected: Json | undefined;
  readonly came: Json | undefined;
}

export interface Judgement {
  readonly verdict: FaultVerdict;
  readonly why: string;
  readonly left: readonly LeftDifference[];
}

/**
 * Judges a run with a fault.
 *
 * A run that ends well has to leave what the run without faults leaves. One that fails has said so; it may have done less,
 * but nothing twice, and leave nothing that the other one takes away again.
 *
 * @param unsteady places that two runs without faults leave differently: they tell nothing.
 */
export function judged(plain: RunEnd, run: RunEnd, fired: boolean, unsteady: ReadonlySet<string>): Judgement {
  const left = differences(plain, run).filter(({ place }) => !unsteady.has(place));
  if (run.ended === 'hung') return { verdict: 'hung', why: run.told, left };
  if (!fired) return { verdict: 'not fired', why: 'the call did not come', left };
  const has = (kind: LeftDifference['kind']) => left.some((one) => one.kind === kind);
  const said = run.ended === 'well' ? 'it ended as if nothing had happened' : `it failed (${run.told})`;
  if (has('more')) return { verdict: 'duplicated', why: `${said}, and something is there once more`, left };
  if (has('left over')) return { verdict: 'leaked', why: `${said}, and something is left that should be gone`, left };
  if (run.ended === 'failed') {
    if (left.some(({ kind, wasThere }) => kind === 'missing' && wasThere))
      return { verdict: 'lost', why: `${said}, and something is gone that was there before`, left };
    return { verdict: 'fine', why: `${said}, and left nothing wrong`, left };
  }
  if (left.length > 0) return { verdict: 'lost', why: `${said}, and what it should have done is not done`, left };
  const more = callsOf(run) > callsOf(plain);
  return more
    ? { verdict: 'retried well', why: 'it tried again, and left what it should', left }
    : { verdict: 'fine', why: 'it left what it should', left };
}

/** Calls that a client made; of one that was made twice by a fault, one. */
function callsOf({ worlds }: RunEnd): number {
  const all = [...worlds.values()].flatMap(({ entries }) => entries);
  return all.filter(({ injected, seq }) => injected?.twin === undefined || injected.twin > seq).length;
}

/** Where the second run left something else than the first, as far as it matters. */
export function differences(plain: RunEnd, run: RunEnd): LeftDifference[] {
  const worlds = new Set([...plain.worlds.keys(), ...run.worlds.keys()]);
  return [...worlds].flatMap((name) => {
    const [one, other] = [plain.worlds.get(name), run.worlds.get(name)];
    if (other === undefined) return [];
    const found = differencesIn(one ?? { ...other, end: other.start, entries: [] }, other);
    const shown = found.map((difference) => ({
      ...difference,
      ...(difference.expected !== undefined && { expected: (one ?? other).redacted(difference.expected) }),
      ...(difference.came !== undefined && { came: other.redacted(difference.came) }),
    }));
    return name === DEFAULT ? shown : shown.map((one) => ({ ...one, place: `${name}: ${one.place}` }));
  });
}

/** The world that calls reach which name none. */
export const DEFAULT = 'default';

function differencesIn(plain: WorldEnd, run: WorldEnd): LeftDifference[] {
  const [expected, came] = [plain, run].map(({ start, end }) => leftBehind(start, end)) as [Left, Left];
  const names = new HubNames({ fixed: fixedIds(plain.start, expected, came) });
  return [
    ...addedDifferences(expected, came, names, plain, run),
    ...[...new Set([...expected.changed.keys(), ...came.changed.keys()])].flatMap((key) => {
      // Files are told one by one, also where one of the runs has changed none.
      const withFiles = ({ changed }: Left): Json => ({ files: {}, ...changed.get(key) });
      const found = compare(withFiles(expected), withFiles(came), names, { path: key, unordered: true });
      return sorted(found, true, (path) => hadFile(plain, key, path));
    }),
    ...removedDifferences(expected, came),
  ];
}

/** Ids of what is there from the start: they are the same in all runs. */
function fixedIds(start: HubState, ...lefts: readonly Left[]): string[] {
  const text = lefts.map(({ added, changed }) => JSON.stringify([[...added], [...changed]])).join('');
  const isThere = (id: string) => (['projects', 'accounts'] as const).some((table) => tableOf(start, table).has(id));
  return [...new Set(idsIn(text))].filter(isThere);
}

/** Projects and accounts come first, since others name them. */
function addedDifferences(expected: Left, came: Left, names: HubNames, plain: WorldEnd, run: WorldEnd) {
  const tables = new Set<TableName>(['accounts', 'projects', ...expected.added.keys(), ...came.added.keys()]);
  return [...tables].flatMap((table) => {
    const [one, other] = [expected, came].map(({ added }) => added.get(table) ?? []) as [Rows, Rows];
    const isGone = ({ key }: Rows[number]) => isTakenAway(plain, table, one, likenessOfMaker(run, table, key));
    const gone = other.filter(isGone).map(({ row: came }): LeftDifference => {
      return { kind: 'left over', wasThere: false, place: `${table}[]`, expected: undefined, came };
    });
    const kept = other.filter((row) => !isGone(row));
    const found = compare(rowsOf(one), rowsOf(kept), names, { path: table, unordered: true });
    const isRow = ({ path }: Difference) => /^\w+\[\d+\]$/.test(path);
    const rows = found.filter(isRow).map((difference): LeftDifference => {
      const { kind, expected: row, came: surplus } = difference;
      const place = `${table}[]`;
      if (kind === 'omitted') return { kind: 'missing', wasThere: false, place, expected: row, came: undefined };
      if (kind !== 'invented') return { kind: 'other', wasThere: false, place, expected: row, came: surplus };
      const key = other.find((entry) => entry.row === surplus)?.key ?? '';
      const like = likenessOfMaker(run, table, key);
      const isTwice = keysMade(run, table, like).size > keysMade(plain, table, like).size;
      return { kind: isTwice ? 'more' : 'left over', wasThere: false, place, expected: undefined, came: surplus };
    });
    const inside = found.filter((difference) => !isRow(difference));
    return [...gone, ...rows, ...sorted(inside, false, () => false)];
  });
}

type Rows = readonly { readonly key: string; readonly row: Json }[];
const rowsOf = (rows: Rows): Json => rows.map(({ row }) => row);

/** Whether the run makes rows of the table by calls of that kind, and none of them is there at its end. */
function isTakenAway(end: WorldEnd, table: TableName, rows: Rows, like: string | undefined): boolean {
  const made = keysMade(end, table, like);
  return made.size > 0 && !rows.some(({ key }) => made.has(key));
}

function likenessOfMaker(end: WorldEnd, table: TableName, key: string): string | undefined {
  const maker = end.entries.find((entry) => makes(entry, end, table, key));
  return maker && likenessOf(maker);
}

/** The rows of the table that calls of that kind have made. */
function keysMade(end: WorldEnd, table: TableName, like: string | undefined): ReadonlySet<string> {
  const own = like === undefined ? [] : end.entries.filter((entry) => likenessOf(entry) === like);
  const keys = own.flatMap(({ changed }) => changed.flatMap(([name, key]) => (name === table ? String(key) : [])));
  return new Set(keys.filter((key) => own.some((entry) => makes(entry, end, table, key))));
}

/** Whether a project had the file at some time of the run. */
function hadFile({ entries }: WorldEnd, place: string, path: string): boolean {
  const [table, project_id = ''] = place.split(' ');
  if (table !== 'projects') return false;
  return entries.some((entry) => {
    const { after } = sourceOf(entry)?.note ?? {};
    const files = after && findProject(after, project_id)?.files;
    return files !== undefined && nodeAt(files, path.split('/')) !== undefined;
  });
}

function makes({ changed }: JournalEntry, { start }: WorldEnd, table: TableName, key: string): boolean {
  return !tableOf(start, table).has(key) && changed.some(([name, one]) => name === table && String(one) === key);
}

/** Calls are alike that differ in ids and numbers alone. */
function likenessOf({ operation, parameters }: JournalEntry): string {
  return `${operation} ${JSON.stringify(parameters).replace(/[0-9a-f]*\d[0-9a-f-]*/gi, '#')}`;
}

/** Differences inside of rows, by what they mean. */
function sorted(
  found: readonly Difference[],
  wasThere: boolean,
  isTakenAwayFile: (path: string) => boolean,
): LeftDifference[] {
  const isFile = ({ path }: Difference) => /\.files\.[^[]*$/.test(path);
  // Files that a run which stopped early has in the place of others are no more than not done yet.
  const spare = found.filter((one) => one.kind === 'omitted' && isFile(one)).length;
  let files = 0;
  return found.map((one): LeftDifference => {
    const { kind, path, expected, came } = one;
    const place = path.replace(/\[\d+\]/g, '[]');
    const as = (meaning: LeftDifference['kind']) => ({ kind: meaning, wasThere, place, expected, came });
    if (kind === 'omitted') return { ...as('missing'), wasThere: false };
    if (kind === 'invented') {
      if (path.endsWith(']')) return as('more');
      if (!isFile(one) || isTakenAwayFile(path.slice(path.indexOf('.files.') + '.files.'.length)))
        return as('left over');
      files += 1;
      return as(files > spare ? 'left over' : 'other');
    }
    return as(isMore(expected, came) ? 'more' : 'other');
  });
}

/** All that is expected, and some of it again. */
function isMore(expected: Json | undefined, came: Json | undefined): boolean {
  if (typeof expected === 'number' && typeof came === 'number') return came > expected;
  if (typeof expected !== 'string' || typeof came !== 'string' || came.length <= expected.length) return false;
  if (expected !== '' && came.includes(expected)) return true;
  const left = came.split('\n');
  return expected.split('\n').every((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function removedDifferences(expected: Left, came: Left): LeftDifference[] {
  const only = (one: Left, other: Left) => [...one.removed].filter((place) => !other.removed.has(place));
  return [
    ...only(came, expected).map((place): LeftDifference => {
      return { kind: 'missing', wasThere: true, place, expected: 'as it was', came: undefined };
    }),
    ...only(expected, came).map((place): LeftDifference => {
      return { kind: 'other', wasThere: true, place, expected: undefined, came: 'as it was' };
    }),
  ];
}
