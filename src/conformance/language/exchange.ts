/** A call and its answer, as a conformance check sees them: named operations, judged by the envelope alone. */
import { isRefusal, wordsOf } from '../../contracts/refusal.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isTooDeep } from '../../core/json-text.ts';

export type Api = 'v1' | 'conat/hub' | 'conat/project';

/** Who calls where nothing else is said: whoever `COCALC_API_KEY` is of. */
export const SELF = 'self';

/** Calls without an `Authorization` header. */
export const ANONYMOUS = 'anonymous';

export interface Call {
  readonly api: Api;
  /** The event or function; empty for a request that names none. */
  readonly name: string;
  /** The parameters of an event. */
  readonly body?: JsonObject;
  /** How the parameters of an event travel; `json` by default. With `none` there is no body at all. */
  readonly encoding?: 'json' | 'form' | 'none';
  /** The arguments of a function, mostly a list; absent ones are not sent. */
  readonly args?: Json;
  /** The project whose function is called. */
  readonly project_id?: Json;
  /** How long the hub is to wait for a function, in milliseconds. */
  readonly timeout?: Json;
  /** Whose key is sent: `SELF` by default, `ANONYMOUS` for none, or another name that there is a key for. */
  readonly as?: string;
}

/** As in `v1/ping` and `conat/hub/system.ping`. */
export function operationOf({ api, name }: Pick<Call, 'api' | 'name'>): string {
  return `${api}/${name}`;
}

/** How a call failed before there was an answer of a hub. */
type Silence = 'limited' | 'timed_out' | 'dropped' | 'unreachable';

/** What a call came to. */
export type Verdict =
  | { readonly outcome: 'success'; readonly value: Json }
  /** The hub says no: the endpoint itself, or what stands before it (`rejection`, in v1 told apart by its envelope). */
  | { readonly outcome: 'refusal' | 'rejection'; readonly words: Json; readonly value: Json }
  /** An HTML page, or anything else that is no answer of the API. */
  | { readonly outcome: 'page' | 'garbled'; readonly detail: string }
  | { readonly outcome: Silence; readonly detail: string };

export type Answer = Verdict & {
  /** Only for reports: hubs tell of errors with status 200 too. */
  readonly status: number | undefined;
  /** The body as it came. */
  readonly raw: string;
};

export interface Exchange {
  readonly call: Call;
  readonly answer: Answer;
}

/** Kinds of answers after which there is no use in further calls when they keep coming. */
export const UNANSWERED: readonly string[] = ['limited', 'timed_out', 'dropped', 'unreachable'] satisfies Silence[];

/** What a body says, whatever its status. */
export function judge(api: Api, body: string): Verdict {
  // What walks through answers calls itself for each level.
  if (isTooDeep(body)) return { outcome: 'garbled', detail: 'JSON that is too deep' };
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    return /^\s*</.test(body)
      ? { outcome: 'page', detail: 'an HTML page' }
      : { outcome: 'garbled', detail: body === '' ? 'an empty body' : 'a body that is not JSON' };
  }
  return api === 'v1' ? judgeEvent(value) : judgeResult(value);
}

/** An answer of v1 names its event; only what stands before the endpoints says no without one. */
function judgeEvent(value: Json): Verdict {
  if (!isObject(value)) return { outcome: 'garbled', detail: 'JSON that is no object' };
  if (value.event === undefined && value.error !== undefined) {
    return { outcome: 'rejection', words: value.error, value };
  }
  if (typeof value.event !== 'string') return { outcome: 'garbled', detail: 'an object without an event' };
  return isRefusal(value) ? { outcome: 'refusal', words: wordsOf(value), value } : { outcome: 'success', value };
}

/** A function answers anything; an object with a member `error` is taken for a refusal, as clients do. */
function judgeResult(value: Json): Verdict {
  if (isObject(value) && Object.hasOwn(value, 'error')) {
    return { outcome: 'refusal', words: value.error ?? null, value };
  }
  return { outcome: 'success', value };
}

/** The answer in a few words, for people. */
export function answerText(answer: Answer): string {
  switch (answer.outcome) {
    case 'success':
      return `success: ${shortened(JSON.stringify(answer.value))}`;
    case 'refusal':
    case 'rejection':
      return `${answer.outcome}: ${shortened(JSON.stringify(answer.words))}`;
    default:
      return `${answer.outcome.replace('_', ' ')}: ${answer.detail}`;
  }
}

const LONGEST_SHOWN = 500;

export function shortened(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)`;
}
