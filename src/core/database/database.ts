/** What PostgreSQL makes of the values that reach it, and its words for what it refuses. */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';

const UUID = /^\{?((?:[0-9a-f]{4}-?){7}[0-9a-f]{4})\}?$/i;
const INTEGER = /^[+-]?\d+$/;
const LARGEST_INTEGER = 2 ** 31;
const NUMERIC = /^([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|nan)$/i;
const TRUE = /^(t|tr|tru|true|y|ye|yes|on|1)$/i;
const FALSE = /^(f|fa|fal|fals|false|n|no|of|off|0)$/i;

/** The value as the database reads it where it expects text, or reads another type from text. [npm pg prepareValue] */
export function sqlText(value: Json): string {
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return wellFormed(text);
}

/** The text as it comes out of UTF-8, which has no half surrogate pairs. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** @throws Refusal `zero_byte` for what no text of the database can hold. */
export function textColumn(value: Json): string {
  const text = sqlText(value);
  if (text.includes('\0')) throw refuse('zero_byte');
  return text;
}

/**
 * As `textColumn`, for a column that holds `limit` characters; spaces beyond them are dropped, as SQL has it.
 *
 * @throws Refusal `zero_byte`, `text_too_long`
 */
export function varchar(value: Json, limit: number): string {
  const text = textColumn(value);
  if (text.length <= limit) return text;
  const characters = [...text];
  if (characters.slice(limit).some((character) => character !== ' ')) throw refuse('text_too_long', { limit });
  return characters.slice(0, limit).join('');
}

/**
 * The UUID in the spelling that the database gives it: it also reads capitals, braces and missing hyphens.
 *
 * @throws Refusal `sql_syntax`
 */
export function sqlUuid(value: Json): string {
  const text = sqlText(value);
  const digits = text.match(UUID)?.[1]?.replaceAll('-', '').toLowerCase();
  if (digits === undefined) throw refuse('sql_syntax', { type: 'uuid', text });
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The integer that the database reads. @throws Refusal `sql_syntax`, `integer_out_of_range` */
export function sqlInteger(value: Json): number {
  const text = sqlText(value);
  if (!INTEGER.test(text.trim())) throw refuse('sql_syntax', { type: 'integer', text });
  const integer = Number(text);
  if (integer < -LARGEST_INTEGER || integer >= LARGEST_INTEGER) throw refuse('integer_out_of_range', { text });
  return integer;
}

/** As `sqlInteger`, of eight bytes; here a double. @throws Refusal `sql_syntax`, `bigint_out_of_range` */
export function sqlBigint(value: Json): number {
  const text = sqlText(value);
  if (!INTEGER.test(text.trim())) throw refuse('sql_syntax', { type: 'bigint', text });
  const integer = BigInt(text.trim().replace('+', ''));
  if (BigInt.asIntN(64, integer) !== integer) throw refuse('bigint_out_of_range', { text });
  return Number(integer);
}

/** The number of any size that the database reads; here a double. @throws Refusal `sql_syntax` */
export function sqlNumeric(value: Json): number {
  const text = sqlText(value);
  if (!NUMERIC.test(text.trim())) throw refuse('sql_syntax', { type: 'numeric', text });
  return Number(text);
}

/** The truth that the database reads: also `t`, `yes`, `on`, `1`, …, in any letter case. @throws Refusal `sql_syntax` */
export function sqlBoolean(value: Json): boolean {
  const text = sqlText(value);
  if (TRUE.test(text.trim())) return true;
  if (FALSE.test(text.trim())) return false;
  throw refuse('sql_syntax', { type: 'boolean', text });
}

function arrayElement(value: Json): string {
  if (value === null) return 'NULL';
  const text = sqlText(value);
  return Array.isArray(value) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
