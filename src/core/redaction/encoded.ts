/** Texts that stand in other texts as base64 or hex, in which secrets may be that nobody knows of yet. */

export interface EncodedText {
  readonly start: number;
  readonly end: number;
  readonly encoding: 'base64' | 'hex';
  readonly text: string;
}

/** Shorter ones hold no secret and the word that tells of it. */
const SHORTEST_RUN = 16;
const RUN = /[A-Za-z0-9+/_\r\n-]{16,}={0,2}/g;
const LINE = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const SEGMENT = /[A-Za-z0-9+_-]{16,}={0,2}/g;
const HEX = /^(?:[0-9a-f]{2})+$/i;

export function encodedTexts(text: string): EncodedText[] {
  if (text.length < SHORTEST_RUN) return [];
  return Array.from(text.matchAll(RUN)).flatMap(({ 0: run, index }) => {
    const whole = isWrapped(run) ? encodedText(run, index) : undefined;
    if (whole !== undefined) return [whole];
    // The lines were not one text that is wrapped, but several words; or it is a part of the path of a URL.
    for (const parts of [LINE, SEGMENT]) {
      const found = Array.from(run.matchAll(parts)).flatMap((part) =>
        part[0] === run ? [] : (encodedText(part[0], index + part.index) ?? []),
      );
      if (found.length > 0) return found;
    }
    return [];
  });
}

/** Whether the lines may be one text: whoever breaks it makes lines of one length, and fills up the last group of four. */
function isWrapped(run: string): boolean {
  const lines = run.split(/[\r\n]+/).filter((line) => line !== '');
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  if (lines.length < 2) return true;
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  return (
    length % 4 === 0 && last.length <= first.length && lines.slice(1, -1).every((line) => line.length === first.length)
  );
}

function encodedText(run: string, start: number): EncodedText | undefined {
  const trimmedStart = /^[\r\n]*/.exec(run)?.[0].length ?? 0;
  const letters = run.replace(/[\r\n]+/g, '');
  const encoding = HEX.test(letters) ? 'hex' : 'base64';
  const text = encoding === 'hex' ? decoded(letters, 4) : decodedBase64(letters);
  if (text === undefined || text.length < 8) return undefined;
  return { start: start + trimmedStart, end: start + run.replace(/[\r\n]+$/, '').length, encoding, text };
}

/** The text that was encoded; `undefined` for what is no base64 of a text. */
export function decodedBase64(token: string): string | undefined {
  const letters = token.replace(/={1,2}$/, '');
  return letters.length % 4 === 1 ? undefined : decoded(letters, 6);
}

const NONE = 0xff;

/** One for all: to make one takes longer than to decode a word. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What digits and letters stand for, by their character codes. */
const VALUES = {
  4: valuesOf(['0123456789abcdef', '0123456789ABCDEF']),
  6: valuesOf([
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  ]),
} as const;

function valuesOf(alphabets: readonly string[]): Uint8Array {
  const values = new Uint8Array(128).fill(NONE);
  for (const alphabet of alphabets) {
    for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value;
  }
  return values;
}

/**
 * The text whose bytes are spelled with so many bits in each letter; `undefined` for bytes that are no text that people
 * write. Ends at the first such byte, since most words that could be base64 are not: `atob` would decode them all.
 */
function decoded(letters: string, bits: 4 | 6): string | undefined {
  const values = VALUES[bits];
  const bytes = new Uint8Array((letters.length * bits) >> 3);
  let count = 0;
  let held = 0;
  let heldBits = 0;
  for (let at = 0; at < letters.length; at += 1) {
    const value = values[letters.charCodeAt(at)] ?? NONE;
    if (value === NONE) return undefined;
    held = (held << bits) | value;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    const byte = (held >> heldBits) & 0xff;
    if (isControl(byte)) return undefined;
    bytes[count] = byte;
    count += 1;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Other than ends of lines, tabs and the like. */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20) || byte === 0x7f;
}
