/**
 * Tables of records: persistent, in the order in which the records came, with the indexes that each table declares.
 */
import { Map, OrderedMap, OrderedSet } from 'immutable';
import { SearchIndex } from './search-index.ts';
import type { Shape } from './shape.ts';

export type Key = string | number;

/** What is known of a table, once for all. */
interface Declaration<Row, K extends Key> {
  readonly record: Shape<Row>;
  /** The primary key; without it records are numbered as they come. */
  readonly key: ((row: Row) => K) | undefined;
  readonly indexes: readonly (readonly [name: string, index: Many<Row>])[];
  /** Whether a record that is written again becomes the last one. */
  readonly latestLast: boolean;
  /** How many records are kept: of more, the first are dropped. */
  readonly most: number;
  /** Whether a record still counts. Whenever a table has doubled, those are dropped that do not. */
  readonly counts: ((row: Row, now: number) => boolean) | undefined;
  /** The texts by which records are searched. */
  readonly texts: ((row: Row) => readonly (string | null)[]) | undefined;
}

/** An index by many values of one record. */
interface Many<Row> {
  /** What the values depend on: while it is the very same, they are too. */
  source(row: Row): unknown;
  values(source: unknown): readonly string[];
}

/** An index under each of the values that `values` makes of what `source` takes from a record. */
export function many<Row, Source>(
  source: (row: Row) => Source,
  values: (source: Source) => readonly string[],
): Many<Row> {
  return { source, values: values as (source: unknown) => readonly string[] };
}

type Index<Row> = ((row: Row) => string | null | undefined) | Many<Row>;

/** An empty table, which declares itself. */
export function table<Row extends object, K extends Key, By extends string = never>(declared: {
  readonly record: Shape<Row>;
  readonly key: (row: Row) => K;
  readonly by?: Readonly<Record<By, Index<Row>>>;
  readonly latestLast?: boolean;
  readonly most?: number;
  readonly counts?: (row: Row, now: number) => boolean;
  readonly texts?: (row: Row) => readonly (string | null)[];
}): Table<Row, K, By> {
  const { record, key, by = {}, latestLast = false, most = Number.POSITIVE_INFINITY, counts, texts } = declared;
  const indexes = Object.entries<Index<Row>>(by).map(([name, index]) => [name, asMany(index)] as const);
  const empty = Object.fromEntries(indexes.map(([name]) => [name, Map<string, Entry<K>>()]));
  return new Table<Row, K, By>(
    { record, key, indexes, latestLast, most, counts, texts },
    OrderedMap(),
    empty as Table<Row, K, By>['indexes'],
    0,
  );
}

/** An empty table whose records are numbered as they come, the last `most` of them. */
export function journal<Row extends object>(record: Shape<Row>, most: number): Table<Row, number, never> {
  const declared = {
    record,
    key: undefined,
    indexes: [],
    latestLast: false,
    most,
    counts: undefined,
    texts: undefined,
  };
  return new Table<Row, number, never>(declared, OrderedMap(), {} as never, 0);
}

function asMany<Row>(index: Index<Row>): Many<Row> {
  if (typeof index !== 'function') return index;
  return many(index, (value) => (value == null ? [] : [value]));
}

/** The keys under one value of an index: mostly one, which then stands for itself. */
type Entry<K extends Key> = K | OrderedSet<K>;

/** Keys of records that may not be frozen yet, the one written last first. */
interface Open<K extends Key> {
  readonly key: K;
  readonly before: Open<K> | undefined;
  readonly count: number;
}

/** A table that nobody seals would else remember all that was ever written to it. */
const MOST_OPEN = 1000;

export class Table<Row extends object = object, K extends Key = Key, By extends string = string> {
  readonly declared: Declaration<Row, K>;
  readonly rows: OrderedMap<K, Row>;
  readonly indexes: Readonly<Record<By, Map<string, Entry<K>>>>;
  /** The highest number that was ever a key. */
  readonly last: number;
  #open: Open<K> | undefined;
  /** Made by the first search. */
  #search: SearchIndex<K> | undefined;

  constructor(
    declared: Declaration<Row, K>,
    rows: OrderedMap<K, Row>,
    indexes: Readonly<Record<By, Map<string, Entry<K>>>>,
    last: number,
    open?: Open<K>,
  ) {
    this.declared = declared;
    this.rows = rows;
    this.indexes = indexes;
    this.last = last;
    this.#open = open;
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: K): Row | undefined {
    return this.rows.get(key);
  }

  has(key: K): boolean {
    return this.rows.has(key);
  }

  keys(): IterableIterator<K> {
    return this.rows.keys();
  }

  values(): IterableIterator<Row> {
    return this.rows.values();
  }

  /** The record under the value; of several, the one that came last. */
  by(name: By, value: string): Row | undefined {
    const entry = this.indexes[name].get(value);
    if (entry === undefined) return undefined;
    return this.rows.get(isSet(entry) ? (entry.last() as K) : entry);
  }

  hasBy(name: By, value: string): boolean {
    return this.indexes[name].has(value);
  }

  /** All records under the value, in the order in which they came under it. */
  allBy(name: By, value: string): Row[] {
    return this.keysBy(name, value).map((key) => this.rows.get(key) as Row);
  }

  keysBy(name: By, value: string): K[] {
    const entry = this.indexes[name].get(value);
    if (entry === undefined) return [];
    return isSet(entry) ? entry.toArray() : [entry];
  }

  countBy(name: By, value: string): number {
    const entry = this.indexes[name].get(value);
    return entry === undefined ? 0 : isSet(entry) ? entry.size : 1;
  }

  /** All records with a text that contains `fragment`, in lower case, perhaps among others. */
  candidates(fragment: string): Row[] {
    if (fragment === '') return [...this.rows.values()];
    this.#search ??= this.#searchIndex();
    const rows: Row[] = [];
    for (const key of this.#search.candidates(fragment)) {
      const row = this.rows.get(key);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  #searchIndex(): SearchIndex<K> {
    const { texts = () => [] } = this.declared;
    return SearchIndex.of(this.rows.entrySeq().map(([key, row]) => [key, texts(row)] as const));
  }

  /** The values of an index under which there is anything. */
  valuesBy(name: By): string[] {
    return [...this.indexes[name].keys()];
  }

  /** The key that `row` has, or would get. */
  keyOf(row: Row): K {
    const { key } = this.declared;
    return key === undefined ? ((this.last + 1) as K) : key(row);
  }

  /** The table with the record added or put in the place of the one with its key. Whoever wrote it may not change it. */
  with(row: Row, key: K = this.keyOf(row)): this {
    const before = this.rows.get(key);
    if (before === row) return this;
    const others = before !== undefined && this.declared.latestLast ? this.rows.delete(key) : this.rows;
    const last = typeof key === 'number' ? Math.max(this.last, key) : this.last;
    return this.#moved(others.set(key, row), key, before, row, last);
  }

  without(key: K): this {
    const before = this.rows.get(key);
    return before === undefined ? this : this.#moved(this.rows.delete(key), key, before, undefined, this.last);
  }

  /** Keys of those to drop after a record was added. */
  surplus(now: number): K[] {
    const { most, counts } = this.declared;
    if (this.size > most)
      return this.rows
        .keySeq()
        .take(this.size - most)
        .toArray();
    if (counts === undefined || !Number.isInteger(Math.log2(this.size))) return [];
    return [...this.rows.entries()].filter(([, row]) => !counts(row, now)).map(([key]) => key);
  }

  #moved(rows: OrderedMap<K, Row>, key: K, before: Row | undefined, after: Row | undefined, last: number): this {
    let { indexes } = this;
    for (const [name, index] of this.declared.indexes) {
      const present = indexes[name as By];
      const moved = reindexed(present, key, index, before, after);
      if (moved !== present) indexes = { ...indexes, [name]: moved };
    }
    const moved = new Table(
      this.declared,
      rows,
      indexes,
      last,
      after === undefined ? this.#open : opened(this.#open, key),
    ) as this;
    if (moved.#open !== undefined && moved.#open.count > MOST_OPEN) moved.#freezeRows();
    // What is gone needs no note: candidates are looked up.
    if (this.#search !== undefined)
      moved.#search = after === undefined || this.#isFoundBy(before, after) ? this.#search : this.#search.with(key);
    return moved;
  }

  /** Whether the records are found by the same texts. */
  #isFoundBy(before: Row | undefined, after: Row): boolean {
    const { texts } = this.declared;
    if (before === undefined || texts === undefined) return false;
    const known = texts(before);
    return texts(after).every((text, at) => text === known[at]);
  }

  /**
   * The table itself, which nobody can write into from now on, nor into its records.
   *
   * Records are frozen here and not where they are written, since mostly they are written again before anybody sees them,
   * and V8 takes several times as long to copy a frozen object as another one.
   */
  sealed(): this {
    if (Object.isFrozen(this)) return this;
    this.#freezeRows();
    Object.freeze(this.indexes);
    return Object.freeze(this);
  }

  #freezeRows(): void {
    for (let open = this.#open; open !== undefined; open = open.before) frozen(this.rows.get(open.key));
    this.#open = undefined;
  }
}

function opened<K extends Key>(before: Open<K> | undefined, key: K): Open<K> {
  return before?.key === key ? before : { key, before, count: 1 + (before?.count ?? 0) };
}

function isSet<K extends Key>(entry: Entry<K>): entry is OrderedSet<K> {
  return typeof entry === 'object';
}

function reindexed<Row, K extends Key>(
  index: Map<string, Entry<K>>,
  key: K,
  { source, values }: Many<Row>,
  before: Row | undefined,
  after: Row | undefined,
): Map<string, Entry<K>> {
  const [from, to] = [before && source(before), after && source(after)];
  if (before !== undefined && after !== undefined && from === to) return index;
  const [ofBefore, ofAfter] = [before === undefined ? [] : values(from), after === undefined ? [] : values(to)];
  if (ofBefore.length === 0 && ofAfter.length === 0) return index;
  const [left, joined] = [new Set(ofBefore), new Set(ofAfter)];
  return index.withMutations((changing) => {
    for (const value of left) if (!joined.has(value)) leave(changing, value, key);
    for (const value of joined) if (!left.has(value)) join(changing, value, key);
  });
}

function join<K extends Key>(index: Map<string, Entry<K>>, value: string, key: K): void {
  const entry = index.get(value);
  if (entry === key) return;
  index.set(value, entry === undefined ? key : (isSet(entry) ? entry : OrderedSet([entry])).add(key));
}

function leave<K extends Key>(index: Map<string, Entry<K>>, value: string, key: K): void {
  const entry = index.get(value);
  const rest = entry !== undefined && isSet(entry) ? entry.delete(key) : undefined;
  if (rest === undefined) index.delete(value);
  else index.set(value, rest.size === 1 ? (rest.first() as K) : rest);
}

/** The value, with every object and array in it frozen. Collections and bytes stay as they are. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return value;
  for (const name in value) frozen(value[name]);
  return Object.freeze(value);
}
