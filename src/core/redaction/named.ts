/** Secrets in texts that are known by the name before them: `token=…`, `"password": "…"`, `--api-key …`, `X-Auth-Token: …`. */
import { endOf } from './looks.ts';
import { isSecretName, isSecretNumberName, SECRET_WORD, type SecretKind, secretKindOf } from './names.ts';
import type { SecretPlace } from './place.ts';
import { isCode, isFilledInLater, isOrdinaryWord, Quotes, standsForNone } from './values.ts';

/** What closes a name, and the sign between it and its value. */
const CLOSING = /\\{0,64}["'`]?[\])]{0,2}/y;
const SIGN = /[ \t]{0,8}(?::=|=>|===?|[=:])[ \t]{0,8}/y;
const BLANKS = /[ \t]{1,8}/y;
/** Between elements of a list, as of arguments. */
const COMMA = /[ \t]{0,8},\s{0,8}/y;

/** Up to what ends a word of a shell, a parameter of a query, an argument of a function, or text in quotes. */
const BARE = /(?:[^\s"'`<>&;|,)\\]|\\(?!["'`nrtu\\])|[,)](?!\s|$|[,)"'\]}]|[A-Za-z_]\w{0,40}\s?=))+/y;
const TO_END_OF_LINE = /[ \t]{0,8}(?:$|[,;}\]]?[ \t]{0,8}(?:[\r\n]|\\r|\\n|$))/y;
const SCHEME = /(?:Basic|Bearer|Token|Digest|ApiKey|Key)[ \t]{1,4}/iy;
const ELEMENT = /([^<]{1,4096})<\//y;

export function namedSecrets(text: string): SecretPlace[] {
  const reader = new NameReader(text);
  const found: SecretPlace[] = [];
  const words = new RegExp(SECRET_WORD);
  let behind = 0;
  for (let word = words.exec(text); word !== null; word = words.exec(text)) {
    const start = nameStart(text, word.index, behind);
    const end = nameEnd(text, word.index + word[0].length);
    const places = reader.valuesBehind(start, end);
    for (const place of places) found.push(place);
    behind = Math.max(end, places.at(-1)?.end ?? 0);
    words.lastIndex = behind;
  }
  return found;
}

function nameStart(text: string, from: number, behind: number): number {
  let start = from;
  while (start > behind && /[\w-]/.test(text[start - 1] as string)) start -= 1;
  return start;
}

function nameEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && /[\w-]/.test(text[end] as string)) end += 1;
  return end;
}

class NameReader {
  readonly #text: string;
  readonly #quotes: Quotes;
  /** Few names stand in most texts, however often. */
  readonly #names = new Map<string, Name | 'no secret'>();

  constructor(text: string) {
    this.#text = text;
    this.#quotes = new Quotes(text);
  }

  /** The values of the name from `start` to before `end`, if it is that of a secret. */
  valuesBehind(start: number, end: number): SecretPlace[] {
    const name = this.#named(this.#text.slice(start, end));
    return name === undefined ? [] : this.#values(start, end, name);
  }

  #named(text: string): Name | undefined {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = isSecretName(text.replace(/^-+/, '')) ? { text, kind: secretKindOf(text) } : 'no secret';
      this.#names.set(text, name);
    }
    return name === 'no secret' ? undefined : name;
  }

  #values(start: number, end: number, name: Name): SecretPlace[] {
    const closed = endOf(CLOSING, this.#text, end) ?? end;
    if (this.#text[start - 1] === '<' && this.#text[end] === '>') return this.#element(end + 1, name);
    const sign = endOf(SIGN, this.#text, closed);
    if (sign !== undefined) return this.#assigned({ start, end: closed, name, isClosed: closed > end }, sign);
    if (!name.text.startsWith('-')) return [];
    return closed > end ? this.#nextElement(closed, name) : this.#nextWord(end, name);
  }

  #assigned(before: Before, from: number): SecretPlace[] {
    const { name, isClosed } = before;
    const sign = this.#text.slice(before.end, from);
    const quoted = this.#quotes.at(from, isClosed);
    if (quoted !== undefined) return this.#quoted(quoted, name);
    // A quote without an end: the text breaks off.
    const open = isClosed ? (endOf(/\\{0,64}["'`]/y, this.#text, from) ?? from) : from;
    const scheme = name.kind === 'KEY' ? endOf(SCHEME, this.#text, open) : undefined;
    if (name.kind === 'COOKIE') return this.#cookies(open, this.#endOfLine(open));
    const at = scheme ?? open;
    const end = endOf(BARE, this.#text, at);
    if (end === undefined || !this.#isSecret(before, sign, at, end, scheme !== undefined)) return [];
    const isBasic = scheme !== undefined && /^basic/i.test(this.#text.slice(open, scheme));
    return this.#place(at, end, name, isBasic);
  }

  /** Whether what stands there without quotes is a secret, and not a variable of code, or the next word of a sentence. */
  #isSecret({ start, name }: Before, sign: string, at: number, end: number, hasScheme: boolean): boolean {
    const value = this.#text.slice(at, end);
    if (/^\d[\d.,_]*$/.test(value) && !isSecretNumberName(name.text)) return false;
    const previous = this.#text[start - 1] ?? '';
    const isQuery = previous === '?' || previous === '&';
    if (standsForNone(value) || (!isQuery && (isFilledInLater(value) || /^[{[(<]/.test(value)))) return false;
    if (hasScheme || isQuery) return true;
    if (sign.includes(':') && !sign.includes('=')) {
      const isEnd = endOf(TO_END_OF_LINE, this.#text, end) !== undefined;
      const isLine = /(?:^|[\r\n>]|\\n|["'`]|- )[ \t]*$/.test(this.#text.slice(Math.max(0, start - 16), start));
      return isEnd && isLine
        ? !isCode(value) || !/[([]/.test(value)
        : /\d/.test(value) && value.length >= 4 && !isCode(value);
    }
    if (!isCode(value)) return true;
    // Code hands variables over, `login(password=given)`; a shell and a query do not.
    const isArgument = /[(,{[]\s*$/.test(this.#text.slice(Math.max(0, start - 8), start));
    return !/\s/.test(sign) && !isArgument && !/[([]/.test(value) && !value.includes('.');
  }

  #quoted({ start, end }: { start: number; end: number }, name: Name): SecretPlace[] {
    if (name.kind === 'COOKIE' && this.#text.slice(start, end).includes('=')) return this.#cookies(start, end);
    const scheme = endOf(SCHEME, this.#text, start);
    const at = scheme !== undefined && scheme < end ? scheme : start;
    const value = this.#text.slice(at, end);
    if (standsForNone(value) || isFilledInLater(value)) return [];
    return this.#place(at, end, name, at > start && /^basic/i.test(this.#text.slice(start, at)));
  }

  #element(from: number, name: Name): SecretPlace[] {
    ELEMENT.lastIndex = from;
    const [, value = ''] = ELEMENT.exec(this.#text) ?? [];
    return standsForNone(value) || isFilledInLater(value) ? [] : this.#place(from, from + value.length, name, false);
  }

  /** `--password word` */
  #nextWord(end: number, name: Name): SecretPlace[] {
    const from = endOf(BLANKS, this.#text, end);
    if (from === undefined || this.#text[from] === '-') return [];
    const quoted = this.#quotes.at(from, true);
    if (quoted !== undefined) return this.#quoted(quoted, name);
    const bare = endOf(BARE, this.#text, from);
    if (bare === undefined) return [];
    const value = this.#text.slice(from, bare);
    return standsForNone(value) || isFilledInLater(value) ? [] : this.#place(from, bare, name, false);
  }

  /** `"--password", "word"` */
  #nextElement(closed: number, name: Name): SecretPlace[] {
    const from = endOf(COMMA, this.#text, closed);
    const quoted = from === undefined ? undefined : this.#quotes.at(from, true);
    return quoted === undefined || this.#text[quoted.start] === '-' ? [] : this.#quoted(quoted, name);
  }

  #cookies(start: number, end: number): SecretPlace[] {
    return cookieValues(this.#text.slice(start, end)).map((place) => ({
      ...place,
      start: start + place.start,
      end: start + place.end,
    }));
  }

  #endOfLine(from: number): number {
    const end = endOf(/[^\r\n"'`]*/y, this.#text, from) ?? from;
    return end;
  }

  #place(start: number, end: number, name: Name, isBasic: boolean): SecretPlace[] {
    const spelled = this.#text.slice(start, end);
    const secret = unescaped(spelled);
    const place = { start, end, kind: name.kind, secret, isWord: isOrdinaryWord(secret) };
    return [isBasic ? { ...place, isBasic: true } : place];
  }
}

interface Name {
  readonly text: string;
  readonly kind: SecretKind;
}

interface Before {
  readonly start: number;
  readonly end: number;
  readonly name: Name;
  readonly isClosed: boolean;
}

const ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|priority|secure|httponly|partitioned|version|comment)$/i;
const COOKIE = /([^\s=;,]{1,256})=("?)([^\s;"]*)\2/g;

/** The values in a header of cookies, also in one that sets them. */
export function cookieValues(header: string): SecretPlace[] {
  return Array.from(header.matchAll(COOKIE), ({ 0: whole, 1: name = '', 2: quote = '', 3: secret = '', index }) => {
    const end = index + whole.length - quote.length;
    return { start: end - secret.length, end, name, kind: 'COOKIE' as const, secret };
  }).filter(({ name, secret }) => !ATTRIBUTE.test(name) && !standsForNone(secret) && !isFilledInLater(secret));
}

/** What a text in quotes says, if they were those of JSON. */
function unescaped(text: string): string {
  let result = text;
  for (let depth = 0; depth < 3 && result.includes('\\'); depth += 1) {
    try {
      result = JSON.parse(`"${result}"`) as string;
    } catch {
      return result;
    }
  }
  return result;
}
