/** What a fault is: which calls it is for, when it fires, and what it does. It is JSON. */
import type { Json, JsonObject } from '../../core/json.ts';
import {
  boolean,
  either,
  faultAt,
  jsonObject,
  list,
  oneOf,
  optionalMember,
  record,
  type Shape,
  text,
  wholeNumberTo,
} from '../../core/shape.ts';

/** What the client gets in the place of an answer: a status, a page of a proxy, a broken connection, or nothing. */
export type Failing = number | 'html' | 'reset' | 'hang';

/** A refusal of the operation: its code, or its words as the contract has them; and what stands for `<names>` in these. */
export type Refusing = string | { readonly words: Json; readonly details?: JsonObject | undefined };

/** One thing that a fault does. */
export type Doing =
  /** Refuses the call as the operation does; nothing changes. */
  | { readonly refuse: Refusing }
  /** Fails before the call is made; nothing changes. */
  | { readonly fail_before: Failing }
  /** Makes the call, then fails. */
  | { readonly fail_after: Failing }
  /** Makes the call twice, and gives the second answer. */
  | { readonly twice: true }
  /** Makes the call so many milliseconds later, on the hub's clock. */
  | { readonly delay: number }
  /** Makes the call, but keeps only the first files, or bytes of files, that it writes; and refuses it. */
  | { readonly half: { readonly files?: number; readonly bytes?: number; readonly refuse: Refusing } }
  /** Makes the call, and breaks the connection in the middle of the body of the answer. */
  | { readonly cut_body: true }
  /** Makes the call, and takes so many milliseconds of the hub's clock to send the body of the answer. */
  | { readonly slow_body: number }
  /** Answers 429 with so many seconds in `Retry-After`, as a proxy does; nothing changes. */
  | { readonly too_many: number }
  /** Makes the call with what a hub's caches remember of so many seconds ago: keys, rights, names. */
  | { readonly stale: number }
  /** Breaks the connections of this call and of all that are under way, empties the caches, and answers 503 for so long. */
  | { readonly hub_restart: { readonly downtime_ms: number } };

export interface FaultSpec {
  /** What it is called; made up if absent. */
  readonly id?: string | undefined;
  /** As coverage has it: `v1/create_project`, `conat/hub/projects.start`. */
  readonly operation?: string | undefined;
  /** Who calls, by the name in the world or by id. */
  readonly account?: string | undefined;
  /** A project that the call names, by the name in the world or by id. */
  readonly project?: string | undefined;
  /** Parameters that the call has, with just these values. */
  readonly parameters?: JsonObject | undefined;
  /** Of the calls that are meant: these ones, counted from 1. All of them fire unless one of these three is given. */
  readonly calls?: readonly number[] | undefined;
  /** Of the calls that are meant: so many at first. */
  readonly first?: number | undefined;
  /** Of the calls that are meant: each so many-th. */
  readonly every?: number | undefined;
  /** Only for calls that have its id in the header `x-mock-faults`. */
  readonly header?: boolean | undefined;
  readonly do: Doing;
}

const MOST_MS = 366 * 86_400_000;
const MOST_CALLS = 1_000_000;

const statusOrWay = either(wholeNumberTo(599, 400), oneOf('html', 'reset', 'hang'));
const anything: Shape<Json> = (value) => value as Json;
const refusing = either(text, record({ words: anything, details: optionalMember(jsonObject) }));
const howMany = wholeNumberTo(MOST_CALLS, 1);

const DOING: Readonly<Record<string, Shape<unknown>>> = {
  refuse: refusing,
  fail_before: statusOrWay,
  fail_after: statusOrWay,
  twice: oneOf(true),
  delay: wholeNumberTo(MOST_MS),
  half: record({
    files: optionalMember(wholeNumberTo(MOST_CALLS)),
    bytes: optionalMember(wholeNumberTo(2 ** 31)),
    refuse: refusing,
  }),
  cut_body: oneOf(true),
  slow_body: wholeNumberTo(MOST_MS, 1),
  too_many: wholeNumberTo(86_400),
  stale: wholeNumberTo(3600, 1),
  hub_restart: record({ downtime_ms: wholeNumberTo(MOST_MS) }),
};

const doing = record(Object.fromEntries(Object.entries(DOING).map(([name, shape]) => [name, optionalMember(shape)])));

const specShape = record({
  id: optionalMember(text),
  operation: optionalMember(text),
  account: optionalMember(text),
  project: optionalMember(text),
  parameters: optionalMember(jsonObject),
  calls: optionalMember(list(howMany)),
  first: optionalMember(howMany),
  every: optionalMember(howMany),
  header: optionalMember(boolean),
  do: doing,
});

/** @throws ShapeError that names the place of what makes no sense. */
export function readSpec(given: unknown): FaultSpec {
  const spec = specShape(given, 'fault') as unknown as FaultSpec;
  const { id, calls } = spec;
  if (id !== undefined && !/^[\w.-]{1,64}$/.test(id)) {
    throw faultAt('fault.id', 'should be up to 64 letters, digits, dots, dashes and underscores');
  }
  if (['calls', 'first', 'every'].filter((name) => name in spec).length > 1) {
    throw faultAt('fault', 'should have only one of calls, first, every');
  }
  if (calls !== undefined && (calls.length === 0 || calls.some((call, at) => call <= (calls[at - 1] ?? 0)))) {
    throw faultAt('fault.calls', 'should be numbers of calls, each higher than the one before');
  }
  if (Object.keys(spec.do).length !== 1) {
    throw faultAt('fault.do', `should be one of ${Object.keys(DOING).join(', ')}, as in { fail_before: 'reset' }`);
  }
  if ('half' in spec.do && 'files' in spec.do.half === 'bytes' in spec.do.half) {
    throw faultAt('fault.do.half', 'should have files or bytes');
  }
  return spec;
}
