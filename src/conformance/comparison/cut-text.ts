/** Long texts, which recordings hold only the start of: `xxxx…[1500000 chars]`. */
import { isObject, type Json } from '../../core/json.ts';

const MARK = /…\[(\d+) chars\]$/;

/** The start and the whole length of a text that was shortened; `undefined` where it is whole. */
export function cutText(text: string): { readonly start: string; readonly length: number } | undefined {
  const found = MARK.exec(text);
  return found === null ? undefined : { start: text.slice(0, found.index), length: Number(found[1]) };
}

/**
 * The value with each shortened text at its length again.
 *
 * @returns `undefined` where that cannot be known: only a text of one character over and over tells how it goes on.
 */
export function lengthened(value: Json): Json | undefined {
  if (typeof value === 'string') return lengthenedText(value);
  if (Array.isArray(value)) {
    const items = value.map(lengthened);
    return items.every((item) => item !== undefined) ? (items as Json[]) : undefined;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, lengthened(inner)] as const);
  return members.every(([, inner]) => inner !== undefined) ? (Object.fromEntries(members) as Json) : undefined;
}

function lengthenedText(text: string): string | undefined {
  const cut = cutText(text);
  if (cut === undefined) return text;
  const [character = ''] = cut.start;
  return character !== '' && cut.start === character.repeat(cut.start.length)
    ? character.repeat(cut.length)
    : undefined;
}
