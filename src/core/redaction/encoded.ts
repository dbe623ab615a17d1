/** Texts that stand in other texts as base64 or hex, in which secrets may be that nobody knows of yet. */

export interface EncodedText {
  readonly start: number;
  readonly end: number;
  readonly encoding: 'base64' | 'hex';
  readonly text: string;
}

/** Shorter ones hold no secret and the word that tells of it. */
const RUN = /[A-Za-z0-9+/_\r\n-]{16,}={0,2}/g;
const LINE = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const HEX = /^(?:[0-9a-f]{2})+$/i;

export function encodedTexts(text: string): EncodedText[] {
  return Array.from(text.matchAll(RUN)).flatMap(({ 0: run, index }) => {
    const whole = encodedText(run, index);
    if (whole !== undefined) return [whole];
    // The lines were not one text that is wrapped, but several words.
    if (!/[\r\n]/.test(run)) return [];
    return Array.from(run.matchAll(LINE)).flatMap((line) => encodedText(line[0], index + line.index) ?? []);
  });
}

function encodedText(run: string, start: number): EncodedText | undefined {
  const trimmedStart = /^[\r\n]*/.exec(run)?.[0].length ?? 0;
  const letters = run.replace(/[\r\n]/g, '');
  const encoding = HEX.test(letters) ? 'hex' : 'base64';
  const text = encoding === 'hex' ? decodedHex(letters) : decodedBase64(letters);
  if (text === undefined || text.length < 8) return undefined;
  return { start: start + trimmedStart, end: start + run.replace(/[\r\n]+$/, '').length, encoding, text };
}

/** The text that was encoded; `undefined` for what is no base64 of a text. */
export function decodedBase64(token: string): string | undefined {
  try {
    return textOf(Uint8Array.from(atob(token.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function decodedHex(digits: string): string | undefined {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return textOf(bytes);
}

/** `undefined` for bytes that are no text that people write. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
