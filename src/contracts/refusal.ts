/** Telling a hub's no from its yes. */
import type { Json, JsonObject } from '../core/json.ts';

/** Whether the answer is a hub saying no: by its event, or by what is in its member `error`. */
export function isRefusal(answer: JsonObject): boolean {
  const { event, error } = answer;
  return event === 'error' || String(event).endsWith('_failed') || (error !== undefined && error !== false);
}

/** What a refusal says: its member `error`, or `reason`. */
export function wordsOf(answer: JsonObject): Json {
  return answer.error ?? answer.reason ?? null;
}
