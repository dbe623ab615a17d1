/** A secret as it stands inside longer texts in base64 or hex, and what stands next to it there. */
import { lettersOf } from './views.ts';

/** The letters and digits that any encoded text has which holds the secret, and how to see the bytes next to it. */
export interface EncodedForm {
  readonly letters: string;
  readonly bits: 4 | 6;
  /** How many bits of the secret stand before the letters, and behind them, in characters that it shares with others. */
  readonly before: number;
  readonly behind: number;
}

/** Three in base64, by how many bytes stand before it, and one in hex. */
export function encodedForms(secret: string): EncodedForm[] {
  const bytes = new TextEncoder().encode(secret);
  const base64 = [0, 1, 2].map((shift): EncodedForm => {
    const encoded = btoa(String.fromCharCode(...new Uint8Array(shift), ...bytes));
    const [first, last] = [Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6)];
    const letters = lettersOf(encoded.slice(first, last));
    return { letters, bits: 6, before: first * 6 - shift * 8, behind: (shift + bytes.length) * 8 - last * 6 };
  });
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [...base64, { letters: hex, bits: 4, before: 0, behind: 0 }];
}

/**
 * Whether it is a part of a longer word in the encoded text.
 *
 * @param start where its letters begin in `text`; they end before `end`.
 */
export function isInLongerWord(
  text: string,
  start: number,
  end: number,
  { bits, before, behind }: EncodedForm,
): boolean {
  const isWord = (byte: number | undefined) => byte !== undefined && /\w/.test(String.fromCharCode(byte));
  const [last, beforeLast] = neighbours(text, start - 1, -1, bits);
  const [first, second] = neighbours(text, end, 1, bits);
  const previous = joined(beforeLast, last, bits);
  const next = joined(first, second, bits);
  return (
    isWord(previous === undefined ? undefined : (previous >> before) & 0xff) ||
    isWord(next === undefined ? undefined : (next >> (2 * bits - 8 - behind)) & 0xff)
  );
}

/** What two characters stand for together. */
function joined(high: number | undefined, low: number | undefined, bits: number): number | undefined {
  return high === undefined || low === undefined ? undefined : (high << bits) | low;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The values of the two encoded characters from `from` on, over ends of lines; fewer where the encoded text ends. */
function neighbours(text: string, from: number, step: 1 | -1, bits: 4 | 6): number[] {
  const values: number[] = [];
  for (let at = from; values.length < 2 && at >= 0 && at < text.length; at += step) {
    const character = text[at] as string;
    if (character === '\r' || character === '\n' || (bits === 4 && character === ':')) continue;
    const standard = character === '-' ? '+' : character === '_' ? '/' : character;
    const value = bits === 4 ? '0123456789abcdef'.indexOf(character.toLowerCase()) : BASE64.indexOf(standard);
    if (value === -1) break;
    values.push(value);
  }
  return values;
}
