/**
 * A state as a document, which is JSON: to be kept in a file, sent, or compared, and to be read by another process.
 *
 * All of it is in the document but what a call under way has touched. When the next entry of the agenda is due, and
 * indexes, are made anew.
 */
import { withNextDue } from './agenda.ts';
import { ContentReader, ContentWriter } from './document/files.ts';
import { decoded, encoded } from './document/json.ts';
import { readTable, tableShape, writtenTable } from './document/tables.ts';
import { dialectShape } from './due.ts';
import { isRefusalCode } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { findProject } from './projects/projects.ts';
import type { Project } from './projects/records.ts';
import { settingsShape } from './settings.ts';
import { count, faultAt, mapOf, misshapen, number, optionalMember, placeOf, record, text } from './shape.ts';
import {
  assembled,
  emptyState,
  type HubState,
  put,
  sealed,
  settingsOf,
  type TableName,
  tableNames,
  tableOf,
} from './state.ts';
import { frozen, type Table } from './table.ts';

const VERSION = 1;

const documentShape = record({
  version: number,
  settings: settingsShape,
  now: number,
  call: count,
  dialect: dialectShape,
  /** Tables without rows that never had any are left out. */
  tables: record(Object.fromEntries(tableNames.map((name) => [name, optionalMember(tableShape)]))),
  /** Contents of files in base64, by their SHA-256. */
  contents: mapOf(text),
});

/** What `toDocument` makes of a state: JSON, of which only the version is for others to read. */
export interface StateDocument extends JsonObject {
  readonly version: typeof VERSION;
}

/** The state as JSON: `fromDocument` makes an equal one of it, also after it was printed and parsed. Nothing in it is shared. */
export function toDocument(state: HubState): StateDocument {
  const contents = new ContentWriter();
  const { now, call, dialect } = state;
  const tables = tableNames.flatMap((name) => {
    const table = tableOf(state, name);
    const isNew = table.size === 0 && table.last === 0;
    return isNew ? [] : [[name, writtenTable(table, rowsOf(name, table, contents))] as const];
  });
  const settings = settingsOf(state) as unknown as JsonObject;
  const body = { settings, now, call, dialect, tables: Object.fromEntries(tables), contents: contents.written };
  return { version: VERSION, ...(encoded(body) as JsonObject) };
}

function rowsOf(name: TableName, table: Table, contents: ContentWriter): Json[] {
  const rows = [...table.values()];
  if (name !== 'projects') return rows as Json[];
  return (rows as Project[]).map((row) => {
    const written = { ...row, files: contents.entriesOf(row.files) };
    const { temporary } = row;
    if (temporary === undefined) return written;
    return { ...written, temporary: { ...temporary, files: contents.entriesOf(temporary.files) } };
  }) as unknown as Json[];
}

/**
 * The state that the document was made of.
 *
 * @param document what `toDocument` gave, or what `JSON.parse` made of its text. It may come from anywhere.
 * @throws ShapeError that names the first place, as a JSON path, where it is no such document, and what should be there.
 */
export function fromDocument(document: unknown): HubState {
  if (!isObject(document)) throw misshapen('$', 'the document of a state', document);
  const version = Object.hasOwn(document, 'version') ? document.version : undefined;
  if (version !== VERSION) throw misshapen('$.version', `${VERSION}, the one that is known here`, version);

  const { settings, now, call, dialect, tables, contents } = documentShape(decoded(document, '$'), '$');
  const reader = new ContentReader(contents, '$.contents');
  const empty = emptyState();
  const read = tableNames.map((name): [TableName, Table] => {
    const written = tables[name];
    const table = tableOf(empty, name);
    return [
      name,
      written === undefined ? table : readTable(table, written, `$.tables.${name}`, rowReader(name, reader)),
    ];
  });
  reader.checkAllUsed();
  const state = withNextDue(assembled({ now, call, dialect }, settings, new Map(read)));
  checkReferences(state);
  return sealed(state);
}

/**
 * The state with a row in one of its tables, or in the place of the one with its key.
 *
 * @throws ShapeError for a table or a row that there cannot be.
 */
export function withWrittenRow(state: HubState, table: string, row: JsonObject): HubState {
  const name = tableNames.find((one) => one === table);
  if (name === undefined) throw misshapen('$.table', `one of ${tableNames.join(', ')}`, table);
  const shaped = frozen(tableOf(state, name).declared.record(row, '$.row'));
  return put(state, name, shaped as never);
}

function rowReader(name: TableName, contents: ContentReader): (row: Json, place: string) => unknown {
  if (name !== 'projects') return (row) => row;
  return (row, place) => {
    if (!isObject(row)) return row;
    const read = withTree(row, place, contents);
    if (!Object.hasOwn(row, 'temporary') || !isObject(row.temporary)) return read;
    return { ...read, temporary: withTree(row.temporary, placeOf(place, 'temporary'), contents) };
  };
}

function withTree(row: JsonObject, place: string, contents: ContentReader): object {
  const files = Object.hasOwn(row, 'files') ? row.files : undefined;
  return { ...row, files: contents.treeOf(files, placeOf(place, 'files')) };
}

/** @throws ShapeError for what is named and is not there, where a hub would never leave it so. */
function checkReferences(state: HubState): void {
  for (const [at, { task }] of [...state.agenda.values()].entries()) {
    const place = `$.tables.agenda.rows[${at}].task`;
    if (task.kind === 'copy' && !state.copies.has(task.copy_path_id)) {
      throw faultAt(`${place}.copy_path_id`, 'should be the key of a row in $.tables.copies');
    }
    if ('project_id' in task && findProject(state, task.project_id) === undefined) {
      throw faultAt(`${place}.project_id`, 'should be the key of a row in $.tables.projects');
    }
  }
  for (const [at, { jobs }] of [...state.jobs.values()].entries()) {
    for (const [nth, { end }] of jobs.entries()) {
      if (end === null || !('code' in end) || isRefusalCode(end.code)) continue;
      throw faultAt(`$.tables.jobs.rows[${at}].jobs[${nth}].end.code`, 'should be the code of a refusal');
    }
  }
}
