/** Compares a printed answer with one that came: the same members, kinds and values, but for what no two hubs share. */
import { isObject, type Json } from '../core/json.ts';

export interface Difference {
  /** Where, as in `query.projects.title`; the whole answer is `answer`. */
  readonly path: string;
  /** `undefined`: the printed answer has nothing there. */
  readonly printed: Json | undefined;
  readonly answered: Json | undefined;
}

/** Stands in a printed object for whatever other members there are. */
const ANY_OTHER = '...';

const SECRETS = new Set(['auth_token', 'api_key']);

/** What differs from hub to hub inside a text, and what is put in its place. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<id>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/(\/requests\/)\d+/g, '$1<id>'],
  [/\/tmp\/f-[\w.-]+/g, '/tmp/<file>'],
];

/**
 * The places where the answer is not as printed, apart from ids, times and secrets.
 *
 * Lists of objects are compared without regard to order, which no description promises.
 */
export function differences(printed: Json, answered: Json): Difference[] {
  return placesOf('answer', canonical(printed), canonical(answered));
}

/** The places, from `path` on, where the two differ in anything at all. */
export function placesOf(path: string, printed: Json | undefined, answered: Json | undefined): Difference[] {
  if (isObject(printed) && isObject(answered)) {
    const others = Object.hasOwn(printed, ANY_OTHER) ? [] : Object.keys(answered);
    const names = new Set([...Object.keys(printed).filter((name) => name !== ANY_OTHER), ...others]);
    return [...names].flatMap((name) => placesOf(`${path}.${name}`, member(printed, name), member(answered, name)));
  }
  if (Array.isArray(printed) && Array.isArray(answered)) {
    const length = Math.max(printed.length, answered.length);
    return Array.from({ length }, (_, at) => placesOf(`${path}[${at}]`, printed[at], answered[at])).flat();
  }
  return printed === answered ? [] : [{ path, printed, answered }];
}

function member(value: { readonly [name: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value with references in place of what differs from hub to hub, in an order that does not depend on them. */
function canonical(value: Json): Json {
  if (typeof value === 'string') return withReferences(value);
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    return items.every(isObject) ? sorted(items, (item) => JSON.stringify(item)) : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]): [string, Json] => [
    withReferences(name),
    SECRETS.has(name) && typeof inner === 'string' ? `<secret of ${inner.length}>` : canonical(inner),
  ]);
  return Object.fromEntries(numbered(sorted(members, (entry) => JSON.stringify(entry))));
}

/** Members whose names became the same reference, told apart by a number. */
function numbered(members: readonly [string, Json][]): [string, Json][] {
  const seen = new Map<string, number>();
  return members.map(([name, value]) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? name : `${name} ${count}`, value];
  });
}

function withReferences(text: string): string {
  return REFERENCES.reduce((result, [pattern, reference]) => result.replace(pattern, reference), text);
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}
