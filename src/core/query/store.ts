/** Where the rows of tables are: rows of their own, or records of the hub's that are shown as rows. */
import { keyColumns, type RowsName, rowKey } from '../database/records.ts';
import type { Json, JsonObject } from '../json.ts';
import { type HubState, put, type RowOf, type TableName } from '../state.ts';
import type { Table } from '../table.ts';

/** `time` is held in ms; a `map` is a JSON value; `texts` and `uuids` are lists. */
export type ColumnType = 'text' | 'uuid' | 'integer' | 'number' | 'boolean' | 'time' | 'map' | 'texts' | 'uuids';
export type Columns = Readonly<Record<string, ColumnType>>;
/** Values by column, each as its type holds it. */
export type Row = JsonObject;

/** The rows of one table of the database. Methods, so that a store of one kind of item is a store. */
export interface Store<Item = unknown> {
  /** The database's own name of the table. */
  readonly name: string;
  readonly columns: Columns;
  readonly key: readonly string[];
  /** The item whose key columns have these values. */
  find(state: HubState, key: Row): Item | undefined;
  value(item: Item, column: string): Json;
  /** The state with the columns of `changes` written to the item, or to a new one that has them all. */
  write(state: HubState, item: Item | undefined, changes: Row): HubState;
  /** Where rows belong to projects: those of one. */
  ofProject(state: HubState, project_id: string): Iterable<Item>;
  all(state: HubState): Iterable<Item>;
}

/** Rows that only queries touch. */
export function rowStore(name: RowsName, columns: Columns): Store<Row> {
  return {
    name,
    key: keyColumns(name),
    columns,
    find: (state, row) => state[name].get(rowKey(name, row)),
    value: (row, column) => row[column] ?? null,
    write: (state, before, changes) => put(state, name, { ...before, ...changes }),
    ofProject: (state, project_id) => state[name].allBy('project_id', project_id),
    all: (state) => state[name].values(),
  };
}

/** A record of the hub's with typed members; columns that only queries know are in `columns`, where it has that. */
type HubRecord = object & { readonly columns?: JsonObject };

/** Records of the hub's, shown as rows. */
export function recordStore<Name extends RecordTable>({
  table,
  shown = {},
  ofProject = () => [],
  blank,
  ...store
}: {
  readonly name: string;
  readonly table: Name;
  readonly key: readonly [string];
  readonly columns: Columns;
  /** What readers see of members that are not held as they are shown. */
  readonly shown?: Readonly<Record<string, (item: RowOf<Name>) => Json>>;
  /** A new record with all its members, of which `changes` are about to be written. @throws Refusal where none can be. */
  blank(state: HubState, changes: Row): RowOf<Name>;
  ofProject?(state: HubState, project_id: string): Iterable<RowOf<Name>>;
}): Store<RowOf<Name>> {
  const [key] = store.key;
  const tableOf = (state: HubState) => state[table] as unknown as Table<RowOf<Name>>;
  return {
    ...store,
    find: (state, row) => tableOf(state).get(row[key] as string),
    value(item, column) {
      if (Object.hasOwn(shown, column)) return shown[column]?.(item) ?? null;
      if (Object.hasOwn(item, column)) return (item as unknown as Row)[column] ?? null;
      return (item as HubRecord).columns?.[column] ?? null;
    },
    write: (state, item, changes) => put(state, table, withColumns(item ?? blank(state, changes), changes)),
    ofProject,
    all: (state) => tableOf(state).values(),
  };
}

/** Tables of the hub's own that queries show. */
type RecordTable = Exclude<TableName, RowsName>;

function withColumns<Item extends HubRecord>(item: Item, changes: Row): Item {
  const entries = Object.entries(changes);
  const members = entries.filter(([column]) => Object.hasOwn(item, column));
  const others = entries.filter(([column]) => !Object.hasOwn(item, column));
  const changed = { ...item, ...Object.fromEntries(members) };
  if (others.length === 0) return changed;
  return { ...changed, columns: { ...item.columns, ...Object.fromEntries(others) } };
}

/** A table that exists and holds nothing that a query could reach. */
export function noStore(name: string): Store<never> {
  return {
    name,
    key: [],
    columns: {},
    find: () => undefined,
    value: () => null,
    write: (state) => state,
    ofProject: () => [],
    all: () => [],
  };
}
