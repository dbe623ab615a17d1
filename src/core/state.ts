/**
 * All that a hub knows, as one immutable value: a few members of its own, and the tables that the domains declare.
 *
 * Tables are changed by `put` and `remove` alone, which note what they touched.
 */
import { accountTables } from './accounts/records.ts';
import { cacheTables } from './caches/records.ts';
import { copyTables } from './copies/records.ts';
import { databaseTables } from './database/records.ts';
import type { Dialect } from './deviations.ts';
import { agendaTables } from './due.ts';
import { publicPathTables } from './files/records.ts';
import type { Instant } from './instant.ts';
import { organizationTables } from './organizations/records.ts';
import { projectTables } from './projects/records.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { supportTables } from './support/records.ts';
import { frozen, type Key, type Table } from './table.ts';

const tables = {
  ...accountTables,
  ...organizationTables,
  ...projectTables,
  ...copyTables,
  ...publicPathTables,
  ...supportTables,
  ...databaseTables,
  ...cacheTables,
  ...agendaTables,
};

export type TableName = keyof typeof tables;
export type RowOf<Name extends TableName> = (typeof tables)[Name] extends Table<infer Row> ? Row : never;
type KeyOf<Name extends TableName> = (typeof tables)[Name] extends Table<infer _Row, infer K> ? K : never;

/** A row that was written or taken away. */
export interface Touched {
  readonly table: TableName;
  readonly key: Key;
  /** What was touched before it. */
  readonly before: Touched | undefined;
}

interface Members extends Settings {
  /** The time of the call being served. */
  readonly now: Instant;
  /** The number of the call being served; with the seed and a name it fixes each draw of chance. */
  readonly call: number;
  /** By what the call being served is answered. */
  readonly dialect: Dialect;
  /** No entry of the agenda is due before this time and before this call. */
  readonly nextDue: { readonly at: Instant; readonly call: number };
  /** What has been touched since the call began, latest first. */
  readonly touched: Touched | undefined;
}

export type HubState = Members & Readonly<typeof tables>;

export const tableNames = Object.keys(tables) as readonly TableName[];
const positions = Object.fromEntries(tableNames.map((name, at) => [name, at])) as Record<TableName, number>;

type Moving = Pick<Members, 'now' | 'call' | 'dialect' | 'nextDue' | 'touched'>;

/** So many tables are in one group of them. */
const GROUP = 8;

/** Tables by their positions, in groups, so that a change of one copies a few of them. */
type Groups = readonly (readonly Table[])[];

function inGroups(all: readonly Table[]): Groups {
  return Array.from({ length: Math.ceil(all.length / GROUP) }, (_, at) => all.slice(at * GROUP, (at + 1) * GROUP));
}

/**
 * Every call makes one of these or more, and copying an object of fifty members takes longer than most calls. So tables
 * are in arrays, and are read through members of the prototype.
 */
class State implements Moving {
  readonly now: Instant;
  readonly call: number;
  readonly dialect: Dialect;
  readonly nextDue: Members['nextDue'];
  readonly touched: Touched | undefined;
  readonly settings: Settings;
  readonly tableGroups: Groups;

  constructor({ now, call, dialect, nextDue, touched }: Moving, settings: Settings, tableGroups: Groups) {
    this.now = now;
    this.call = call;
    this.dialect = dialect;
    this.nextDue = nextDue;
    this.touched = touched;
    this.settings = settings;
    this.tableGroups = tableGroups;
  }
}

for (const name of Object.keys(defaultSettings) as (keyof Settings)[]) {
  Object.defineProperty(State.prototype, name, {
    get(this: State) {
      return this.settings[name];
    },
  });
}

for (const [name, position] of Object.entries(positions)) {
  const [group, at] = [Math.floor(position / GROUP), position % GROUP];
  Object.defineProperty(State.prototype, name, {
    get(this: State) {
      return this.tableGroups[group]?.[at];
    },
  });
}

/** A hub with nobody and nothing on it. */
export function emptyState(given: { readonly [Name in keyof Settings]?: Settings[Name] | undefined } = {}): HubState {
  const settings = { ...defaultSettings, ...withoutUndefined(given) };
  const start = { now: 0, call: 0, dialect: settings.profile, nextDue: NEVER, touched: undefined };
  return stateOf(start, frozen(settings), inGroups(Object.values(tables) as unknown as Table[]));
}

function withoutUndefined<Given extends object>(given: Given) {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Given]?: Exclude<Given[Name], undefined> };
}

export const NEVER = frozen({ at: Number.POSITIVE_INFINITY, call: Number.POSITIVE_INFINITY });

/** The state of these parts, as it is between two calls. When the next entry of its agenda is due is for the caller to say. */
export function assembled(
  { now, call, dialect }: Pick<Members, 'now' | 'call' | 'dialect'>,
  settings: Settings,
  all: ReadonlyMap<TableName, Table>,
): HubState {
  const moving = { now, call, dialect, nextDue: NEVER, touched: undefined };
  return stateOf(
    moving,
    frozen(settings),
    inGroups(tableNames.map((name) => all.get(name) ?? (tables[name] as unknown as Table))),
  );
}

/** What the hub was made with. */
export function settingsOf(state: HubState): Settings {
  return (state as unknown as State).settings;
}

function stateOf(moving: Moving, settings: Settings, tableGroups: Groups): HubState {
  return new State(moving, settings, tableGroups) as unknown as HubState;
}

/** The state with other members than tables changed. */
export function changed(state: HubState, change: Partial<Omit<Members, 'touched'>>): HubState {
  const { settings, tableGroups, touched } = state as unknown as State;
  const { now = state.now, call = state.call, dialect = state.dialect, nextDue = state.nextDue, ...others } = change;
  const same = Object.keys(others).length === 0;
  return stateOf(
    { now, call, dialect, nextDue, touched },
    same ? settings : frozen({ ...settings, ...others }),
    tableGroups,
  );
}

/** The state at the start of a call: nothing has been touched yet. */
export function begun(state: HubState, now: Instant, call: number, dialect = state.dialect): HubState {
  const { settings, tableGroups } = state as unknown as State;
  return stateOf({ now, call, dialect, nextDue: state.nextDue, touched: undefined }, settings, tableGroups);
}

/** The state with the row added to a table, or put in the place of the one with its key. Nobody changes the row from then on. */
export function put<Name extends TableName>(state: HubState, name: Name, row: RowOf<Name>): HubState {
  const table = tableOf(state, name);
  const key = table.keyOf(row);
  const written = table.with(row, key);
  if (written === table) return state;
  const dropped = written.size > table.size ? written.surplus(state.now) : [];
  return dropped.reduce(
    (result, other) => remove(result, name, other as KeyOf<Name>),
    withTable(state, name, written, key),
  );
}

/** The state without the row, if there is one. */
export function remove<Name extends TableName>(state: HubState, name: Name, key: KeyOf<Name>): HubState {
  const table = tableOf(state, name);
  const rest = table.without(key);
  return rest === table ? state : withTable(state, name, rest, key);
}

/** The state with the row changed by `change`; none stays none, as a row that no update meets. */
export function update<Name extends TableName>(
  state: HubState,
  name: Name,
  key: KeyOf<Name>,
  change: (row: RowOf<Name>) => RowOf<Name>,
): HubState {
  const row = tableOf(state, name).get(key) as RowOf<Name> | undefined;
  return row === undefined ? state : put(state, name, change(row));
}

/** The table, of which no more is known than of any. */
export function tableOf(state: HubState, name: TableName): Table {
  return state[name] as unknown as Table;
}

function withTable(state: HubState, name: TableName, written: Table, key: Key): HubState {
  const { settings, tableGroups } = state as unknown as State;
  const position = positions[name];
  const all = tableGroups.slice();
  const group = (all[Math.floor(position / GROUP)] as readonly Table[]).slice();
  group[position % GROUP] = written;
  all[Math.floor(position / GROUP)] = group;
  return stateOf(
    {
      now: state.now,
      call: state.call,
      dialect: state.dialect,
      nextDue: state.nextDue,
      touched: { table: name, key, before: state.touched },
    },
    settings,
    all,
  );
}

/**
 * The state itself, which nobody can write into from now on, nor into its tables and rows. They are frozen where a state
 * is handed out, and not as they are written, since that would take as long as a quarter of a call.
 */
export function sealed(state: HubState): HubState {
  const all = state as unknown as State;
  if (Object.isFrozen(all)) return state;
  for (const group of all.tableGroups) {
    for (const table of group) table.sealed();
    Object.freeze(group);
  }
  Object.freeze(all.tableGroups);
  return Object.freeze(state);
}

/** What the call has changed until `state`, by table and key, the first touched first; `before` is the state it began with. */
export function changedRows(before: HubState, state: HubState): ChangedRow[] {
  return changedAmong([state.touched], before, state);
}

export type ChangedRow = readonly [table: TableName, key: Key];

/** The rows that differ between two states, among those that were touched on the way from one to the other. */
export function changedAmong(all: Iterable<Touched | undefined>, before: HubState, after: HubState): ChangedRow[] {
  const rows = new Map<string, ChangedRow>();
  for (let touched of all) {
    // The first touched first: within one call they are linked from the last one on.
    const own: ChangedRow[] = [];
    for (; touched !== undefined; touched = touched.before) own.push([touched.table, touched.key]);
    for (const row of own.reverse()) {
      const [table, key] = row;
      if (tableOf(before, table).get(key) !== tableOf(after, table).get(key)) rows.set(JSON.stringify(row), row);
    }
  }
  return [...rows.values()];
}

/** The rows that differ between any two states, found by looking at all of them but tables that are the very same. */
export function differingRows(one: HubState, other: HubState): ChangedRow[] {
  return tableNames.flatMap((name) => {
    const [before, after] = [tableOf(one, name), tableOf(other, name)];
    if (before === after) return [];
    const keys = new Set([...before.keys(), ...after.keys()]);
    return [...keys].filter((key) => before.get(key) !== after.get(key)).map((key): ChangedRow => [name, key]);
  });
}
