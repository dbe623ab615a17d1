/** The words of refusals, in which `<placeholders>` stand for what differs from call to call. */
import { isObject, type Json } from '../core/json.ts';
import { literalPattern } from '../core/regexp.ts';

const PLACEHOLDER = /<[a-z_0-9]+>/g;

const patterns = new Map<string, RegExp>();

/** Whether words are those of the pattern, with something or nothing in place of each placeholder. */
export function saysSo(pattern: Json, words: Json): boolean {
  if (typeof pattern === 'string') {
    // A placeholder alone stands for any value; in a text it stands for text.
    if (/^<[a-z_0-9]+>$/.test(pattern)) return words !== null && words !== undefined;
    return typeof words === 'string' && expressionOf(pattern).test(words);
  }
  if (!isObject(pattern) || !isObject(words)) return pattern === words;
  const names = Object.keys(pattern);
  return (
    names.length === Object.keys(words).length &&
    names.every((name) => Object.hasOwn(words, name) && saysSo(pattern[name] as Json, words[name] as Json))
  );
}

function expressionOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const literal = pattern.split(PLACEHOLDER).map(literalPattern);
  const expression = new RegExp(`^${literal.join('[^]*')}$`);
  patterns.set(pattern, expression);
  return expression;
}
