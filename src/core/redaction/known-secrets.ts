/** Secrets that are known, and where they stand in texts, however they are spelled there. */
import { type EncodedForm, encodedForms, isInLongerWord } from './encodings.ts';
import { isKeyLike } from './looks.ts';
import { PieceSearch } from './pieces.ts';
import type { Searched, Span } from './spans.ts';
import { lettersOf, placesOfLetters, unescapedFully, unescapedView, type View } from './views.ts';
import { WordSearch } from './word-search.ts';

interface Known {
  readonly secret: string;
  readonly placeholder: string;
  /** It stands in no text by chance, so it is known inside words too, and by its parts. */
  readonly isRandom: boolean;
}

/** One that is searched for among letters and digits alone; without a form it is spelled as it is. */
interface Lettered {
  readonly known: Known;
  readonly form?: EncodedForm;
}

/** Shorter ones are replaced where their names tell of them, but not inside other texts: that would be any word. */
const SHORTEST = 6;
/** A secret that has escapes in it is shorter without them. */
const SHORTEST_UNESCAPED = 4;
/** Shorter rows of letters may come about by chance. */
const FEWEST_LETTERS = 7;
const FEWEST_RANDOM = 12;
/** Of longer ones, this much of the beginning is searched for, and less in other spellings. */
const LONGEST_SEARCHED = 4096;
const LONGEST_SPELLED = 1024;

export class KnownSecrets {
  readonly #spelled = new WordSearch<Known>();
  readonly #letters = new WordSearch<Lettered>();
  readonly #hex = new WordSearch<Lettered>();
  readonly #pieces = new PieceSearch();

  add(secret: string, placeholder: string): void {
    if (secret.length < SHORTEST) return;
    const known = { secret, placeholder, isRandom: isRandom(secret) };
    const start = secret.slice(0, LONGEST_SEARCHED);
    const plain = wellFormed(secret.slice(0, LONGEST_SPELLED));
    for (const form of new Set([start, ...formsWithEscapes(start), ...formsWithEscapes(plain)])) {
      this.#spelled.add(folded(form), known);
    }
    for (const form of encodedForms(plain)) {
      const search = form.bits === 4 ? this.#hex : this.#letters;
      if (form.letters.length >= FEWEST_LETTERS) search.add(form.letters, { known, form });
    }
    if (!known.isRandom) return;
    const letters = lettersOf(start);
    if (letters.length >= FEWEST_RANDOM) this.#letters.add(letters, { known });
    this.#pieces.add(start, placeholder);
  }

  /** Where they stand in one text. */
  find(text: string): Span[] {
    if (text.length < SHORTEST_UNESCAPED) return [];
    const view = unescapedView(text);
    return [
      ...this.#spelledIn(text),
      ...(view === undefined ? [] : this.#spelledIn(view.text).map((span) => inSource(span, view))),
      ...this.#lettersIn(text, view),
      ...this.#pieces.beginningsIn(text),
    ];
  }

  /** Adds to the spans of texts where a secret stands in more than one piece. */
  findPieces(texts: readonly Searched[]): void {
    this.#pieces.find(texts);
  }

  #spelledIn(text: string): Span[] {
    const accept = (start: number, end: number, { isRandom: anywhere }: Known) => anywhere || isWhole(text, start, end);
    return this.#spelled.find(folded(text), accept).map(({ start, end, word }) => {
      return { start, end: end + goesOn(text, end, word.secret), shown: word.placeholder };
    });
  }

  /** In base64 at any alignment, in hex, and spelled with anything between its letters. */
  #lettersIn(text: string, view: View | undefined): Span[] {
    const base = view?.text ?? text;
    const letters = lettersOf(base);
    if (letters.length < FEWEST_LETTERS) return [];
    let places: Uint32Array | undefined;
    const startOf = (at: number): number => {
      places ??= placesOfLetters(base);
      return places[at] as number;
    };
    const accept = (start: number, end: number, { known, form }: Lettered) =>
      known.isRandom || form === undefined || !isInLongerWord(base, startOf(start), startOf(end - 1) + 1, form);
    const encoded = this.#letters.find(letters, accept);
    const found = [...encoded, ...this.#hex.find(letters.toLowerCase(), accept)];
    return found.map(({ start, end, word }) => {
      const span = widened(base, startOf(start), startOf(end - 1) + 1);
      const whole = { ...span, shown: word.known.placeholder };
      return view === undefined ? whole : inSource(whole, view);
    });
  }
}

/**
 * How a secret stands in a text that spells characters by escapes: all of them taken back, as the text's are; of one
 * that has hardly more than escapes in it, as addresses and JSON spell it, since what is left of it is in any text.
 */
function formsWithEscapes(secret: string): string[] {
  const form = trimmed(unescapedFully(secret));
  if (form.length >= SHORTEST_UNESCAPED) return [form];
  return [encodeURIComponent(wellFormed(secret)), JSON.stringify(secret).slice(1, -1)];
}

/** How much more of the secret stands behind what was searched for. */
function goesOn(text: string, end: number, secret: string): number {
  let more = 0;
  while (LONGEST_SEARCHED + more < secret.length && text[end + more] === secret[LONGEST_SEARCHED + more]) more += 1;
  return more;
}

function inSource({ start, end, shown }: Span, view: View): Span {
  return { start: view.startOf(start), end: view.endOf(end - 1), shown };
}

/** Forms and queries spell a blank as `+`. */
function folded(text: string): string {
  return text.replaceAll('+', ' ');
}

/** What stands behind may make an escape of its end. */
function trimmed(text: string): string {
  return text.replace(/[\\%&]$/, '');
}

/** Whether it does not go on as a word before or behind; the letter of an option may stand before it: `-phunter2`. */
function isWhole(text: string, start: number, end: number): boolean {
  const goesOnBefore = isInWord(text, start) && !/(?:^|\s)-[A-Za-z]$/.test(text.slice(Math.max(0, start - 3), start));
  return !goesOnBefore && !isInWord(text, end);
}

function isInWord(text: string, at: number): boolean {
  return /^\w\w$/.test(text.slice(Math.max(0, at - 1), at + 1)) && at > 0;
}

/** Whether it looks drawn by chance: known tokens do, and rows of letters with digits, or of many. */
function isRandom(secret: string): boolean {
  if (secret.length < FEWEST_RANDOM || /\s/.test(secret.trim())) return false;
  if (isKeyLike(secret)) return true;
  return (secret.match(/[A-Za-z0-9]{12,}/g) ?? []).some(
    (row) => row.length >= 20 || (/\d/.test(row) && /[A-Za-z]/.test(row)),
  );
}

/** Half a surrogate pair cannot be written in UTF-8. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

/** With the characters of base64 at both ends, which hold a few bits of it, and the padding. */
function widened(text: string, start: number, end: number): { start: number; end: number } {
  const first = /[A-Za-z0-9+/_-]/.test(text[start - 1] ?? '') ? start - 1 : start;
  let last = /[A-Za-z0-9+/_-]/.test(text[end] ?? '') ? end + 1 : end;
  while (text[last] === '=' && last < end + 3) last += 1;
  return { start: first, end: last };
}
