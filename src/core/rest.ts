/**
 * What an endpoint of the REST API v2 is: its name, its parameters, who may call, what it does, and how its refusals
 * travel. Any value is an answer; nothing is checked of parameters but by gates, unless a hub in development does.
 */
import type { Caller, Gate } from './endpoint.ts';
import type { RefusalCode } from './errors.ts';
import type { SentMembers } from './functions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Definition } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { HubState } from './state.ts';

/** Who calls, `''` being nobody who is signed in; a key of a project calls as an account with the project's id. */
export interface RestCaller extends Caller {
  /** The cookie `remember_me`, good or not. */
  readonly session: string | undefined;
  readonly method: string;
  /** The body, whatever it is and however it came. */
  readonly body: Json;
}

/** When it is asked who calls: see `RestEndpoint.credentials`. */
type Reading = 'unread' | 'unguarded' | 'guarded';

export interface RestEndpoint<D extends Definition = Definition> {
  /** Below `/api/`, as in `v2/projects/create`. */
  readonly name: `v2/${string}`;
  /** The members of the body that are looked at. */
  readonly request: D;
  /**
   * What is told of what was thrown: `message`: its message, of which a text has none; `text`: its message as a text,
   * `undefined` of a text; `value`: its message, or the text itself.
   */
  readonly renders: 'message' | 'text' | 'value';
  /**
   * `unread`: who calls is never asked; `unguarded`: it is asked where an exception comes to a fault of the hub; `guarded`, by
   * default: where an exception is told of.
   */
  readonly credentials?: Reading | ((request: SentMembers<D>) => Reading);
  /** Its refusals are those of user queries, which are texts. */
  readonly queries?: true;
  /** How long an answer may take, in milliseconds; what is told then is the refusal `project_timeout`. */
  readonly patienceMs?: number;
  /** Refusals that do not travel with HTTP 200. */
  readonly statuses?: { readonly [Code in RefusalCode]?: number };
  /** Passed in order. A gate's names are checked against the request's. */
  readonly authorize?: readonly Gate<Extract<keyof D, string>>[];
  handle(state: HubState, request: SentMembers<D>, caller: RestCaller): Outcome<Json>;
}

/** Ties the types of one endpoint together, then forgets them, so that endpoints of all kinds fit one list. */
export function defineRestEndpoint<const D extends Definition>(endpoint: RestEndpoint<D>): RestEndpoint {
  return endpoint as unknown as RestEndpoint;
}

/** What stands before the message of an exception that is told as a text, as functions of conat do. */
const NAME_OF_EXCEPTION = /^(?:[A-Z]\w*Error|Error|error)(?: \[\w+\])?: /;

/** The message of an exception that is told as a text. */
export function messageOf(words: Json): string {
  return String(words).replace(NAME_OF_EXCEPTION, '');
}

/**
 * The body that tells of a refusal, whose words are as an exception is told as a text; an object is the whole body.
 *
 * @param mayBeException `false`: it was thrown as a text, whatever it begins with.
 */
export function renderedRefusal(
  { renders }: Pick<RestEndpoint, 'renders'>,
  words: Json,
  mayBeException: boolean,
): JsonObject {
  if (isObject(words)) return words;
  const told = String(words);
  if (mayBeException && NAME_OF_EXCEPTION.test(told)) return { error: told.replace(NAME_OF_EXCEPTION, '') };
  if (renders === 'value') return { error: told };
  return renders === 'text' ? { error: 'undefined' } : {};
}
