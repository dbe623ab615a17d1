/**
 * Texts and bytes, as the shell has them.
 *
 * The shell works with texts, and what is no UTF-8 would be lost in them. So each byte that is part of no character becomes
 * a character of its own, and that byte again where text becomes bytes. Such characters in a file are taken byte by byte too:
 * otherwise two contents would be one text.
 */
import type { IFileSystem } from 'just-bash';

export type FileContent = string | Uint8Array;

/** The name of a coding, or options with one; UTF-8 without. */
export type TextCoding = Parameters<IFileSystem['readFile']>[1];

const utf8 = new TextEncoder();
// A byte order mark is content like any other.
const fromUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** In the private area. */
const FIRST_BYTE_CHARACTER = 0xf700;
const BYTE_CHARACTERS = /[\uf780-\uf7ff]/;
/** How UTF-8 writes these characters, byte by byte. */
const WRITTEN_OUT = /\xef(?:\x9e[\x80-\xbf]|\x9f[\x80-\xbf])/;

export function encodeText(content: FileContent, coding?: TextCoding): Uint8Array {
  if (typeof content !== 'string') return content.slice();
  return isBytewise(coding) ? bytesOf(content) : fromText(content);
}

/** A loop, since `Uint8Array.from` first makes a list of all the characters, ten times as large. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function decodeText(bytes: Uint8Array, coding?: TextCoding): string {
  return isBytewise(coding) ? bytewise(bytes) : toText(bytes);
}

/** A text with one character for each byte. */
export function bytewise(bytes: Uint8Array): string {
  let text = '';
  // In parts, since each byte becomes an argument.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** The text that the bytes are. */
export function toText(bytes: Uint8Array): string {
  const written = bytes.includes(0xef) && WRITTEN_OUT.test(bytewise(bytes));
  try {
    if (!written) return fromUtf8.decode(bytes);
  } catch {
    // Some of it is no UTF-8.
  }
  return byCharacters(bytes);
}

/** The bytes that the text is. */
export function fromText(text: string): Uint8Array {
  if (!BYTE_CHARACTERS.test(text)) return utf8.encode(text);
  const parts = text
    .split(/([\uf780-\uf7ff]+)/)
    .map((part) => (BYTE_CHARACTERS.test(part) ? rawBytes(part) : utf8.encode(part)));
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    all.set(part, filled);
    filled += part.length;
  }
  return all;
}

/** The character that stands for a byte that is none. */
export function byteCharacter(byte: number): string {
  return String.fromCharCode(FIRST_BYTE_CHARACTER + byte);
}

/** Whether a part of the text is no text. */
export function hasBytes(text: string): boolean {
  return BYTE_CHARACTERS.test(text);
}

function rawBytes(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0) - FIRST_BYTE_CHARACTER);
}

/** One well-formed character after the other, and each byte that belongs to none. */
function byCharacters(bytes: Uint8Array): string {
  let text = '';
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = lengthOfCharacter(bytes, at);
    if (length === 0) {
      text += fromUtf8.decode(bytes.subarray(from, at)) + byteCharacter(bytes[at] ?? 0);
      at += 1;
      from = at;
    } else {
      at += length;
    }
  }
  return text + fromUtf8.decode(bytes.subarray(from));
}

/** How many bytes the character has that begins there; 0 where none does, or one of those that stand for bytes. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = bytes.subarray(at, at + 2);
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const follow = bytes.subarray(at + 1, at + length);
  if (follow.some((byte) => (byte & 0xc0) !== 0x80)) return 0;
  // Overlong forms, surrogates, and what is beyond the last character.
  const isOff =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second >= 0xa0) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second >= 0x90);
  return isOff || WRITTEN_OUT.test(bytewise(bytes.subarray(at, at + length))) ? 0 : length;
}

function isBytewise(coding: TextCoding): boolean {
  const name = typeof coding === 'object' && coding !== null ? coding.encoding : coding;
  if (name === undefined || name === null || name === 'utf8' || name === 'utf-8') return false;
  if (name === 'binary' || name === 'latin1' || name === 'ascii') return true;
  throw new Error(`the simulated file system has no coding "${name}"`);
}
