/** What stands behind the name of a secret in a text: whether it is one, and where it ends. */
import { endOf } from './looks.ts';
import { isSecretName } from './names.ts';

/** What is left where a secret could stand: a word of a message or of a type, or one that holds the place of the secret, perhaps inside what was encoded: `base64(password={{PASSWORD_1}})`. */
const STANDS_FOR_NONE =
  /^(?:[*x.…•_-]+|\{\{.*\}\}|\{\{\w+\}\}\).*|(?:base64|hex)\(.*|required|missing|invalid|expired|optional|string|str|text|bytes|bool|boolean|number|int|integer|any|object|none|null|nil|true|false|undefined|yes|no|on|off|ok|unknown|empty|wrong|incorrect|changed|unchanged|disabled|enabled|redacted|hidden|include|omit|same-origin|auth|authentication|credentials?|to|is|are|and|or|the|a|an|for|of|in|with|as|if|must|was|not|from|by|option|options|flag|flags|argument|parameter|value)$/i;

/** A variable, or a place in a template, that is filled in later: `$TOKEN`, `${TOKEN}`, `{token}`, `<token>`, `%s`. */
const FILLED_IN_LATER = /^(?:\$\{?[\w:-]+\}?|\$\(.*|\{[\w.]*\}|<[^>]*>|%(?:\(\w*\))?s)$/;

/** `self.password`, `get_token(`, `args[0]`: what code says in place of a value. */
const IS_CODE = /^[A-Za-z_][A-Za-z_.]*(?:$|[([])|^[A-Za-z_][\w.]*[([]/;

/** What a secret does not begin with, but the code behind a text that ends in its name does: `"password: ", word)`. */
const IS_BEHIND_TEXT = /^(?:[\s,;)\]}'"`]|\+\s?\w+\s?\+?$)/;

export function standsForNone(value: string): boolean {
  return value === '' || STANDS_FOR_NONE.test(value) || (/^[A-Za-z_]+$/.test(value) && isSecretName(value));
}

export function isFilledInLater(value: string): boolean {
  return FILLED_IN_LATER.test(value);
}

export function isCode(value: string): boolean {
  return IS_CODE.test(value);
}

/** Letters alone may be an ordinary word. */
export function isOrdinaryWord(value: string): boolean {
  return /^(?:[A-Z]?[a-z]{1,15}|[A-Z]{1,15})$/.test(value);
}

export interface Quoted {
  readonly start: number;
  readonly end: number;
}

const OPENING = /\\{0,64}["'`]/y;

/** Finds what stands between quotes, however often these are escaped. */
export class Quotes {
  readonly #text: string;
  /** Kinds of quotes, and from where on the text has no further one. */
  readonly #exhausted = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * What the quote at `start` encloses, on its line; `undefined` where there is no quote, or no end of it.
   *
   * @param isBehindName the name before it is in quotes too, so that this one is no end of a text.
   */
  at(start: number, isBehindName: boolean): Quoted | undefined {
    const open = endOf(OPENING, this.#text, start);
    if (open === undefined) return undefined;
    const end = this.#closing(this.#text.slice(start, open), open);
    if (end === undefined) return undefined;
    return !isBehindName && IS_BEHIND_TEXT.test(this.#text.slice(open, end)) ? undefined : { start: open, end };
  }

  #closing(quote: string, from: number): number | undefined {
    if (from >= (this.#exhausted.get(quote) ?? Number.POSITIVE_INFINITY)) return undefined;
    for (let at = this.#text.indexOf(quote, from); at !== -1; at = this.#text.indexOf(quote, at + quote.length)) {
      if (!this.#isEscaped(at, from)) return at;
    }
    this.#exhausted.set(quote, from);
    return undefined;
  }

  /** Whether an odd number of further backslashes, or for quotes with backslashes any, stands before. */
  #isEscaped(at: number, from: number): boolean {
    let count = 0;
    while (at - count > from && this.#text[at - count - 1] === '\\') count += 1;
    return this.#text[at] === '\\' ? count > 0 : count % 2 === 1;
  }
}
