/** The valid call of an operation with one thing wrong. */

import type { Contract } from '../../contracts/contract.ts';
import { parametersOf } from '../../contracts/reading.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { ANONYMOUS, type ApiCall, SELF } from '../language/call.ts';
import { MALFORMED, NOTHING } from '../tested-hub/reach.ts';
import { WRONG_KEY } from './attempt.ts';
import type { CaseContext } from './case.ts';
import { type Recipe, sampleCall } from './recipes.ts';

export interface Variation {
  /** Unlike those of the others for the same operation. */
  readonly id: string;
  readonly as?: string;
  readonly alone?: true;
  change(call: ApiCall, context: CaseContext): ApiCall;
}

type Path = readonly string[];

/** What can be wrong with a call of the operation. */
export function variationsOf(contract: Contract, recipe: Recipe): Variation[] {
  const operation = contract.endpoint;
  const sample = parametersIn(sampleCall(operation, recipe));
  const ids = pathsOfIds(sample);
  const { required = [] } = parametersOf(contract);
  return [
    ...required.map((name) => changing('without', [name], () => undefined)),
    ...(operation.startsWith('v1/') ? [changing('unknown', ['parameter'], () => 1, [NOTHING])] : []),
    ...ids.map((path) => changing('malformed', path, () => MALFORMED)),
    ...ids.map((path) => changing('unknown', path, (context) => context.madeUpId(path.join('.')))),
    ...(staysBehind(recipe) ? [] : pathsOfParameters(sample)).map((path) =>
      changing('type', path, () => otherType(at(sample, path))),
    ),
    ...callers(recipe),
  ];
}

/** Nothing removes an organization, so what hubs make of odd names of theirs would be there for all later cases. */
function staysBehind({ props = [] }: Recipe): boolean {
  return props.includes('organization');
}

/** Who should not get through, but for what everybody may. */
function callers({ as = SELF, people = [], props = [] }: Recipe): Variation[] {
  const strangers = as === SELF && (props.length > 0 || people.length > 0) ? ['other'] : [];
  const named = { other: 'stranger', [ANONYMOUS]: 'no-key', [WRONG_KEY]: 'wrong-key' } as Readonly<
    Record<string, string>
  >;
  return [...strangers, ANONYMOUS, WRONG_KEY].map((who) => ({
    id: named[who] ?? who,
    as: who,
    change: (call) => call,
  }));
}

function changing(
  what: string,
  path: Path,
  value: (context: CaseContext) => Json | undefined,
  place: Path = path,
): Variation {
  return {
    id: [what, ...path].join('-'),
    change: (call, context) => withParameters(call, put(parametersIn(call), place, value(context))),
  };
}

/** Of v1 the body, of a function its first argument. */
function parametersIn({ api, body, args }: ApiCall): Json | undefined {
  return api === 'v1' ? body : ((args as Json[])[0] as Json | undefined);
}

export function withParameters(call: ApiCall, parameters: Json | undefined): ApiCall {
  if (call.api === 'v1') return { ...call, body: parameters as JsonObject };
  return { ...call, args: parameters === undefined ? [] : [parameters] };
}

/** The value with another one at the path; `undefined` for none. */
function put(whole: Json | undefined, [name, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (name === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item, at) => (String(at) === name ? (put(item, rest, value) ?? null) : item));
  const members = isObject(whole) ? whole : {};
  const { [name]: inner, ...others } = members;
  const changed = put(inner, rest, value);
  return changed === undefined ? others : { ...others, [name]: changed };
}

function at(whole: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, name) => (inner as Readonly<Record<string, Json>> | undefined)?.[name],
    whole,
  );
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function pathsOfIds(value: Json | undefined, above: Path = []): Path[] {
  if (typeof value === 'string') return ID.test(value) ? [above] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => pathsOfIds(inner as Json, [...above, name]));
}

/** Members, also those of options within a first argument; or all of it, where it is no object. */
function pathsOfParameters(value: Json | undefined): Path[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [[]];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'opts' && isObject(inner) ? Object.keys(inner).map((below) => [name, below]) : [[name]],
  );
}

function otherType(value: Json | undefined): Json {
  if (typeof value === 'number') return 'a text';
  return typeof value === 'object' ? 5 : { wrong: 'type' };
}
