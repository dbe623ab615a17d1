/** What came of a call, judged by the envelope alone: hubs tell of errors with status 200 too. */

import { generationOf } from '../../contracts/contract.ts';
import { isRefusal, wordsOf } from '../../contracts/refusal.ts';
import { isObject, type Json } from '../../core/json.ts';
import { isTooDeep } from '../../core/json-text.ts';
import type { Api, ApiCall } from './call.ts';

/** How a call failed before there was an answer of a hub. */
type Silence = 'limited' | 'timed_out' | 'dropped' | 'unreachable';

/** What came of a call. */
export type Verdict =
  | { readonly outcome: 'success'; readonly value: Json }
  /** The hub says no: the endpoint itself, or what stands before it (`rejection`, in v1 told apart by its envelope). */
  | { readonly outcome: 'refusal' | 'rejection'; readonly words: Json; readonly value: Json }
  /** An HTML page, or anything else that is no answer of the API. */
  | { readonly outcome: 'page' | 'garbled'; readonly detail: string }
  | { readonly outcome: Silence; readonly detail: string };

export type ApiAnswer = Verdict & {
  /** Compared where the API gives it a meaning and a model tells it. */
  readonly status: number | undefined;
  /** The cookie of the session that it begins. */
  readonly session?: string | undefined;
  /** The body as it came. */
  readonly raw: string;
};

export interface ApiExchange {
  readonly call: ApiCall;
  readonly answer: ApiAnswer;
}

/** Kinds of answers after which there is no use in further calls when they keep coming. */
export const UNANSWERED: readonly string[] = ['limited', 'timed_out', 'dropped', 'unreachable'] satisfies Silence[];

/** What servers in front of a hub answer that does not. */
const GATEWAYS = [502, 503, 504];

/** Hubs of all generations say so of what takes them too long. */
const TIMEOUT = /^(Error: )?timeout( - |$)/;

/** Whether it says no more than that there was no time for an answer. */
export function isTooLate(answer: ApiAnswer): boolean {
  const { outcome, status = 0 } = answer;
  if (outcome === 'timed_out' || outcome === 'limited' || GATEWAYS.includes(status)) return true;
  return 'words' in answer && typeof answer.words === 'string' && TIMEOUT.test(answer.words);
}

/** What a body says; its status does not matter. */
export function verdictOf(api: Api, body: string): Verdict {
  // What walks through answers calls itself for each level.
  if (isTooDeep(body)) return { outcome: 'garbled', detail: 'JSON that is too deep' };
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    return /^\s*</.test(body) || body === FAULT_OF_HUB
      ? { outcome: 'page', detail: 'an HTML page' }
      : { outcome: 'garbled', detail: body === '' ? 'an empty body' : 'a body that is not JSON' };
  }
  return JUDGES[generationOf(api)](value);
}

/** Hubs of v2 show no more where they come to grief. */
const FAULT_OF_HUB = 'Internal Server Error';

/** An answer of v1 names its event; only what stands before the endpoints says no without one. */
function judgeEvent(value: Json): Verdict {
  if (!isObject(value)) return { outcome: 'garbled', detail: 'JSON that is no object' };
  if (value.event === undefined && value.error !== undefined) {
    return { outcome: 'rejection', words: value.error, value };
  }
  if (typeof value.event !== 'string') return { outcome: 'garbled', detail: 'an object without an event' };
  return isRefusal(value) ? { outcome: 'refusal', words: wordsOf(value), value } : { outcome: 'success', value };
}

/** An endpoint answers anything, too, but for refusals that have no error. */
function judgeAny(value: Json): Verdict {
  const [first = ''] = isObject(value) ? Object.keys(value) : [];
  return ['issues', 'message'].includes(first)
    ? { outcome: 'refusal', words: wordsOf(value), value }
    : judgeResult(value);
}

/** A function answers anything; an object with a member `error` is taken for a refusal, as clients do. */
function judgeResult(value: Json): Verdict {
  if (isObject(value) && Object.hasOwn(value, 'error')) {
    return { outcome: 'refusal', words: value.error ?? null, value };
  }
  return { outcome: 'success', value };
}

const JUDGES = { v1: judgeEvent, conat: judgeResult, v2: judgeAny } as const;

/** The answer in a few words, for people. */
export function answerText(answer: ApiAnswer): string {
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
