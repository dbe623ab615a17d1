/** What a run left behind: the rows that differ from the state that it began with, without what no two runs share. */
import { createHash } from 'node:crypto';
import { type Directory, isDirectory, isFile, type Node } from '../core/files/tree.ts';
import { isObject, isSameJson, type Json, type JsonObject } from '../core/json.ts';
import { isSecretName } from '../core/redaction/names.ts';
import { differingRows, type HubState, type TableName, tableOf } from '../core/state.ts';

export interface Left {
  /** By table; in each the rows that are new, with their keys. */
  readonly added: ReadonlyMap<TableName, readonly { readonly key: string; readonly row: JsonObject }[]>;
  /** By table and key, the members that are not as they were. */
  readonly changed: ReadonlyMap<string, JsonObject>;
  /** Rows that are gone, by table and key, and files, by path behind that. */
  readonly removed: ReadonlySet<string>;
}

/** What a hub writes down by itself while it works: a call that is made again adds to it, and does no harm. */
const BOOKKEEPING: readonly TableName[] = [
  ...(['remembered', 'agenda', 'signUps', 'passwordResetAttempts', 'signInFailures', 'authBans'] as const),
  ...(['sessions', 'authTokens', 'finishedRuns', 'jobs', 'kernels', 'notebookResults', 'clientErrors'] as const),
  ...(['project_log', 'file_use', 'file_access', 'listings', 'openai_chatgpt_log', 'log'] as const),
];

/** Members that say when, or by which process, something was done. */
const PASSING = [
  ...['run', 'temporary', 'last_active', 'last_edited', 'created', 'modified', 'invite', 'password_hash'],
  ...['run_quota', 'secret_token', 'status', 'start_ts', 'time', 'ip'],
];

export function leftBehind(start: HubState, end: HubState): Left {
  const added = new Map<TableName, { key: string; row: JsonObject }[]>();
  const changed = new Map<string, JsonObject>();
  const removed = new Set<string>();
  for (const [table, key] of differingRows(start, end)) {
    if (BOOKKEEPING.includes(table)) continue;
    const [before, after] = [start, end].map((state) => present(tableOf(state, table).get(key) as Row | undefined));
    const place = `${table} ${key}`;
    if (after === undefined) {
      if (before !== undefined) removed.add(place);
      continue;
    }
    // The record of a copy that has ended says no more than its files do.
    if (table === 'copies' && after.finished !== null) continue;
    const row = shownRow(table, after, before);
    if (before === undefined) {
      added.set(table, [...(added.get(table) ?? []), { key: String(key), row }]);
      continue;
    }
    const old = shownRow(table, before, after);
    const members = Object.entries(row).filter(([name, value]) => !isSameJson(value, old[name]));
    const gone = Object.keys(old).filter((name) => !Object.hasOwn(row, name));
    const [files, oldFiles] = [row.files, old.files].map((one = {}) => one as JsonObject) as [JsonObject, JsonObject];
    for (const path of Object.keys(oldFiles)) {
      if (!Object.hasOwn(files, path)) removed.add(`${place} ${path}`);
    }
    if (members.length + gone.length > 0)
      changed.set(place, Object.fromEntries([...members, ...gone.map((name) => [name, null] as const)]));
  }
  return { added, changed, removed };
}

export function isNothing({ added, changed, removed }: Left): boolean {
  return added.size + changed.size + removed.size === 0;
}

type Row = Readonly<Record<string, unknown>>;

/** Projects and accounts that are deleted stay as rows that say so. */
function present(row: Row | undefined): Row | undefined {
  return row?.deleted === true ? undefined : row;
}

/** @param other the row that it is compared with: files that both have are left out. */
function shownRow(table: TableName, row: Row, other: Row | undefined): JsonObject {
  const members = Object.entries(row).filter(
    ([name, value]) => !PASSING.includes(name) && name !== 'files' && !isEmpty(value),
  );
  const shown = members.map(([name, value]) => [name, shownMember(name, value as Json)] as const);
  if (table !== 'projects') return Object.fromEntries(shown);
  const files: Record<string, Json> = {};
  noteFiles(files, '', row.files as Directory, other?.files as Directory | undefined);
  return { ...Object.fromEntries(shown), files };
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

function shownMember(name: string, value: Json): Json {
  if (value !== null && typeof value !== 'object' && isSecretName(name)) return '<secret>';
  if (typeof value === 'number') return isMoment(value) ? '<time>' : value;
  if (Array.isArray(value)) return value.map((item) => shownMember(name, item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([inner]) => !PASSING.includes(inner));
  return Object.fromEntries(members.map(([inner, item]) => [inner, shownMember(inner, item)]));
}

/** Milliseconds, or seconds, since 1970. */
function isMoment(value: number): boolean {
  return (value > 1e9 && value < 1e10 && !Number.isInteger(value)) || (value > 1e12 && value < 1e13);
}

function noteFiles(files: Record<string, Json>, path: string, node: Node, other: Node | undefined): void {
  if (node === other) return;
  if (isDirectory(node)) {
    const known = isDirectory(other) ? other.entries : undefined;
    if (path !== '' && node.entries.size === 0) files[path] = '<folder>';
    for (const [name, inner] of node.entries)
      noteFiles(files, path === '' ? name : `${path}/${name}`, inner, known?.get(name));
    return;
  }
  files[path] = isFile(node) ? contentOf(path, node.content) : '<link>';
}

const LONGEST = 16_384;

/** The text of a file, or the JSON in it; of one that is long or no text, its length and a digest. */
function contentOf(path: string, content: Uint8Array): Json {
  const text = content.length <= LONGEST ? textOf(content) : undefined;
  if (text !== undefined) return (/\.(json|ipynb)$/.test(path) ? jsonIn(text) : undefined) ?? text;
  return `<${content.length} bytes, SHA-256 ${createHash('sha256').update(content).digest('base64')}>`;
}

function textOf(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
