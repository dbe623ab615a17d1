/** Scripts of `sed`, as far as they are certain to be understood. */
import { inJavaScript, PosixPattern } from './posix-patterns.ts';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  /** Without a pattern, the one that was used last. */
  | { readonly kind: 'pattern'; readonly pattern: PosixPattern | undefined }
  | { readonly kind: 'count'; readonly count: number };

export interface SedCommand {
  readonly letter: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly isNegated: boolean;
  /** A text, a label, a file, or a number. */
  readonly text: string;
  readonly substitution: Substitution | undefined;
  /** Of `{`: where its `}` is. */
  end: number;
  /** Whether the range has begun, and on which line. */
  begun: number | undefined;
}

export interface Substitution {
  readonly pattern: PosixPattern | undefined;
  readonly replacement: readonly Piece[];
  readonly isAll: boolean;
  readonly number: number;
  readonly prints: boolean;
  readonly file: string | undefined;
}

/** A text, a group by its number, or a change of case: `\U \L \u \l \E`. */
export type Piece = { readonly text: string } | { readonly group: number } | { readonly letterCase: string };

class NotKnown extends Error {}

/** The commands of the script; `undefined` where something in it is not certain. */
export function sedScript(script: string, isExtended: boolean): SedCommand[] | undefined {
  try {
    return new Parser(script, isExtended).commands();
  } catch (thrown) {
    if (thrown instanceof NotKnown || thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

const WITHOUT_MORE = '=dDgGhHnNpPxzF';

class Parser {
  readonly #script: string;
  readonly #isExtended: boolean;
  #at = 0;

  constructor(script: string, isExtended: boolean) {
    this.#script = script;
    this.#isExtended = isExtended;
  }

  commands(): SedCommand[] {
    const commands: SedCommand[] = [];
    const open: SedCommand[] = [];
    if (this.#script.startsWith('#n\n')) throw new NotKnown();
    for (;;) {
      this.#skip(/^[\s;]+/);
      if (this.#rest === '') break;
      if (this.#skip(/^#[^\n]*/) !== undefined) continue;
      const command = this.#command();
      if (command.letter === '{') open.push(command);
      if (command.letter === '}') {
        const opening = open.pop();
        if (opening === undefined) throw new NotKnown();
        opening.end = commands.length;
      }
      commands.push(command);
    }
    if (open.length > 0) throw new NotKnown();
    const labels = new Set(commands.filter(({ letter }) => letter === ':').map(({ text }) => text));
    const isLost = commands.some(({ letter, text }) => 'btT'.includes(letter) && text !== '' && !labels.has(text));
    if (isLost) throw new NotKnown();
    return commands;
  }

  get #rest(): string {
    return this.#script.slice(this.#at);
  }

  #skip(pattern: RegExp): string | undefined {
    const [found] = pattern.exec(this.#rest) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }

  #command(): SedCommand {
    const from = this.#address(false);
    const to = from !== undefined && this.#skip(/^[ \t]*,[ \t]*/) !== undefined ? this.#address(true) : undefined;
    if (this.#script.charAt(this.#at - 1) === ',' && to === undefined) throw new NotKnown();
    const isNegated = this.#skip(/^[ \t]*![ \t]*/) !== undefined;
    this.#skip(/^[ \t]+/);
    const letter = this.#skip(/^[^\s]/) ?? '';
    const isStart = from?.kind === 'line' && from.line === 0;
    if (isStart && to?.kind !== 'pattern') throw new NotKnown();
    if (from?.kind === 'count' || (letter === '}' && from !== undefined)) throw new NotKnown();
    return { letter, from, to, isNegated, ...this.#more(letter), end: 0, begun: undefined };
  }

  #more(letter: string): Pick<SedCommand, 'text' | 'substitution'> {
    const plain = (text: string) => ({ text, substitution: undefined });
    if (letter === '{') return plain('');
    if (letter === 's') return { text: '', substitution: this.#substitution() };
    if (letter === 'y') return plain(this.#transliteration());
    if (letter === 'a' || letter === 'i' || letter === 'c') return plain(this.#text());
    if (letter === ':') return plain(this.#skip(/^[ \t]*[A-Za-z_]\w*(?=[\s;]|$)/)?.trim() || this.#fail());
    if (letter === 'b' || letter === 't' || letter === 'T') {
      const label = this.#skip(/^[ \t]*[A-Za-z_]\w*/)?.trim() ?? '';
      this.#ends();
      return plain(label);
    }
    if (letter === 'q' || letter === 'Q') {
      const code = this.#skip(/^[ \t]*\d+/)?.trim() ?? '';
      this.#ends();
      return plain(code);
    }
    if (letter === 'r' || letter === 'w') return plain(this.#skip(/^[ \t]+[^\n/][^\n]*/)?.trimStart() ?? this.#fail());
    if (letter !== '}' && !WITHOUT_MORE.includes(letter)) return this.#fail();
    this.#ends();
    return plain('');
  }

  #fail(): never {
    throw new NotKnown();
  }

  /** Nothing more may follow. */
  #ends(): void {
    this.#skip(/^[ \t]+/);
    if (!/^(?:[\n;}#]|$)/.test(this.#rest)) throw new NotKnown();
  }

  #address(isSecond: boolean): Address | undefined {
    const steps = /^(\d+)~(\d+)/.exec(this.#rest);
    if (steps !== null && !isSecond) {
      this.#at += steps[0].length;
      return { kind: 'step', first: Number(steps[1]), step: Number(steps[2]) };
    }
    const count = isSecond ? this.#skip(/^\+\d+/) : undefined;
    if (count !== undefined) return { kind: 'count', count: Number(count.slice(1)) };
    const line = this.#skip(/^\d+/);
    if (line !== undefined) return this.#rest.startsWith('~') ? this.#fail() : { kind: 'line', line: Number(line) };
    if (this.#skip(/^\$/) !== undefined) return { kind: 'last' };
    if (!this.#rest.startsWith('/') && !this.#rest.startsWith('\\')) return undefined;
    if (this.#rest.startsWith('\\')) this.#at += 1;
    const source = this.#delimited();
    const flags = this.#skip(/^[IM]+/) ?? '';
    return { kind: 'pattern', pattern: this.#pattern(source, flags.replace('I', 'i').replace('M', 'm')) };
  }

  /** What stands between the delimiter here and the next one; set brackets protect it. */
  #delimited(inSets = true): string {
    const delimiter = this.#script.charAt(this.#at);
    if (delimiter === '\n' || delimiter === '\\' || delimiter === '') this.#fail();
    this.#at += 1;
    let text = '';
    let isInSet = false;
    for (; this.#at < this.#script.length; this.#at += 1) {
      const character = this.#script.charAt(this.#at);
      const next = this.#script.charAt(this.#at + 1);
      if (character === '\\' && !isInSet) {
        if (next === delimiter) {
          if (/[.*[\]^$+?(){}|&\d\w]/.test(delimiter)) this.#fail();
          text += next;
        } else {
          text += character + next;
        }
        this.#at += 1;
        continue;
      }
      if (character === delimiter) {
        // The real one ends here, even inside of a set.
        if (isInSet) this.#fail();
        this.#at += 1;
        return text;
      }
      if (character === '\n' && inSets) this.#fail();
      if (inSets && character === '[' && !isInSet) {
        isInSet = true;
        const [start = ''] = /^\[\^?\]?/.exec(this.#rest) ?? [];
        text += start;
        this.#at += start.length - 1;
        continue;
      }
      if (inSets && isInSet && /^\[:[a-z]+:\]/.test(this.#rest)) {
        const [name = ''] = /^\[:[a-z]+:\]/.exec(this.#rest) ?? [];
        text += name;
        this.#at += name.length - 1;
        continue;
      }
      if (character === ']' && isInSet) isInSet = false;
      text += character;
    }
    return this.#fail();
  }

  #pattern(source: string, flags: string): PosixPattern | undefined {
    if (source === '') return flags === '' ? undefined : this.#fail();
    // In sets a backslash stands for itself, but in these.
    const withBreaks = source.replace(/\\([nt])/g, (_, letter) => (letter === 'n' ? '\n' : '\t'));
    const translated = inJavaScript(withBreaks, this.#isExtended ? 'extended' : 'basic');
    return translated === undefined ? this.#fail() : new PosixPattern(translated, `s${flags}`);
  }

  #substitution(): Substitution {
    const source = this.#delimited();
    this.#at -= 1;
    const replacement = this.#replacement(this.#delimited(false));
    const flags = this.#skip(/^[gpiIMm\d]+/) ?? '';
    const file = this.#skip(/^w[ \t]+[^\n/][^\n]*/)
      ?.slice(1)
      .trim();
    if (file === undefined) this.#ends();
    const number = /\d+/.exec(flags)?.[0];
    if (number === '0' || /\d+\D+\d/.test(flags)) this.#fail();
    const pattern = this.#pattern(source, (/i/i.test(flags) ? 'i' : '') + (/m/i.test(flags) ? 'm' : ''));
    return {
      pattern,
      replacement,
      isAll: flags.includes('g'),
      number: Number(number ?? 1),
      prints: flags.includes('p'),
      file,
    };
  }

  #replacement(text: string): Piece[] {
    const pieces: Piece[] = [];
    for (const [part] of text.matchAll(/\\[\s\S]|&|[^\\&]+/g)) {
      if (part === '&') pieces.push({ group: 0 });
      else if (!part.startsWith('\\')) pieces.push(part.includes('\n') ? this.#fail() : { text: part });
      else if (/\d/.test(part)) pieces.push({ group: Number(part.slice(1)) });
      else if (/[ULulE]/.test(part)) pieces.push({ letterCase: part.slice(1) });
      else if (part === '\\n' || part === '\\\n') pieces.push({ text: '\n' });
      else if (part === '\\t') pieces.push({ text: '\t' });
      else if (/\\[A-Za-z]/.test(part)) this.#fail();
      else pieces.push({ text: part.slice(1) });
    }
    return pieces;
  }

  #transliteration(): string {
    const from = this.#delimited(false);
    this.#at -= 1;
    const to = this.#delimited(false);
    this.#ends();
    if (/[\\\n]/.test(from + to) || [...from].length !== [...to].length) this.#fail();
    return `${from}\n${to}`;
  }

  /** The text of `a`, `i` and `c`, in one line or after a backslash. */
  #text(): string {
    this.#skip(/^[ \t]*/);
    if (this.#skip(/^\\\n/) === undefined) this.#skip(/^\\(?=\S)/);
    const text = this.#skip(/^(?:[^\n\\]|\\\n)+/);
    if (text === undefined || !/^(?:\n|$)/.test(this.#rest)) return this.#fail();
    return `${text.replaceAll('\\\n', '\n')}\n`;
  }
}
