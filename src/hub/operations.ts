/** The operations of the API as typed functions: `hub.v1.create_project({ title })`, `hub.conat.projects.start({ project_id })`. */

import type { Operations } from '../contracts/operations.ts';
import { copied } from '../core/copied.ts';
import { misshapen, number, optionalMember, record, text } from '../core/shape.ts';
import type { Answer, Call, Credential } from './call.ts';
import { endpointNames } from './dispatch/index.ts';
import { requireJson } from './sent.ts';

/** Who calls, in process, and how. */
export interface CallOptions {
  /** API key of the calling account; without it the call comes without authentication. */
  readonly key?: string;
  /** The client's address; `127.0.0.1` by default. */
  readonly ip?: string;
  /** Of functions of a project: which one, unless the key is one of a project. */
  readonly project_id?: string;
  /** Of functions of conat: how long their caller waits, in milliseconds; 15,000 by default. */
  readonly timeout?: number;
  /** Ids of faults that the call asks for, with commas between. */
  readonly faults?: string;
  /** Of v2: the cookie `remember_me`, which counts before the key, also where nobody is signed in by it. */
  readonly session?: string;
}

/** The name of an operation, as coverage and reports have it: `v1/create_project`, `conat/hub/projects.start`. */
export type OperationName = keyof Operations;

export type OperationRequest<Name extends OperationName> = Given<Operations[Name]['request']>;

/** What is sent is only read. */
type Given<Value> = Value extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : Value extends object
    ? { readonly [Member in keyof Value]: Given<Value[Member]> }
    : Value;

/** What comes back of an operation; its `body` is the operation's own once its `kind` is known to be `success`. */
export type OperationAnswer<Name extends OperationName> = Answer<Operations[Name]['answer']>;

/** What is sent: the body of an event, or the arguments of a function, most of which have one. */
export type OperationSent<Name extends OperationName> = Name extends `v1/${string}` | `v2/${string}`
  ? OperationRequest<Name>
  : readonly [OperationRequest<Name>?, ...unknown[]];

/** A name that is known only when the program runs, or that of a gateway of conat, whose body names the function. */
export type AnyName<Name extends string> = Name extends 'conat/hub' | 'conat/project'
  ? Name
  : Record<never, never> extends Record<Name, 1>
    ? Name
    : never;

type Operation<Name extends OperationName> =
  Record<never, never> extends OperationRequest<Name>
    ? (request?: OperationRequest<Name>, options?: CallOptions) => Promise<OperationAnswer<Name>>
    : (request: OperationRequest<Name>, options?: CallOptions) => Promise<OperationAnswer<Name>>;

export type EventsOfV1 = {
  readonly [Name in OperationName as Name extends `v1/${infer Event}` ? Event : never]: Operation<Name>;
};

/** By group: those of the hub, and in `project` those of a project. */
export type FunctionsOfConat = GroupsOf<'conat/hub'> & { readonly project: GroupsOf<'conat/project'> };

type GroupsOf<Place extends string> = {
  readonly [Group in GroupOf<OperationName, Place>]: {
    readonly [Name in OperationName as Name extends `${Place}/${Group}.${infer Function}`
      ? Function
      : never]: Operation<Name>;
  };
};

type GroupOf<Name, Place extends string> = Name extends `${Place}/${infer Group}.${string}` ? Group : never;

/** By path: `projects.collaborators.list`, `apiKeys`; a path that others begin with has them as members. */
export type EndpointsOfV2 = Placed<RestPath<OperationName>>;

type RestPath<Name> = Name extends `v2/${infer Path}` ? Path : never;

/** The endpoints below a place, by the words of their paths. */
type Placed<Path extends string, Before extends string = ''> = {
  readonly [First in Path as Camel<FirstWord<First>>]: (`v2/${Before}${FirstWord<First>}` extends OperationName
    ? Operation<`v2/${Before}${FirstWord<First>}`>
    : unknown) &
    Placed<RestOf<First>, `${Before}${FirstWord<First>}/`>;
};

type FirstWord<Path extends string> = Path extends `${infer First}/${string}` ? First : Path;
type RestOf<Path extends string> = Path extends `${string}/${infer Rest}` ? Rest : never;
type Camel<Word extends string> = Word extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Word;

/** Calls of one caller. */
export interface BoundCalls {
  readonly v1: EventsOfV1;
  readonly conat: FunctionsOfConat;
  readonly v2: EndpointsOfV2;
}

/** All operations as functions that hand their call to `call`. */
export function operationsBy(call: (name: string, sent: object, options?: CallOptions) => Promise<Answer>): BoundCalls {
  const root: Tree = {};
  for (const name of endpointNames()) {
    const isFunction = name.startsWith('conat/');
    const path = isFunction ? name.replace('conat/hub/', 'conat/').split(/[/.]/) : name.split('/').map(inCamelCase);
    const own = path.pop() as string;
    const place = path.reduce(below, root);
    const calling = (request: object | undefined, options?: CallOptions) =>
      call(name, isFunction ? (request === undefined ? [] : [request]) : (request ?? {}), options);
    // Of v2, an endpoint may stand where a folder of others does.
    place[own] = Object.assign(calling, place[own]);
  }
  return root as unknown as BoundCalls;
}

/** `copy-path` is `copyPath`; names of v1 stay. */
function inCamelCase(word: string): string {
  return word.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}

interface Tree {
  [name: string]: Tree | ((request: object | undefined, options?: CallOptions) => Promise<Answer>);
}

function below(tree: Tree, name: string): Tree {
  tree[name] ??= {};
  return tree[name] as Tree;
}

const optionsShape = record({
  key: optionalMember(text),
  ip: optionalMember(text),
  project_id: optionalMember(text),
  timeout: optionalMember(number),
  faults: optionalMember(text),
  session: optionalMember(text),
});

const FUNCTION = /^(conat\/(?:hub|project))\/(.+)$/;

/**
 * The call as it travels: a function of conat is named by the path of its gateway and the name in its body.
 *
 * @throws TypeError when what is sent to a function is no list of arguments; ShapeError for what cannot be sent: a function,
 *   `NaN`, an option that there is not.
 */
export function travellingCall(name: string, sent: object, options: CallOptions): Call {
  const { key, ip = '127.0.0.1', project_id, timeout, faults, session } = optionsShape(copied(options), 'options');
  if (typeof sent !== 'object' || sent === null) throw misshapen('body', 'an object', sent);
  requireJson(sent, 'body');
  const credential: Credential = key === undefined ? 'absent' : { key };
  const [, gateway, called] = FUNCTION.exec(name) ?? [];
  if (gateway === undefined) return { name, body: sent, ip, credential, faults, session };
  if (!Array.isArray(sent)) {
    throw new TypeError(`${name} takes a list of arguments: hub.call('${name}', [{ … }], { key })`);
  }
  const body = {
    name: called,
    args: sent,
    ...(project_id !== undefined && { project_id }),
    ...(timeout !== undefined && { timeout }),
  };
  return { name: gateway, body, ip, credential, faults };
}
