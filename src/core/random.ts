/**
 * Chance, drawn by name: a draw depends on the seed, the number of the call and the name, and on nothing else.
 * So the same seed and the same calls give the same draws, and a new draw shifts no other.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HubState } from './state.ts';

type Chance = Pick<HubState, 'seed' | 'call'>;

// The alphabet of the hub's own generator: without Y and j, with T twice. [npm random-key@0.3.2]
const KEY_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXTZabcdefghiklmnopqrstuvwxyz';

/** A random (version 4) UUID. Two draws in one call need two names. */
export function newUuid(chance: Chance, name: string): string {
  const words = drawWords(chance, name, uuidWords);
  words[1] = ((words[1] as number) & 0xff0fffff) | 0x00400000;
  words[2] = ((words[2] as number) & 0xffffff3f) | 0x00000080;
  for (let at = 0; at < 32; at += 2) {
    // Bytes of a word come lowest first.
    const byte = (words[at >> 3] as number) >>> ((at & 6) << 2);
    uuidCodes[PLACES[at] as number] = DIGITS[(byte >> 4) & 15] as number;
    uuidCodes[PLACES[at + 1] as number] = DIGITS[byte & 15] as number;
  }
  return String.fromCharCode.apply(null, uuidCodes);
}

// Every call draws an id; made anew from texts it would take four times as long. All of both is written each time.
const uuidWords = new Uint32Array(4);
const uuidCodes = Array.from('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', (character) => character.charCodeAt(0));
const HYPHEN = '-'.charCodeAt(0);
/** Where digits are in a UUID. */
const PLACES = [...uuidCodes.keys()].filter((at) => uuidCodes[at] !== HYPHEN);
const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** 24 characters, as in API keys and auth tokens. */
export function newToken(chance: Chance, name: string): string {
  return Array.from(draw(chance, name).subarray(0, 24), (byte) => KEY_ALPHABET[byte % KEY_ALPHABET.length]).join('');
}

export function newApiKey(chance: Chance, name: string): string {
  return `sk_${newToken(chance, name)}`;
}

/** 32 bytes in base64, 44 characters. */
export function newSecret(chance: Chance, name: string): string {
  return btoa(String.fromCharCode(...draw(chance, name).subarray(0, 32)));
}

/** `length` hexadecimal digits, at most 64. */
export function newHex(chance: Chance, name: string, length: number): string {
  return bytesToHex(draw(chance, name)).slice(0, length);
}

/** An integer from 0 on, below `limit`. */
export function newNumber(chance: Chance, name: string, limit: number): number {
  return new DataView(draw(chance, name).buffer).getUint32(0) % limit;
}

/** 32 bytes. */
function draw(chance: Chance, name: string): Uint8Array {
  return new Uint8Array(drawWords(chance, name, new Uint32Array(8)).buffer);
}

/** Nothing here keeps a secret, so what is wanted is speed. */
function drawWords({ seed, call }: Chance, name: string, words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  digest(`${seed}\n${call}\n${name}`);
  return expand(words);
}

// Every call draws, and a list of the four words would be made each time.
const mixed = new Int32Array(4);

/** Puts four words into `mixed` that depend on each character of `text`. [cyrb128] */
function digest(text: string): void {
  let [a, b, c, d] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 0x239b961b);
    b = c ^ Math.imul(b ^ code, 0xab0e9789);
    c = d ^ Math.imul(c ^ code, 0x38b34ae5);
    d = a ^ Math.imul(d ^ code, 0xa1e38b93);
  }
  mixed[0] = a;
  mixed[1] = b;
  mixed[2] = c;
  mixed[3] = d;
}

const WARM_UP = 16;

/** Fills `words` from `mixed`, after as many as it takes for the four to be well mixed. [sfc32 of PractRand] */
function expand(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  let a = mixed[0] as number;
  let b = mixed[1] as number;
  let c = mixed[2] as number;
  let counter = mixed[3] as number;
  for (let at = -WARM_UP; at < words.length; at += 1) {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    if (at >= 0) words[at] = sum;
  }
  return words;
}
