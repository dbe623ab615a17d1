/** The valid call of an operation with one thing wrong. */

import type { Contract } from '../../contracts/contract.ts';
import { parametersOf } from '../../contracts/reading.ts';
import { isObject, type Json } from '../../core/json.ts';
import { ANONYMOUS, type ApiCall, parametersIn, SELF, withParameters } from '../language/call.ts';
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
    ...callers(recipe),
  ];
}

/** A parameter with a value that hardly anybody means: of another type, empty, huge, or a path that leads elsewhere. */
export interface Oddity {
  /** As in `odd-path`. */
  readonly id: string;
  readonly changes: readonly ((call: ApiCall) => ApiCall)[];
}

/** For each parameter of the call of the operation the values that are tried in its place. */
export function odditiesOf(operation: string, recipe: Recipe): Oddity[] {
  const sample = parametersIn(sampleCall(operation, recipe));
  // Each path of a notebook has a kernel of its own, which takes long to start.
  const isCostly = (path: Path) => path[0] === 'path' && at(sample, ['kernel']) !== undefined;
  const tried = staysBehind(recipe) ? [] : pathsOfParameters(sample).filter((path) => !isCostly(path));
  return tried.map((path) => ({
    id: ['odd', ...path].join('-'),
    changes: ODD.map((odd) => (call) => {
      const parameters = parametersIn(call);
      const value = odd(at(parameters, path));
      return value === undefined ? call : withParameters(call, put(parameters, path, value));
    }),
  }));
}

const LONG = 300;

/** With more behind it nobody could tell that it stands for another one. */
const ID_OF_PUBLIC_PATH = /^[0-9a-f]{40}$/;

/** No two accounts have the same, also not the empty one, which somebody else at the hub may have. */
const ADDRESS = /^[^@\s]+@[^@\s]+$/;

/** As all paths in calls look: they lead through a folder. */
const PATH = /^[\w.-]+(\/[\w.-]+)+$/;

/** The odd value in the place of a usual one; nothing where there is none of the kind. */
type Odd = (usual: Json | undefined) => Json | undefined;

const ofType =
  (type: string, odd: (usual: never) => Json | undefined): Odd =>
  (usual) =>
    typeof usual === type && usual !== null ? odd(usual as never) : undefined;

const ofPath = (odd: (path: string) => string): Odd =>
  ofType('string', (path: string) => (PATH.test(path) ? odd(path) : undefined));

const ODD: readonly Odd[] = [
  otherType,
  () => null,
  () => true,
  ofType('string', () => 5),
  ofType('string', (text: string) => [text]),
  ofType('string', (text: string) => (ADDRESS.test(text) ? undefined : '')),
  ofType('string', (text: string) => (ID_OF_PUBLIC_PATH.test(text) ? undefined : text.padEnd(LONG, 'x'))),
  ofType('number', () => -1),
  ofType('number', () => 1e15),
  ofType('number', () => 1.5),
  ofType('object', () => ({})),
  ofType('object', () => []),
  ofPath((path) => `./${path}`),
  ofPath((path) => `${NOTHING}/../${path}`),
  ofPath((path) => `${path}/${NOTHING}`),
  ofPath((path) => `${path}/`),
];

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

/** Members, also those of options within a first argument, or all of it, where it is no object; and first items of lists. */
function pathsOfParameters(value: Json | undefined, above: Path = []): Path[] {
  if (Array.isArray(value)) return value.length > 0 ? [above, [...above, '0']] : [above];
  if (!isObject(value) || above.length > 1) return value === undefined ? [] : [above];
  return Object.entries(value).flatMap(([name, inner]) =>
    isObject(inner) && name !== 'opts' ? [[...above, name]] : pathsOfParameters(inner, [...above, name]),
  );
}

function otherType(value: Json | undefined): Json {
  if (typeof value === 'number') return 'a text';
  return typeof value === 'object' ? 5 : { wrong: 'type' };
}
