/** The types of columns: what each takes, and how it shows. */
import { sqlBoolean, sqlInteger, sqlText, sqlUuid, textColumn } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { type Instant, iso } from '../instant.ts';
import type { Json } from '../json.ts';
import { isUuid } from '../values.ts';
import type { ColumnType } from './store.ts';

/**
 * The value as a column of the type holds it.
 *
 * @throws Refusal in the database's words when it cannot.
 */
export function asColumn(type: ColumnType, value: Json): Json {
  switch (type) {
    case 'text':
      return textColumn(value);
    case 'uuid':
      return uuidColumn(value);
    case 'integer':
      return sqlInteger(value);
    case 'number':
      return sqlNumber(value);
    case 'boolean':
      return sqlBoolean(value);
    case 'time':
      return sqlTime(value);
    case 'map':
      return value;
    case 'texts':
      return list(value).map((one) => (one === null ? null : textColumn(one)));
    case 'uuids':
      return list(value).map((one) => (one === null ? null : uuidColumn(one)));
  }
}

/** As `sqlUuid`, which is slow for how usual its usual form is. */
export function uuidColumn(value: Json): string {
  return isUuid(value) ? value.toLowerCase() : sqlUuid(value);
}

/** What a reader gets of a value that a column of the type holds. */
export function shownValue(type: ColumnType | undefined, value: Json): Json {
  return type === 'time' && typeof value === 'number' ? iso(value) : value;
}

function sqlNumber(value: Json): number {
  const text = sqlText(value);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(number)) throw refuse('sql_syntax', { type: 'double precision', text });
  return number;
}

const ZONED = /(z|utc|gmt|[+-]\d\d:?\d\d)$/i;
const ISO_MINUTES = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d/i;

/** A number counts as milliseconds; a text without a time zone as UTC, which is where hubs are. */
function sqlTime(value: Json): Instant {
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(zoned(value)) : Number.NaN;
  // The range of `Date`.
  if (Math.abs(time) <= 8.64e15) return Math.trunc(time);
  throw refuse('sql_syntax', { type: 'timestamp', text: sqlText(value) });
}

function zoned(text: string): string {
  const trimmed = text.trim();
  return ISO_MINUTES.test(trimmed) && !ZONED.test(trimmed) ? `${trimmed}Z` : trimmed;
}

function list(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw refuse('sql_malformed_array', { text: sqlText(value) });
}
