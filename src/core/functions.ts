/**
 * What a function of the conat API is: its name, the shape of its arguments, who may call it, and what it does. One is
 * called by its name and a list of arguments, and answers any value, or nothing, which travels as `null`.
 */
import type { Caller, Gate } from './endpoint.ts';
import type { Json } from './json.ts';
import type { Definition } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { HubState } from './state.ts';

/** The arguments of a function; what is sent in place of a list may be spread into anything. */
export type Arguments = readonly (Json | undefined)[];

/** What is declared of the arguments. Nothing is checked but the gates, so any of it may be missing or of any kind. */
export type SentMembers<D> = { readonly [Name in keyof D]?: Json };

interface Declared<D extends Definition> {
  /** The members of the first argument, an object; with `positional` the arguments themselves, in order. */
  readonly request: D;
  readonly positional?: true;
}

/** A function of the hub. */
export interface HubFunction<D extends Definition = Definition> extends Declared<D> {
  /** Below `/api/`, as in `conat/hub/projects.start`. */
  readonly name: `conat/hub/${string}`;
  /**
   * `first`: the hub writes the caller's `account_id` into the first argument, an object, which it makes if absent;
   * `none`: the arguments stay as they were sent. [conat/hub/api/util.ts authFirst, noAuth, requireAccount]
   */
  readonly account: 'first' | 'none';
  /** Its database errors come in the words of user queries, with a prefix of their own. */
  readonly queries?: true;
  /** Passed in order. A gate's names are checked against the request's. */
  readonly authorize?: readonly Gate<Extract<keyof D, string>>[];
  handle(state: HubState, request: SentMembers<D>, caller: Caller): Outcome<Json>;
}

/** A function of a project, which knows nothing of who calls: whoever the gateway lets reach the project may. */
export interface ProjectFunction<D extends Definition = Definition> extends Declared<D> {
  /** Below `/api/`, as in `conat/project/system.exec`. */
  readonly name: `conat/project/${string}`;
  /** What the project looks at before it takes the first argument for an object. @throws Refusal */
  readonly inspect?: (first: Json | undefined) => void;
  /** The gateway writes the arguments itself: which project it is. */
  readonly toldProject?: true;
  /** The first argument may be left out, and is then an object without members. */
  readonly optionsOptional?: true;
  handle(state: HubState, request: SentMembers<D>, project_id: string): Outcome<Json>;
}

/** Ties the types of one function together, then forgets them, so that functions of all kinds fit one list. */
export function defineHubFunction<const D extends Definition>(endpoint: HubFunction<D>): HubFunction {
  return endpoint as unknown as HubFunction;
}

/** As `defineHubFunction`. */
export function defineProjectFunction<const D extends Definition>(endpoint: ProjectFunction<D>): ProjectFunction {
  return endpoint as unknown as ProjectFunction;
}
