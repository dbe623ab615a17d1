/** What JavaScript itself says of values that a function cannot work with. */
import { refuse } from './errors.ts';
import type { Json } from './json.ts';

/** The member `name` of `value`, as JavaScript reads it. @throws Refusal `type_error` where there is nothing to read from. */
export function readMember(value: Json | undefined, name: string): Json | undefined {
  if (value === undefined || value === null) {
    throw refuse('type_error', { fault: `Cannot read properties of ${value} (reading '${name}')` });
  }
  if (typeof value === 'string' && name === 'length') return value.length;
  return typeof value === 'object' && Object.hasOwn(value, name) ? (value as Record<string, Json>)[name] : undefined;
}

/** How Node names a value of the wrong type, between `Received` and the end. [Node's ERR_INVALID_ARG_TYPE] */
export function receivedType(value: string | number | boolean): string {
  const shown = typeof value === 'string' ? inspected(value) : String(value);
  return `type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}

/** How Node names any value, after `Received`. [Node's ERR_INVALID_ARG_TYPE] */
export function receivedValue(value: Json | undefined): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'object') return `an instance of ${Array.isArray(value) ? 'Array' : 'Object'}`;
  return receivedType(value);
}

/** A text as Node shows it, in the quotes that it does not contain if there are such. [Node's util.inspect] */
export function inspected(text: string): string {
  const quote = ["'", '"', '`'].find((one) => !text.includes(one) && !(one === '`' && text.includes('${'))) ?? "'";
  const escaped = text.replaceAll(ESCAPED, (character) => {
    if (character === '\\' || character === quote) return `\\${character}`;
    return SHORT.get(character) ?? (character === "'" ? character : escape(character));
  });
  return quote + escaped + quote;
}

const ESCAPED = /[\x00-\x1f\x7f-\x9f\\']|\p{Surrogate}/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

function escape(character: string): string {
  const hex = character.charCodeAt(0).toString(16).toUpperCase();
  return hex.length > 2 ? `\\u${hex}` : `\\x${hex.padStart(2, '0')}`;
}
