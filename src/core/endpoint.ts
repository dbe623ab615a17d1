/** What a call of API v1 is: its name, the shape of its request, who may call it, and what it does. */

import type { Json, JsonObject } from './json.ts';
import type { Definition, Request } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { HubState } from './state.ts';

/** Who makes a call. */
export interface Caller {
  /** `''`: nobody, where a blank key is taken. */
  readonly account_id: string;
  /** The client's address. */
  readonly ip: string;
}

/**
 * A condition on a request. It hands on the state, perhaps with a mark that somebody passed.
 *
 * @throws Refusal when the caller may not pass.
 */
export type Gate<Name extends string> = (
  state: HubState,
  request: { readonly [N in Name]?: Json | undefined },
  caller: Caller,
) => HubState;

export interface Endpoint<D extends Definition = Definition> {
  /** Below `/api/`, as in `v1/create_project`. */
  readonly name: `v1/${string}`;
  readonly request: D;
  /** Documented, but withdrawn from the API at the revision that was observed. */
  readonly withdrawn?: true;
  /** A message that nothing handles: it is refused once its caller is known. */
  readonly unhandled?: true;
  /** Documented to take a blank key. */
  readonly blankKey?: true;
  /** The call marks its caller as active before anything else, and also when it is refused. */
  readonly touchesCaller?: true;
  /** What the hub looks at before it looks for the caller. @throws Refusal */
  readonly inspect?: (request: Request<D>) => void;
  /** Passed in order. A gate's names are checked against the request's. */
  readonly authorize?: readonly Gate<Extract<keyof D, string>>[];
  /** The answer that carries a refusal's words; without it `{"event":"error","error":…}`. */
  readonly refused?: (words: Json) => JsonObject;
  handle(state: HubState, request: Request<D>, caller: Caller): Outcome;
}

/** Ties the types of one endpoint together, then forgets them, so that endpoints of all kinds fit one list. */
export function defineEndpoint<const D extends Definition>(endpoint: Endpoint<D>): Endpoint {
  return endpoint as unknown as Endpoint;
}
