/** SQL's LIKE, in lower case: `%` stands for any text, `_` for any one character, `\` takes the next one as it is. */

import { refuse } from '../errors.ts';

/** Tells of texts in lower case whether they match. */
export interface Pattern {
  /** What all texts that match contain; `''` where nothing is certain. */
  readonly fragment: string;
  matches(text: string): boolean;
}

/** What begins with `term`. */
export function prefixPattern(term: string): Pattern {
  const tokens = tokensOf(term);
  const matches = isPlain(term) ? (text: string) => text.startsWith(term) : matcher([...tokens, ANY]);
  return { fragment: longestRun(tokens), matches };
}

/** What contains `term`. */
export function substringPattern(term: string): Pattern {
  const tokens = tokensOf(term);
  const matches = isPlain(term) ? (text: string) => text.includes(term) : matcher([ANY, ...tokens, ANY]);
  return { fragment: longestRun(tokens), matches };
}

/** The longest text between what stands for others. */
function longestRun(tokens: readonly Token[]): string {
  let [longest, run] = ['', ''];
  for (const token of tokens) {
    run = typeof token === 'string' ? run + token : '';
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

/** Tells of texts whether they are, from end to end, what `pattern` describes; as it is written, in either case. */
export function likeMatcher(pattern: string): (text: string) => boolean {
  return matcher(tokensOf(pattern));
}

/** How many characters one pattern may look at in all the texts it is held to; few people's take more than one look each. */
const STEP_LIMIT = 20_000_000;

const ANY = Symbol('%');
const ONE = Symbol('_');
type Token = string | typeof ANY | typeof ONE;

function isPlain(term: string): boolean {
  return !/[%_\\]/.test(term);
}

function tokensOf(term: string): Token[] {
  return Array.from(term.matchAll(/\\?./gsu), ([part]) => {
    if (part === '%') return ANY;
    if (part === '_') return ONE;
    return part.startsWith('\\') && part !== '\\' ? part.slice(1) : part;
  });
}

/**
 * Goes back to the last `%` only, which is enough, so a pattern costs at most its length times the text's.
 *
 * @throws Refusal `pattern_too_costly` where that adds up to more than `STEP_LIMIT`.
 */
function matcher(tokens: readonly Token[]): (text: string) => boolean {
  let steps = 0;
  return (text) => {
    const characters = [...text];
    let [at, token] = [0, 0];
    let retry: { at: number; token: number } | undefined;
    while (at < characters.length) {
      steps += 1;
      if (steps > STEP_LIMIT) throw refuse('pattern_too_costly');
      if (tokens[token] === ANY) {
        token += 1;
        retry = { at, token };
      } else if (tokens[token] === ONE || tokens[token] === characters[at]) {
        at += 1;
        token += 1;
      } else if (retry !== undefined) {
        retry = { at: retry.at + 1, token: retry.token };
        ({ at, token } = retry);
      } else {
        return false;
      }
    }
    return tokens.slice(token).every((rest) => rest === ANY);
  };
}
