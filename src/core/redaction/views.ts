/** Other spellings of a text under which secrets are looked for, and where in the text each character comes from. */

/** A text, and from where to where in another one each of its characters was spelled. */
export interface View {
  readonly text: string;
  readonly startOf: (at: number) => number;
  readonly endOf: (at: number) => number;
}

/** Spelled with escapes: `%41`, `\u0041`, `\x41`, `\"`, `&quot;`, and each of these any number of times. */
const ESCAPES = /%[0-9a-f]{2}|\\[nrtbfuxU"'/\\`]|&(?:#|amp|lt|gt|quot|apos)/i;

/**
 * The text as it is once nothing in it can be unescaped any more; `undefined` where there is nothing to unescape.
 *
 * Goes from the end to the beginning: all behind a character is unescaped already, so `%2541` is `A` in one pass.
 */
export function unescapedView(text: string): View | undefined {
  return ESCAPES.test(text) ? new Unescaped(text) : undefined;
}

/** The text without escapes, as words are compared in it. */
export function unescapedFully(text: string): string {
  return unescapedView(text)?.text ?? text;
}

/** A byte of UTF-8 that was spelled by `%` and is not yet part of a character: a private code point and the byte. */
const BYTE = 0xf700;

const NAMED: Readonly<Record<string, number>> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 };
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };
const LONGEST_ENTITY = 9;

class Unescaped implements View {
  readonly text: string;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #codes: Uint16Array;
  /** Where in the arrays the text begins; they are filled from their ends. */
  #top: number;

  constructor(source: string) {
    this.#codes = new Uint16Array(source.length);
    this.#starts = new Uint32Array(source.length);
    this.#ends = new Uint32Array(source.length);
    this.#top = source.length;
    for (let at = source.length - 1; at >= 0; at -= 1) this.#push(source.charCodeAt(at), at, at + 1);
    this.text = textOfCodes(this.#codes.subarray(this.#top));
  }

  startOf = (at: number): number => this.#starts[this.#top + at] as number;
  endOf = (at: number): number => this.#ends[this.#top + at] as number;

  #push(first: number, start: number, firstEnd: number): void {
    let [code, end] = [first, firstEnd];
    // What an escape stands for may begin another one, together with what stands behind it.
    for (let escaped = this.#escapedBy(code); escaped !== undefined; escaped = this.#escapedBy(code)) {
      end = this.#ends[this.#top + escaped.length - 1] as number;
      this.#top += escaped.length;
      code = escaped.code;
    }
    this.#top -= 1;
    this.#codes[this.#top] = code;
    this.#starts[this.#top] = start;
    this.#ends[this.#top] = end;
    if ((code & 0xff00) === BYTE) this.#joinBytes();
  }

  /** What a character stands for together with the `length` characters behind it. */
  #escapedBy(code: number): { code: number; length: number } | undefined {
    if (code === 0x25) {
      const byte = this.#hex(0, 2);
      return byte === undefined ? undefined : { code: byte < 0x80 ? byte : BYTE + byte, length: 2 };
    }
    if (code === 0x5c) return this.#afterBackslash();
    return code === 0x26 ? this.#entity() : undefined;
  }

  #afterBackslash(): { code: number; length: number } | undefined {
    const next = this.#character(0);
    if (next === 'u' || next === 'U') {
      const code = this.#hex(1, 4);
      if (code !== undefined) return { code, length: 5 };
    }
    if (next === 'x') {
      const code = this.#hex(1, 2);
      if (code !== undefined) return { code, length: 3 };
    }
    if (next !== '' && '"\'/\\`'.includes(next)) return { code: next.charCodeAt(0), length: 1 };
    const control = CONTROLS[next];
    return control === undefined ? undefined : { code: control, length: 1 };
  }

  #entity(): { code: number; length: number } | undefined {
    let name = '';
    for (let at = 0; at < LONGEST_ENTITY; at += 1) {
      const character = this.#character(at);
      if (character === ';') {
        const code = name.startsWith('#') ? Number(name.slice(1).replace(/^x/i, '0x')) : NAMED[name.toLowerCase()];
        return code !== undefined && code > 0 && code <= 0xffff ? { code, length: at + 1 } : undefined;
      }
      if (!/^[#a-z0-9]$/i.test(character)) return undefined;
      name += character;
    }
    return undefined;
  }

  /** Puts bytes together to the character whose first one stands on top. */
  #joinBytes(): void {
    const lead = (this.#codes[this.#top] as number) & 0xff;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length === 0 || this.#top + length > this.#codes.length) return;
    let point = lead & (0xff >> (length + 1));
    for (let at = 1; at < length; at += 1) {
      const code = this.#codes[this.#top + at] as number;
      if ((code & 0xffc0) !== BYTE + 0x80) return;
      point = (point << 6) | (code & 0x3f);
    }
    if (point > 0x10ffff) return;
    const start = this.#starts[this.#top] as number;
    const end = this.#ends[this.#top + length - 1] as number;
    const character = String.fromCodePoint(point);
    this.#top += length - character.length;
    for (let at = 0; at < character.length; at += 1) {
      this.#codes[this.#top + at] = character.charCodeAt(at);
      this.#starts[this.#top + at] = start;
      this.#ends[this.#top + at] = end;
    }
  }

  #character(at: number): string {
    const index = this.#top + at;
    return index < this.#codes.length ? String.fromCharCode(this.#codes[index] as number) : '';
  }

  #hex(from: number, length: number): number | undefined {
    if (this.#top + from + length > this.#codes.length) return undefined;
    let value = 0;
    for (let at = from; at < from + length; at += 1) {
      const digit = digitOf(this.#codes[this.#top + at] as number);
      if (digit === -1) return undefined;
      value = value * 16 + digit;
    }
    return value;
  }
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

const CHUNK = 8192;

function textOfCodes(codes: Uint16Array): string {
  let text = '';
  for (let at = 0; at < codes.length; at += CHUNK) text += String.fromCharCode(...codes.subarray(at, at + CHUNK));
  return text;
}

/** For shorter texts an array of bytes costs more than it saves. */
const SHORT = 256;
const ascii = new TextDecoder();

/** Nothing but letters and digits of ASCII: base64 and hex however they are wrapped, padded, or separated. */
export function lettersOf(text: string): string {
  if (text.length < SHORT) return text.replace(/[^A-Za-z0-9]+/g, '');
  if (!/[^A-Za-z0-9]/.test(text)) return text;
  const letters = new Uint8Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLetter(code)) continue;
    letters[count] = code;
    count += 1;
  }
  return ascii.decode(letters.subarray(0, count));
}

/** Where the letters and digits of a text stand in it. */
export function placesOfLetters(text: string): Uint32Array {
  const places = new Uint32Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isLetter(text.charCodeAt(at))) continue;
    places[count] = at;
    count += 1;
  }
  return places.subarray(0, count);
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}
