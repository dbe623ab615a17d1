/**
 * What a function of the conat API is. One is called by its name and a list of arguments, and answers any value, or
 * nothing, which travels as `null`.
 */
import type { Caller } from './endpoint.ts';
import { refuse } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { HubState } from './state.ts';

/** The arguments of a function; what is sent in place of a list may be spread into anything. */
export type Arguments = readonly (Json | undefined)[];

/** A function of the hub. */
export interface HubFunction {
  /** Below `/api/`, as in `conat/hub/projects.start`. */
  readonly name: `conat/hub/${string}`;
  /**
   * `first`: the hub writes the caller's `account_id` into the first argument, an object, which it makes if absent;
   * `none`: the arguments stay as they were sent. [conat/hub/api/util.ts authFirst, noAuth, requireAccount]
   */
  readonly account: 'first' | 'none';
  /** Its database errors come in the words of user queries, with a prefix of their own. */
  readonly queries?: true;
  handle(state: HubState, args: Arguments, caller: Caller): Outcome<Json>;
}

/** A function of a project, which knows nothing of who calls. */
export interface ProjectFunction {
  /** Below `/api/`, as in `conat/project/system.exec`. */
  readonly name: `conat/project/${string}`;
  handle(state: HubState, args: Arguments, project_id: string): Outcome<Json>;
}

/** The first argument of a function that has the caller's account written into it. */
export function firstOf(args: Arguments): JsonObject {
  return args[0] as JsonObject;
}

/** The options that a function of a project takes as its first argument. @throws Refusal `unsimulated` where there are none. */
export function optionsOf([options]: Arguments, name: string): JsonObject {
  if (isObject(options)) return options;
  const what = `${name} of ${JSON.stringify(options)}`;
  throw refuse('unsimulated', { what, why: 'a project takes an object with options' });
}
