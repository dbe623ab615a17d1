/** What API v1 says of errors of the database. A hub of 2020 does not start without the native driver. [npm pg-native] */
import type { Json } from '../json.ts';

/** The words of a refusal, with an error of the database as that driver says it: the other driver's `error` is small. */
export function inWordsOfNativeDriver(words: Json): Json {
  return typeof words === 'string' ? words.replace(/^postgresql error: /, 'postgresql Error: ') : words;
}
