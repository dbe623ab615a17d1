/** The values of a get's fields as conditions on columns. [smc-hub/postgres-user-queries.coffee _user_get_query_filter] */
import { sqlInteger, sqlText } from '../database/database.ts';
import { likeMatcher } from '../database/like.ts';
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { isObject, isSameJson, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import { asColumn } from './columns.ts';
import { compareScalars } from './order.ts';
import { relativeTime } from './relative-time.ts';
import type { ColumnType } from './store.ts';

export type Condition = (stored: Json) => boolean;

/** What an operator demands of what two values compare to; what is not known of null is not true. */
const COMPARISONS: Readonly<Record<string, (compared: number) => boolean>> = {
  '!=': (compared) => compared !== 0,
  '<>': (compared) => compared !== 0,
  '<=': (compared) => compared <= 0,
  '>=': (compared) => compared >= 0,
  '==': (compared) => compared === 0,
  '<': (compared) => compared < 0,
  '>': (compared) => compared > 0,
  '=': (compared) => compared === 0,
};

/** Further operators of some dialects, each with its condition. */
const FURTHER_OPERATORS: Readonly<Record<string, (type: ColumnType, operand: Json) => Condition>> = {
  IS: (type, operand) => is(type, operand),
  'IS NOT': (type, operand) => not(is(type, operand)),
  LIKE: (type, operand) => like(type, operand, (text) => text),
  'NOT LIKE': (type, operand) => ifKnown(not(like(type, operand, (text) => text))),
  ILIKE: (type, operand) => like(type, operand, (text) => text.toLowerCase()),
  'NOT ILIKE': (type, operand) => ifKnown(not(like(type, operand, (text) => text.toLowerCase()))),
  ANY: (type, operand) => anyOf(type, operand),
  MINLEN: (type, operand) => length(type, operand, (size, bound) => size >= bound),
  MAXLEN: (type, operand) => length(type, operand, (size, bound) => size <= bound),
};

/**
 * What `wanted`, the value of a field in a get, demands of the stored value. Null demands nothing.
 *
 * @throws Refusal in the database's words for what no value of that type can be compared to.
 */
export function conditionsOf(type: ColumnType, wanted: Json, state: HubState): Condition[] {
  if (wanted === null) return [];
  const operators = isObject(wanted) ? operatorsOf(wanted, state) : undefined;
  if (operators === undefined) return [comparedWith('=', type, wanted)];
  return operators
    .filter(([operator, operand]) => operand !== null || operator === 'IS' || operator === 'IS NOT')
    .map(([operator, operand]) => {
      if (Object.hasOwn(COMPARISONS, operator)) return comparedWith(operator, type, literal(operand, state));
      return (FURTHER_OPERATORS[operator] as (typeof FURTHER_OPERATORS)[string])(type, operand);
    });
}

/** The object as operators with operands, if it is one. */
function operatorsOf(wanted: JsonObject, state: HubState): [string, Json][] | undefined {
  const entries = Object.entries(wanted);
  const isSingle = deviates(state, 'filter_operators');
  const isOperator = ([key]: [string, Json]) =>
    Object.hasOwn(COMPARISONS, key) || (isSingle && Object.hasOwn(FURTHER_OPERATORS, key));
  const [first] = entries;
  if (first === undefined || !isOperator(first) || (isSingle && entries.length > 1)) return undefined;
  if (entries.every(isOperator)) return entries;
  throw refuse('unsimulated', { what: 'operators beside other keys', why: 'what hubs make of them is not known' });
}

function literal(operand: Json, state: HubState): Json {
  return deviates(state, 'relative_times') ? (relativeTime(operand, state.now) ?? operand) : operand;
}

function comparedWith(operator: string, type: ColumnType, operand: Json): Condition {
  const holds = COMPARISONS[operator] as (compared: number) => boolean;
  if (type === 'map' || type === 'texts' || type === 'uuids') return sameAs(operator, holds, type, operand);
  const wanted = asColumn(type, operand);
  return ifKnown((stored) => holds(compareScalars(stored, wanted)));
}

function sameAs(operator: string, holds: (compared: number) => boolean, type: ColumnType, operand: Json): Condition {
  if (['<', '<=', '>', '>='].includes(operator)) {
    throw refuse('unsimulated', { what: `'${operator}' on JSON or lists`, why: 'their order is not' });
  }
  const wanted = type === 'map' ? jsonOperand(operand) : asColumn(type, operand);
  return ifKnown((stored) => holds(isSameJson(stored, wanted) ? 0 : 1));
}

/** An object is sent as JSON; a text has to be JSON. */
function jsonOperand(operand: Json): Json {
  if (typeof operand !== 'string') return operand;
  try {
    return JSON.parse(operand) as Json;
  } catch {
    throw refuse('sql_json');
  }
}

function is(type: ColumnType, operand: Json): Condition {
  const text = operand === null ? 'undefined' : asText(operand);
  if (text === 'undefined') return (stored) => stored === null;
  const known = text === 'unknown' ? 'UNKNOWN' : text === 'false' ? 'FALSE' : 'TRUE';
  if (type !== 'boolean') throw refuse('sql_is_boolean', { operand: known, type: SQL_NAMES[type] });
  if (known === 'UNKNOWN') return (stored) => stored === null;
  return (stored) => stored === (known === 'TRUE');
}

const SQL_NAMES: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  uuid: 'uuid',
  integer: 'integer',
  number: 'double precision',
  boolean: 'boolean',
  time: 'timestamp without time zone',
  map: 'jsonb',
  texts: 'text[]',
  uuids: 'uuid[]',
};

function like(type: ColumnType, operand: Json, fold: (text: string) => string): Condition {
  if (type !== 'text') throw refuse('unsimulated', { what: `LIKE on a column of type ${type}`, why: 'only text is' });
  const matches = likeMatcher(fold(sqlText(operand)));
  return (stored) => typeof stored === 'string' && matches(fold(stored));
}

function anyOf(type: ColumnType, operand: Json): Condition {
  if (type !== 'texts' && type !== 'uuids') throw refuse('sql_any_of_array');
  const wanted = asColumn(type === 'texts' ? 'text' : 'uuid', operand);
  return (stored) => Array.isArray(stored) && stored.includes(wanted);
}

function length(type: ColumnType, operand: Json, holds: (size: number, bound: number) => boolean): Condition {
  if (type !== 'texts' && type !== 'uuids') {
    throw refuse('unsimulated', { what: `the length of a column of type ${type}`, why: 'only lists have one' });
  }
  const bound = sqlInteger(operand);
  return (stored) => Array.isArray(stored) && holds(stored.length, bound);
}

function not(condition: Condition): Condition {
  return (stored) => !condition(stored);
}

function ifKnown(condition: Condition): Condition {
  return (stored) => stored !== null && condition(stored);
}
