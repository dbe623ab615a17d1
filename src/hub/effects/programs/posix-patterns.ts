/** Regular expressions of POSIX, with GNU's additions, as JavaScript has them. */

export type PatternSyntax = 'basic' | 'extended';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}\\p{Nd}',
  lower: '\\p{Ll}',
  upper: '\\p{Lu}',
  space: '\\t-\\r ',
  blank: '\\t ',
  punct: '!-\\/:-@\\[-`\\{-~',
  xdigit: '0-9A-Fa-f',
  cntrl: '\\0-\\x1f\\x7f',
  print: ' -~\\xa0-\\u{10ffff}',
  graph: '!-~\\xa1-\\u{10ffff}',
};

/** What GNU writes with a backslash, in both dialects. */
const ESCAPES: Readonly<Record<string, string>> = {
  w: '[\\p{L}\\p{N}_]',
  W: '[^\\p{L}\\p{N}_]',
  s: '[\\t-\\r ]',
  S: '[^\\t-\\r ]',
  b: '(?:(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))',
  B: '(?:(?<=[\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))',
  '<': '(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])',
  '>': '(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])',
};

/** The same pattern for JavaScript, with the flag `u`; `undefined` where what it means is not certain. */
export function inJavaScript(pattern: string, syntax: PatternSyntax): string | undefined {
  const reader = new Reader(pattern, syntax);
  return reader.read();
}

class Reader {
  readonly #pattern: string;
  readonly #isExtended: boolean;
  #at = 0;
  #open = 0;
  #groups = 0;
  readonly #closed = new Set<number>();
  readonly #stack: number[] = [];

  constructor(pattern: string, syntax: PatternSyntax) {
    this.#pattern = pattern;
    this.#isExtended = syntax === 'extended';
  }

  read(): string | undefined {
    let out = '';
    /** Whether something stands before that can be repeated. */
    let hasAtom = false;
    while (this.#at < this.#pattern.length) {
      const token = this.#token();
      switch (token) {
        case '(':
          this.#open += 1;
          this.#groups += 1;
          this.#stack.push(this.#groups);
          out += '(';
          hasAtom = false;
          continue;
        case ')':
          if (this.#open === 0) return undefined;
          this.#open -= 1;
          this.#closed.add(this.#stack.pop() ?? 0);
          out += ')';
          hasAtom = true;
          continue;
        case '|':
          out += '|';
          hasAtom = false;
          continue;
        case '*':
        case '+':
        case '?':
          if (!hasAtom) {
            if (this.#isExtended || token !== '*') return undefined;
            out += '\\*';
            hasAtom = true;
            continue;
          }
          // Of what is repeated twice nobody writes anything.
          if (/^(?:[*+?]|\\[+?])/.test(this.#rest())) return undefined;
          out += token;
          hasAtom = false;
          if (this.#isExtended ? this.#rest().startsWith('{') : this.#rest().startsWith('\\{')) return undefined;
          continue;
        case '{': {
          const interval = this.#interval();
          if (interval === undefined || !hasAtom) return undefined;
          out += interval;
          hasAtom = false;
          continue;
        }
        default: {
          const atom = this.#atom(token, out);
          if (atom === undefined) return undefined;
          out += atom;
          hasAtom = !(atom === '^' || atom === '$');
        }
      }
    }
    return this.#open === 0 ? out : undefined;
  }

  #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  /** What stands here, with a backslash where it is an ordinary character or an escape. */
  #token(): string {
    const rest = this.#rest();
    const [first = ''] = rest;
    if (first === '[') return '[';
    if (first !== '\\') {
      this.#at += first.length;
      if (this.#isExtended) return '(){|*+?'.includes(first) ? first : first === '}' ? '\\}' : first;
      return '(){}|+?'.includes(first) ? `\\${first}` : first;
    }
    const [second = ''] = rest.slice(1);
    this.#at += 1 + second.length;
    if (!this.#isExtended && '(){|+?'.includes(second) && second !== '') return second;
    return `\\${second}`;
  }

  #interval(): string | undefined {
    const pattern = this.#isExtended ? /^(\d*)(,?)(\d*)\}/ : /^(\d*)(,?)(\d*)\\\}/;
    const [whole, from = '', comma = '', to = ''] = pattern.exec(this.#rest()) ?? [];
    if (whole === undefined || from === '' || (to !== '' && Number(to) < Number(from))) return undefined;
    this.#at += whole.length;
    if (/^(?:[*+?{]|\\[+?{])/.test(this.#rest())) return undefined;
    return `{${from}${comma}${to}}`;
  }

  #atom(token: string, before: string): string | undefined {
    if (token === '[') return this.#set();
    if (token === '.') return '.';
    if (token === '^') return this.#isExtended || /^$|[(|]$/.test(before) ? '^' : '\\^';
    if (token === '$') {
      const isEnd = this.#isExtended || /^$|^\\[)|]/.test(this.#rest());
      return isEnd ? '$' : '\\$';
    }
    if (!token.startsWith('\\') || token === '\\') return token === '\\' ? undefined : quoted(token);
    const escaped = token.slice(1);
    if (/^[1-9]$/.test(escaped)) return this.#closed.has(Number(escaped)) ? `(?:\\${escaped})` : undefined;
    const meant = ESCAPES[escaped];
    if (meant !== undefined) return meant;
    return /^[\p{L}\p{N}`']$/u.test(escaped) ? undefined : quoted(escaped);
  }

  /** A set of characters in brackets. */
  #set(): string | undefined {
    const [whole, not = '', inner = ''] = /^\[(\^?)(\]?(?:\[:[a-z]+:\]|\[[^:.=]|[^\][])*)\]/.exec(this.#rest()) ?? [];
    if (whole === undefined) return undefined;
    this.#at += whole.length;
    let out = '';
    for (const [part, name] of inner.matchAll(/\[:([a-z]+):\]|[\s\S]/gu)) {
      const named = name === undefined ? undefined : CLASSES[name];
      if (name !== undefined && named === undefined) return undefined;
      out +=
        named ??
        (/[\\\][^&~!#$%*+,.:;<=>?@`(){}/|"-]/.test(part) && part !== '-'
          ? `\\${part}`.replace(/^\\([!#%,:;<=>@`&~"])$/, '$1')
          : part);
    }
    const members = hyphens(out);
    if (members === undefined) return undefined;
    return not === '' ? `[${members}]` : `[^${members}]`;
  }
}

/** Hyphens at the ends stand for themselves. */
function hyphens(members: string): string | undefined {
  const marked = members.replace(/^-/, '\\-').replace(/(?<!\\)-$/, '\\-');
  const ranges = marked.matchAll(/(\\?[\s\S])-(?!$)(\\?[\s\S])/gu);
  for (const [, from = '', to = ''] of ranges) {
    if (from === '\\-' || from.length > 2) continue;
    if ((from.replace('\\', '').codePointAt(0) ?? 0) > (to.replace('\\', '').codePointAt(0) ?? 0)) return undefined;
  }
  return marked;
}

function quoted(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

/** A pattern that matches as POSIX has it: of the matches that begin first, the longest one. */
export class PosixPattern {
  readonly #pattern: RegExp;
  /** Where alternatives or repeated groups stand, JavaScript may stop short of the longest match. */
  readonly #isUncertain: boolean;

  /** @param source as JavaScript has it. @throws SyntaxError */
  constructor(source: string, flags = '') {
    this.#pattern = new RegExp(source, `gu${flags}`);
    this.#isUncertain = /\||\)[*+?{]/.test(source);
  }

  test(text: string): boolean {
    this.#pattern.lastIndex = 0;
    return this.#pattern.test(text);
  }

  exec(text: string, from: number): RegExpExecArray | null {
    this.#pattern.lastIndex = from;
    const first = this.#pattern.exec(text);
    return first !== null && this.#isUncertain ? this.#longest(text, first) : first;
  }

  #longest(text: string, first: RegExpExecArray): RegExpExecArray {
    const { source, flags } = this.#pattern;
    for (let end = text.length; end > first.index + first[0].length; end -= 1) {
      const exact = new RegExp(
        `(?:${source})(?=[sS]{${[...text.slice(end)].length}}$(?![sS]))`,
        flags.replace('g', 'y'),
      );
      exact.lastIndex = first.index;
      const match = exact.exec(text);
      if (match !== null && match.index + match[0].length === end) return match;
    }
    return first;
  }
}
