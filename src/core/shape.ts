/**
 * Shapes of values: what a record is, said once for the compiler and for what is read from outside.
 *
 * A shape returns the value it is given, or throws a `ShapeError` that names the place.
 */
import { isObject, type Json, type JsonObject } from './json.ts';
import { nearest } from './nearest.ts';

export type Shape<Value> = (value: unknown, place: string) => Value;

/** The type of the values that have the shape. */
export type Of<S> = S extends Shape<infer Value> ? Value : never;

/** What is given is not as it should be; the message names the place. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A fault at the place, for whoever reads what has shapes; `words` go on from the place. */
export function faultAt(place: string, words: string): Error {
  return new ShapeError(`${shortened(place, 500)} ${words}`);
}

/** Tells what should stand at the place, and what does: never the whole of it, which may be large, or hold secrets. */
export function misshapen(place: string, wanted: string, value: unknown): Error {
  return faultAt(place, `should be ${wanted}, but is ${toldOf(value)}`);
}

function toldOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return shortened(typeof value === 'string' ? JSON.stringify(value) : String(value), 80);
}

function shortened(words: string, most: number): string {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

/** The place of a member, as a JSON path. */
export function placeOf(place: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${place}.${name}` : `${place}[${JSON.stringify(shortened(name, 80))}]`;
}

/** Values that `is` tells apart from all others. */
export function scalar<Value>(wanted: string, is: (value: unknown) => boolean): Shape<Value> {
  return (value, place) => {
    if (is(value)) return value as Value;
    throw misshapen(place, wanted, value);
  };
}

export const text = scalar<string>('a text', (value) => typeof value === 'string');
export const number = scalar<number>('a number', (value) => typeof value === 'number' && !Number.isNaN(value));
export const count = scalar<number>(
  'a whole number from 0 on',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const wholeNumberTo = (most: number, least = 0): Shape<number> =>
  scalar(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
  );
export const boolean = scalar<boolean>('true or false', (value) => typeof value === 'boolean');
export const jsonObject = scalar<JsonObject>('an object', isObject);

/** Anything, as far as it is JSON. */
export const json: Shape<Json> = (value, place) => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return number(value, place);
  if (typeof value !== 'object') throw misshapen(place, 'JSON', value);
  for (const [name, member] of Object.entries(value)) json(member, placeOf(place, name));
  return value as Json;
};

/** One of these values. */
export function oneOf<const Values extends readonly (string | number | boolean)[]>(
  ...values: Values
): Shape<Values[number]> {
  return scalar(`one of ${values.join(', ')}`, (value) => values.includes(value as never));
}

export function orNull<Value>(shape: Shape<Value>): Shape<Value | null> {
  return (value, place) => (value === null ? null : shape(value, place));
}

export function list<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw misshapen(place, 'a list', value);
    for (const [at, item] of value.entries()) shape(item, `${place}[${at}]`);
    return value;
  };
}

/** An object with any names, and one shape of values. */
export function mapOf<Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return (value, place) => {
    if (!isObject(value)) throw misshapen(place, 'an object', value);
    for (const [name, member] of Object.entries(value)) shape(member, placeOf(place, name));
    return value as Readonly<Record<string, Value>>;
  };
}

/** Of an object: may be missing. */
export interface Optional<Value> extends Shape<Value> {
  readonly optional: true;
}

export function optionalMember<Value>(shape: Shape<Value>): Optional<Value> {
  const may: Shape<Value> = (value, place) => shape(value, place);
  return Object.assign(may, { optional: true as const });
}

type Members = Readonly<Record<string, Shape<unknown>>>;

type RecordOf<M extends Members> = {
  readonly [Name in keyof M as M[Name] extends Optional<unknown> ? never : Name]: Of<M[Name]>;
} & {
  readonly [Name in keyof M as M[Name] extends Optional<unknown> ? Name : never]?: Of<M[Name]>;
};

/** An object with these members and no others. */
export function record<M extends Members>(members: M): Shape<RecordOf<M>> {
  const named = Object.entries(members).map(([name, shape]) => ({ name, shape, below: placeOf('', name) }));
  return (value, place) => {
    if (!isObject(value)) throw misshapen(place, 'an object', value);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(members, name)) throw faultAt(placeOf(place, name), unknownAmong(Object.keys(members), name));
    }
    for (const { name, shape, below } of named) {
      const isThere = Object.hasOwn(value, name);
      if (isThere || !('optional' in shape)) shape(isThere ? value[name] : undefined, place + below);
    }
    return value as RecordOf<M>;
  };
}

function unknownAmong(names: readonly string[], name: string): string {
  const meant = nearest(name, names);
  return `is not known; ${meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`}`;
}

/** A function, which nothing more is known of. */
export const callback = scalar<(...args: never[]) => unknown>('a function', (value) => typeof value === 'function');

/** Any of the shapes. */
export function either<Shapes extends readonly Shape<unknown>[]>(...shapes: Shapes): Shape<Of<Shapes[number]>> {
  return (value, place) => {
    const faults: string[] = [];
    for (const shape of shapes) {
      try {
        return shape(value, place) as Of<Shapes[number]>;
      } catch (thrown) {
        if (!(thrown instanceof ShapeError)) throw thrown;
        faults.push(thrown.message);
      }
    }
    throw new ShapeError([...new Set(faults)].join('; or '));
  };
}

/** One of several records, told apart by their member `kind`. */
export function byKind<Shapes extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: Shapes,
): Shape<Of<Shapes[keyof Shapes]>> {
  const kinds = oneOf(...Object.keys(shapes));
  return (value, place) => {
    if (!isObject(value)) throw misshapen(place, 'an object', value);
    const kind = kinds(Object.hasOwn(value, 'kind') ? value.kind : undefined, placeOf(place, 'kind'));
    return (shapes[kind] as Shapes[keyof Shapes])(value, place) as Of<Shapes[keyof Shapes]>;
  };
}
