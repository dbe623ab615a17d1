/** Values of a state as JSON, which has no number that is infinite or none, and which programs write without the sign of -0. */
import { LEVELS } from '../copied.ts';
import { isObject, type Json } from '../json.ts';
import { faultAt, misshapen, placeOf } from '../shape.ts';

/** An object with this member alone stands for a number; one more `$` for an object that has such a member itself. */
const NUMBER = '$number';
const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
  ['NaN', Number.NaN],
]);
const ESCAPED = /^\$+number$/;

/** A body may have as many levels as calls may, and the document has some around it. */
const MOST_LEVELS = LEVELS + 100;

/** A copy that any JSON printer can print, and that `decoded` reads. */
export function encoded(value: Json): Json {
  if (typeof value === 'number') {
    const isPlain = Number.isFinite(value) && !Object.is(value, -0);
    return isPlain ? value : { [NUMBER]: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (Array.isArray(value)) return value.map(encoded);
  if (!isObject(value)) return value;
  const members = Object.entries(value);
  const [first] = members;
  if (members.length === 1 && first !== undefined && ESCAPED.test(first[0])) {
    return { [`$${first[0]}`]: encoded(first[1]) };
  }
  return Object.fromEntries(members.map(([name, member]) => [name, encoded(member)]));
}

/**
 * A copy of what `encoded` was given.
 *
 * @throws ShapeError that names the place, for what is no JSON, and for more than 1100 objects and lists in each other.
 */
export function decoded(value: unknown, place: string, levels = MOST_LEVELS): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object') throw misshapen(place, 'JSON', value);
  if (levels === 0) throw faultAt(place, `is inside more than ${MOST_LEVELS} objects and lists`);
  if (Array.isArray(value)) {
    return Array.from(value, (item, at) => decoded(item, `${place}[${at}]`, levels - 1));
  }
  const members = Object.entries(value);
  const [first] = members;
  if (members.length === 1 && first !== undefined && ESCAPED.test(first[0])) {
    const [name, member] = first;
    const inside = placeOf(place, name);
    if (name === NUMBER) return numberOf(member, inside);
    return { [name.slice(1)]: decoded(member, inside, levels - 1) };
  }
  // Made by definition, not by assignment, so that `__proto__` is a member like any other.
  return Object.fromEntries(members.map(([name, member]) => [name, decoded(member, placeOf(place, name), levels - 1)]));
}

function numberOf(name: unknown, place: string): number {
  const number = NUMBERS.get(name);
  if (number === undefined) throw misshapen(place, `one of ${[...NUMBERS.keys()].join(', ')}`, name);
  return number;
}
