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

/**
 * Whether the text begins as JSON and is nested too deeply to be worked with. It need not end as JSON: what is too deep
 * costs too much to be parsed only to find that out.
 */
export function isTooDeep(text: string): boolean {
  // A level takes a character at least.
  if (text.length <= LEVELS || !/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"') isInString = !isInString;
    else if (!isInString && (character === '[' || character === '{')) depth += 1;
    else if (!isInString && (character === ']' || character === '}')) depth -= 1;
    if (depth > LEVELS) return true;
  }
  return false;
}

/** The parser's message, with line and column in the place of the number of the character. */
function located(message: string, text: string): string {
  const at = /^(.*) (?:in JSON )?at position (\d+)/s.exec(message);
  if (at === null) return message;
  const before = text.slice(0, Number(at[2])).split('\n');
  return `${at[1]}, line ${before.length}, column ${(before.at(-1) as string).length + 1}`.replaceAll('\n', ' ');
}
