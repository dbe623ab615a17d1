/** The order of rows. What hubs put into their SQL is read here as far as it names columns. */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import type { ColumnType, Store } from './store.ts';

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

const TERM = /^"?([A-Za-z_][A-Za-z0-9_]*)"?(?: +(asc|desc))?$/i;

/**
 * The columns that `order_by` options name, in turn.
 *
 * @throws Refusal `apostrophe_in_order` or `bad_order` for what hubs refuse, `unsimulated` for other SQL.
 */
export function readOrder(state: HubState, values: readonly Json[]): Order[] {
  const counted = deviates(state, 'several_orders') ? values : values.slice(-1);
  const terms = counted.filter((value) => value !== null && value !== '').flatMap((value) => readTerms(state, value));
  const columns = new Set<string>();
  // A column that comes again decides nothing any more.
  return terms.filter(({ column }) => !columns.has(column) && columns.add(column));
}

function readTerms(state: HubState, value: Json): Order[] {
  const isStrict = deviates(state, 'order_characters');
  if (typeof value !== 'string') throw unreadable(value);
  if (!isStrict && value.includes("'")) throw refuse('apostrophe_in_order', { order_by: value });
  const descending = value.startsWith('-');
  const sql = descending ? value.slice(1) : value;
  if (isStrict && !/^[A-Za-z0-9_., "]*$/.test(sql)) throw refuse('bad_order', { order_by: value });

  const terms = sql.split(',');
  return terms.map((term, at) => {
    const [, column, direction] = TERM.exec(term.trim()) ?? [];
    // The sign becomes a word at the very end, where there can be only one.
    const signed = descending && at === terms.length - 1;
    if (column === undefined || (signed && direction !== undefined)) throw unreadable(value);
    return {
      column: term.includes('"') ? column : column.toLowerCase(),
      descending: signed || isDescending(direction),
    };
  });
}

function isDescending(direction: string | undefined): boolean {
  return direction?.toLowerCase() === 'desc';
}

function unreadable(value: Json) {
  return refuse('unsimulated', { what: `order_by=${JSON.stringify(value)}`, why: 'only names of columns are read' });
}

/**
 * What sorts items by `order`: null counts as larger than everything; equals stay as they are.
 *
 * @throws Refusal `sql_no_column`; `unsimulated` for columns that hold JSON or lists.
 */
export function comparison<Item>(store: Store<Item>, order: readonly Order[]): (one: Item, other: Item) => number {
  for (const { column } of order) checkColumn(store, column);
  return (one, other) => {
    for (const { column, descending } of order) {
      const compared = compareColumn(store.value(one, column), store.value(other, column));
      if (compared !== 0) return descending ? -compared : compared;
    }
    return 0;
  };
}

function checkColumn({ columns }: Store, column: string): void {
  if (!Object.hasOwn(columns, column)) throw refuse('sql_no_column', { column });
  const type = columns[column] as ColumnType;
  if (type === 'map' || type === 'texts' || type === 'uuids') {
    throw refuse('unsimulated', { what: `order_by=${column}`, why: 'the order of JSON and of lists is not' });
  }
}

function compareColumn(one: Json, other: Json): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compareScalars(one, other);
}

/** Below, at or above zero, as `one` is less than, the same as, or more than `other`; both of one type of column. */
export function compareScalars(one: Json, other: Json): number {
  const [left, right] = [one as string, other as string];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
