/**
 * The declared members of a request, and the check that every v1 call makes of them.
 *
 * v1 checks names and fills in defaults, never types: a value is parsed where it is used.
 */
import { refuse } from './errors.ts';
import type { Json, JsonObject } from './json.ts';

export const required: unique symbol = Symbol('required');
export const optional: unique symbol = Symbol('optional');

/** Members in the hub's order: needed, optional without a default, or optional with the default that is given. */
export type Definition = Readonly<Record<string, typeof required | typeof optional | Json>>;

/** A checked request: what is declared and no more. */
export type Request<D extends Definition> = {
  readonly [Name in keyof D]: D[Name] extends typeof optional ? Json | undefined : Json;
};

/** Keeps the exact type of a definition, so that names in gates and handlers are checked. */
export function options<const D extends Definition>(definition: D): D {
  return definition;
}

/**
 * The request that `body` makes of the call `event`.
 *
 * @throws Refusal `event_given`, `missing_parameter` or `unexpected_parameter`, in that order; the first fault only.
 * @see [smc-util/message.js message], [smc-util/opts.js defaults]
 */
export function parseRequest<D extends Definition>(event: string, definition: D, body: object): Request<D> {
  const sent = body as JsonObject;
  const member = (name: string) => (Object.hasOwn(sent, name) ? sent[name] : undefined) ?? undefined;

  if (member('event') !== undefined) throw refuse('event_given', { sent, definition: describe(event, definition) });

  const request: Record<string, Json | undefined> = {};
  for (const name in definition) {
    const rule = definition[name];
    const value = member(name);
    if (value === undefined && rule === required) throw refuse('missing_parameter', { name });
    request[name] = value ?? (typeof rule === 'symbol' ? undefined : rule);
  }

  for (const name in sent) {
    if (name === 'event' || Object.hasOwn(definition, name) || !Object.hasOwn(sent, name)) continue;
    throw refuse('unexpected_parameter', { name });
  }
  return request as Request<D>;
}

/** The definition as the hub prints it: `event` is added to it last. */
function describe(event: string, definition: Definition): JsonObject {
  const shown = Object.entries(definition)
    .filter(([, rule]) => rule !== optional)
    .map(([name, rule]) => [name, rule === required ? '__!!!!!!this is a required property!!!!!!__' : rule]);
  return { ...Object.fromEntries(shown), event };
}
