/** Texts and bytes, as the shell's file system has them. */
import type { IFileSystem } from 'just-bash';

export type FileContent = string | Uint8Array;

/** The name of a coding, or options with one; UTF-8 without. */
export type TextCoding = Parameters<IFileSystem['readFile']>[1];

const utf8 = new TextEncoder();
// A byte order mark is content like any other.
const fromUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function encodeText(content: FileContent, coding?: TextCoding): Uint8Array {
  if (typeof content !== 'string') return content.slice();
  return isBytewise(coding) ? bytesOf(content) : utf8.encode(content);
}

/** A loop, since `Uint8Array.from` first makes a list of all the characters, ten times as large. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function decodeText(bytes: Uint8Array, coding?: TextCoding): string {
  return isBytewise(coding) ? bytewise(bytes) : fromUtf8.decode(bytes);
}

/** A text with one character for each byte. */
function bytewise(bytes: Uint8Array): string {
  let text = '';
  // In parts, since each byte becomes an argument.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

function isBytewise(coding: TextCoding): boolean {
  const name = typeof coding === 'object' && coding !== null ? coding.encoding : coding;
  if (name === undefined || name === null || name === 'utf8' || name === 'utf-8') return false;
  if (name === 'binary' || name === 'latin1' || name === 'ascii') return true;
  throw new Error(`the simulated file system has no coding "${name}"`);
}
