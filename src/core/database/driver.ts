import { valueIn } from '../deviations.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';

/** As user queries of 2026 say it, and refusals here. */
const PREFIX = 'postgresql error: ';

/** The words of a refusal, with an error of the database as the driver of the hub says it. */
export function inWordsOfDriver(state: HubState, words: Json): Json {
  if (typeof words !== 'string' || !words.startsWith(PREFIX)) return words;
  return valueIn(state, 'database_errors') + words.slice(PREFIX.length);
}
