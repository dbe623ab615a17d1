/** A table as its rows in their order, with what cannot be told from them. */
import { OrderedSet } from 'immutable';
import type { Json, JsonObject } from '../json.ts';
import { count, faultAt, list, mapOf, misshapen, number, type Of, optionalMember, placeOf, record } from '../shape.ts';
import { frozen, type Key, Table } from '../table.ts';

export const tableShape = record({
  rows: list((value) => value as Json),
  /** The highest number that was ever a key, unless it is that of a row. */
  last: optionalMember(number),
  /** For each index the keys under a value, where they came under it in another order than their rows stand. */
  order: optionalMember(mapOf(mapOf(list((value) => value as Json)))),
});
type TableDocument = Of<typeof tableShape>;

/** The rows are given apart, since they may have been changed for the document. */
export function writtenTable(table: Table, rows: readonly Json[]): JsonObject {
  const order = orderOf(table);
  const last = table.last === lastOf(table) ? {} : { last: table.last };
  return { rows, ...last, ...(Object.keys(order).length === 0 ? {} : { order }) };
}

function lastOf({ declared, rows }: Table): number {
  return declared.key === undefined ? rows.size : highest(rows.keySeq());
}

function highest(keys: Iterable<Key>): number {
  let most = 0;
  for (const key of keys) if (typeof key === 'number') most = Math.max(most, key);
  return most;
}

function orderOf(table: Table): Record<string, Json> {
  const positions = new Map([...table.keys()].map((key, at) => [key, at]));
  const isInOrder = (keys: readonly Key[]) =>
    keys.every((key, at) => at === 0 || Number(positions.get(keys[at - 1] as Key)) < Number(positions.get(key)));
  const indexes = table.declared.indexes.map(([name]): [string, JsonObject] => {
    const found = table.valuesBy(name).map((value) => [value, table.keysBy(name, value)] as const);
    return [name, Object.fromEntries(found.filter(([, keys]) => !isInOrder(keys)))];
  });
  return Object.fromEntries(indexes.filter(([, values]) => Object.keys(values).length > 0));
}

/**
 * The table that was written; `empty` is one without rows, and `read` makes a row of what stands for it.
 *
 * @throws ShapeError that names the place.
 */
export function readTable(
  empty: Table,
  document: TableDocument,
  place: string,
  read: (row: Json, place: string) => unknown,
): Table {
  const { most, record: shape, key } = empty.declared;
  const { rows, last, order = {} } = document;
  const inRows = placeOf(place, 'rows');
  if (rows.length > most) throw faultAt(inRows, `has ${rows.length} rows, and at most ${most} are kept`);
  let table = empty;
  if (key === undefined) table = withLast(table, firstNumber(rows.length, last, placeOf(place, 'last')) - 1);
  for (const [at, given] of rows.entries()) {
    const inRow = `${inRows}[${at}]`;
    const row = frozen(shape(read(given, inRow), inRow));
    if (table.has(table.keyOf(row))) throw faultAt(inRow, 'has the key of another row');
    table = table.with(row);
  }
  if (last !== undefined && last < table.last) throw misshapen(placeOf(place, 'last'), `at least ${table.last}`, last);
  const indexed = Object.entries(order).reduce(
    (result, [name, values]) => withOrder(result, name, values, placeOf(placeOf(place, 'order'), name)),
    table,
  );
  return last === undefined ? indexed : withLast(indexed, last);
}

/** The number of the first row of a journal, whose rows are numbered without gaps. */
function firstNumber(size: number, last: number | undefined, place: string): number {
  if (last === undefined) return 1;
  count(last, place);
  if (last < size) throw misshapen(place, `at least ${size}`, last);
  return last - size + 1;
}

function withOrder(
  table: Table,
  name: string,
  values: Readonly<Record<string, readonly Json[]>>,
  place: string,
): Table {
  const { declared, rows, indexes, last } = table;
  if (!declared.indexes.some(([known]) => known === name)) throw faultAt(place, 'is not known');
  const index = (indexes[name] as (typeof indexes)[string]).withMutations((changing) => {
    for (const [value, keys] of Object.entries(values)) {
      const there = new Set<unknown>(table.keysBy(name, value));
      const isSame = keys.length === there.size && new Set(keys).size === there.size;
      if (!isSame || !keys.every((key) => there.has(key))) {
        throw faultAt(placeOf(place, value), `should be the ${there.size} keys of the rows that have this value`);
      }
      if (keys.length > 1) changing.set(value, OrderedSet(keys as readonly Key[]));
    }
  });
  return new Table(declared, rows, { ...indexes, [name]: index }, last);
}

function withLast({ declared, rows, indexes }: Table, last: number): Table {
  return new Table(declared, rows, indexes, last);
}
