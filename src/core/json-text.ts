/** Texts of JSON that somebody else wrote: files that are given, bodies that were recorded. */
import { isDeeper, type Json } from './json.ts';

/** More arrays and objects in each other than any document has use for, and few enough to walk and to print it. */
const LEVELS = 1000;

/** Why a text is no JSON that can be used. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** @throws JsonError with the line and the column where it goes wrong. */
export function readJsonText(text: string): Json {
  // Some editors begin a file with a byte order mark.
  const plain = text.replace(/^\uFEFF/, '');
  let value: Json;
  try {
    value = JSON.parse(plain) as Json;
  } catch (thrown) {
    throw new JsonError(`no JSON: ${located((thrown as SyntaxError).message, plain)}`);
  }
  if (isDeeper(value, LEVELS)) throw new JsonError(`more than ${LEVELS} arrays and objects in each other`);
  return value;
}

/** The value; `undefined` for a text that is no JSON, or is nested too deeply to be worked with. */
export function jsonIn(text: string): Json | undefined {
  try {
    return readJsonText(text);
  } catch (thrown) {
    if (thrown instanceof JsonError) return undefined;
    throw thrown;
  }
}

/** Whether the text is JSON, and nested too deeply to be worked with. */
export function isTooDeep(text: string): boolean {
  // A level takes two characters at least.
  if (text.length <= 2 * LEVELS) return false;
  try {
    return isDeeper(JSON.parse(text), LEVELS);
  } catch {
    return false;
  }
}

/** The parser's message, with line and column in the place of the number of the character. */
function located(message: string, text: string): string {
  const at = /^(.*) (?:in JSON )?at position (\d+)/s.exec(message);
  if (at === null) return message;
  const before = text.slice(0, Number(at[2])).split('\n');
  return `${at[1]}, line ${before.length}, column ${(before.at(-1) as string).length + 1}`.replaceAll('\n', ' ');
}
