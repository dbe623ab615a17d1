/** Readings of the untyped values that a request carries, each as the hub reads it. */
import { refuse } from './errors.ts';
import type { Json } from './json.ts';

/** What a hub takes for a UUID: either letter case, any version. [smc-util/misc2.ts is_valid_uuid_string] */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the hub takes the value for a UUID. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** Whether JavaScript takes the value for true; so the form value `"false"` is. */
export function isTruthy(value: unknown): boolean {
  return Boolean(value);
}

/** Whether the value is `true`, perhaps as the text that a form makes of it; `1` and `"yes"` are not. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/**
 * The value as it shows inside a text of the hub, which is JavaScript's own conversion.
 *
 * @throws Refusal `never_answers` for an object with a `toString` of its own, over which a hub's handler comes to grief.
 */
export function asText(value: Json | undefined): string {
  return converted(value, String);
}

/** The number that JavaScript makes of the value; not a number for most. @throws Refusal as `asText` does. */
export function asNumber(value: Json | undefined): number {
  return converted(value, Number);
}

function converted<Kind>(value: Json | undefined, convert: (value: Json | undefined) => Kind): Kind {
  try {
    return convert(value);
  } catch {
    throw refuse('never_answers', { what: 'a value with a `toString` of its own' });
  }
}

/** As `asText`, of a value that may be absent. */
export function optionalText(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : asText(value);
}

/** The value as the text it should be. @throws Refusal `unsimulated` where it is none, and a hub would work with it all the same. */
export function plainText(value: Json, name: string): string {
  if (typeof value === 'string') return value;
  throw refuse('unsimulated', {
    what: `the parameter "${name}" as anything but text`,
    why: 'what a hub makes of it is not known',
  });
}

/** The value as a list; anything else makes a list of one. */
export function asList(value: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(value) ? value : [value];
}
