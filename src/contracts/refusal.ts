/** Telling a hub's no from its yes. */
import { isObject, type Json } from '../core/json.ts';

/** Whether the answer is a hub saying no: by its event, or by what is in its member `error`. */
export function isRefusal(answer: Json): boolean {
  if (!isObject(answer)) return false;
  const { event, error } = answer;
  return (
    event === 'error' ||
    (typeof event === 'string' && event.endsWith('_failed')) ||
    (error !== undefined && error !== false)
  );
}

/** What a refusal says: its member `error`, `reason` or `issues`. */
export function wordsOf(answer: Json): Json {
  return isObject(answer) ? (answer.error ?? answer.reason ?? answer.issues ?? answer.message ?? null) : null;
}
