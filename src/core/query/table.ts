/** What a table is to user queries: who may read and write what of it. `tables/` has one file for each. */
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import type { Store } from './store.ts';

/** One query of one table, with the caller's ids and the time filled in. */
export interface TableQuery {
  readonly state: HubState;
  /** Who asks; `''`: nobody who is signed in. */
  readonly account_id: string;
  readonly object: JsonObject;
  /** Whether the object came in a list, and a list is to come back. */
  readonly many: boolean;
  /** As sent. */
  readonly options: readonly JsonObject[];
  /** Where in a batch the query stands: what tells its draws of chance from those of the others. */
  readonly place: string;
}

/** `undefined`: no answer, which leaves an empty object on the wire. */
export interface TableResult {
  readonly state: HubState;
  readonly result: Json | undefined;
}

export interface GetRules<Item = unknown> {
  readonly fields: ReadonlySet<string>;
  /** The list of fields is not all known: another one is refused in words of ours. */
  readonly moreFields?: true;
  /** What a reader gets where nothing is stored; first-level members of a map too. */
  readonly defaults?: JsonObject | ((query: TableQuery) => JsonObject);
  /** Options that hold unless the caller gives all members of the same object. */
  readonly options?: readonly JsonObject[];
  /** Fields that only say which rows are meant: `rows` reads them, and the answer leaves them out. */
  readonly consumed?: readonly string[];
  readonly admin?: boolean;
  /** What is looked at before all permissions. @throws Refusal */
  check?(query: TableQuery): void;
  /** What the query's object is taken for. */
  object?(query: TableQuery): JsonObject;
  /** The rows that the caller may see. Without it nobody may. @throws Refusal when the caller may see none. */
  rows?(query: TableQuery): Iterable<Item>;
  /** A further condition on rows, such as a window of time. */
  within?(query: TableQuery, item: Item): boolean;
  /** Answers in its own way, once the caller has passed. */
  instead?(query: TableQuery): TableResult;
}

/**
 * What becomes of a field that is set: taken as it is; always the caller's id; a project that the caller has to be
 * able to write to, or to own; for projects as callers only; or what a function makes of the query.
 */
export type FieldRule =
  | 'settable'
  | 'account_id'
  | 'project_write'
  | 'project_owner'
  | 'project_id'
  | ((query: TableQuery) => Json | undefined);

/** A set whose fields and permissions have passed. */
export interface SetCall<Item = unknown> extends TableQuery {
  /** The row as it is stored, if there is one. */
  readonly item: Item | undefined;
  /** Whether the row is to be deleted instead. */
  readonly deletes: boolean;
}

export interface SetRules<Item = unknown> {
  /** In the order in which the rules run. */
  readonly fields: Readonly<Record<string, FieldRule>>;
  readonly moreFields?: true;
  readonly admin?: boolean;
  /** Whether rows can be deleted; `instead` does it. */
  readonly deletable?: true;
  /** @throws Refusal when the row may not be written so. */
  before?(call: SetCall<Item>): void;
  /** Writes in its own way; `undefined` where it leaves that to the engine. */
  instead?(call: SetCall<Item>): HubState | undefined;
  /** What else follows, once `state` has the row. */
  after?(call: SetCall<Item>, state: HubState): HubState;
}

export interface QueryTable<Item = unknown> {
  /** As in queries. Several can show the same store. */
  readonly name: string;
  readonly store: Store<Item>;
  /** Readable without sign-in. */
  readonly anonymous?: true;
  readonly get?: GetRules<Item>;
  readonly set?: SetRules<Item>;
}

/** Forgets what kind of item a table has, so that tables of all kinds fit one list. */
export function defineTable<Item>(table: QueryTable<Item>): QueryTable {
  return table as QueryTable;
}

/** A set of names, written in one line; falsy parts count for nothing. */
export function names(...lists: (string | false)[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => (list ? list.trim().split(/\s+/) : [])));
}

/** Rules that take the fields of these names as they are. */
export function settable(...lists: (string | false)[]): Readonly<Record<string, FieldRule>> {
  return Object.fromEntries([...names(...lists)].map((name) => [name, 'settable']));
}
