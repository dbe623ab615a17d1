/** What the description says of a field, read by a program: a table of readings, each for one way of saying something. */
import type { Json } from '../core/json.ts';
import { DescriptionError } from './description.ts';
import { type Demands, type Schema, stamped } from './schema.ts';

export interface FieldReading {
  readonly required: boolean;
  /** All nodes come from the description. */
  readonly schema: Schema;
}

const STRING: Schema = { type: 'string' };
const ONE_OR_MORE: Demands = { anyOf: [STRING, { type: 'array', items: STRING }] };

/** Readings that tell the type; the first that fits counts. What none of them fits stays open. */
const TYPES: readonly (readonly [RegExp, Demands])[] = [
  [/truth-ish/, {}],
  [/\(or array of |\bcan be an array\b/, ONE_OR_MORE],
  [/^(a )?list of /, { type: 'array' }],
  [/^command line options/, { type: 'array' }],
  [/\bobject containing\b|\bdata dict\b/, { type: 'object' }],
  [/\bif (true|false)\b|\btrue returns\b|\bmust be true\b/, { type: 'boolean' }],
  [/\bnumeric id\b/, { type: ['integer', 'string'] }],
  [/^maximum number of|\bmaximum number of results\b|\ba multiple of the limit\b/, { type: 'integer' }],
  [/\bin seconds\b|\bseconds to wait\b|\binterval_s seconds\b|^how long to wait/, { type: 'number' }],
  [/`new Date\(\.\.\.\)` parseable string/, STRING],
  [/characters in length|\bUUID\b|\bstring\b|\bemail address\b|\bURL\b|\bpath\b|\btext\b/i, STRING],
  [/\b(account|project) ?_?id\b|\bid (of|code)\b|\b(image ID|license id)\b|^project_id\b/, STRING],
];

/** Readings that tell more than a type; all that fit count. */
const DETAILS: readonly (readonly [RegExp, (match: RegExpMatchArray) => Demands])[] = [
  [/\bUUID\b/, () => ({ format: 'uuid' })],
  [/^email address\b|^Reply-To email address$/i, () => ({ format: 'email' })],
  [
    /between (\d+) and (\d+) characters in length/,
    ([, least, most]) => ({ minLength: Number(least), maxLength: Number(most) }),
  ],
  [/\(max (\d+)\)/, ([, most]) => ({ maximum: Number(most) })],
  [/\bin seconds\b|\bseconds to wait\b|\binterval_s seconds\b/, () => ({ 'x-unit': 'seconds' })],
  [/\bnumber of characters\b/, () => ({ 'x-unit': 'characters' })],
  [/^defaults to (\w+)$/, ([, member]) => (member === undefined ? {} : { 'x-default-from': member })],
];

/**
 * The field that the description says `text` of.
 *
 * @param place where the text stands, for errors.
 * @throws DescriptionError when the default is not a JSON value.
 */
export function readField(text: string, place: string): FieldReading {
  const value = defaultIn(text, place);
  const type = TYPES.find(([said]) => said.test(text))?.[1] ?? typeOf(value);
  const details = DETAILS.map(([said, detail]) => {
    const match = text.match(said);
    return match === null ? {} : detail(match);
  });
  const demands: Demands = Object.assign({}, type, ...details, value === undefined ? {} : { default: value });
  return { required: text.includes('(required)'), schema: stamped(demands, 'documented') };
}

function defaultIn(text: string, place: string): Json | undefined {
  const printed = (text.match(/\(default: (.*?)\)/) ?? text.match(/\bdefault (\d+);/))?.[1];
  if (printed === undefined) return undefined;
  try {
    return JSON.parse(printed) as Json;
  } catch {
    throw new DescriptionError(`${place} has a default that is not JSON: ${printed}`);
  }
}

/** The type that a default tells. */
function typeOf(value: Json | undefined): Demands {
  if (Array.isArray(value)) return { type: 'array' };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  if (typeof value === 'boolean' || typeof value === 'string') return { type: typeof value as 'boolean' | 'string' };
  return {};
}
