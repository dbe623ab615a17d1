/** Secrets that stand in more than one piece: in two members, two headers, two variables; or without their end. */
import { merged, replaced, type Searched, type Span } from './spans.ts';
import { WordSearch } from './word-search.ts';

interface Whole {
  readonly secret: string;
  readonly placeholder: string;
}

/** Of a secret that a text breaks off inside. */
const SHORTEST_BEGINNING = 8;
/** What may be missing of a secret so that the rest is still as good as all of it. */
const SHORTEST_REST = 4;
/** What no piece has in it. */
const BETWEEN = '\u0000';
/** How many halves have the other one looked for. */
const MOST_HALVES = 64;

/** Only secrets that look drawn by chance may be added: a part of a word is a part of many. */
export class PieceSearch {
  readonly #wholes = new WordSearch<Whole>();
  readonly #heads = new WordSearch<Whole>();
  readonly #tails = new WordSearch<Whole>();

  #isEmpty = true;

  add(secret: string, placeholder: string): void {
    this.#isEmpty = false;
    const whole = { secret, placeholder };
    const half = Math.ceil(secret.length / 2);
    this.#wholes.add(secret, whole);
    this.#heads.add(secret.slice(0, half), whole);
    this.#tails.add(secret.slice(-half), whole);
  }

  /** What was shortened after the beginning of a secret still has that. */
  beginningsIn(text: string): Span[] {
    if (!text.includes('…')) return [];
    const ends: number[] = [];
    for (let at = text.indexOf('…'); at !== -1; at = text.indexOf('…', at + 1)) ends.push(at);
    return this.#wholes
      .beginningsBefore(text, ends)
      .filter(({ start, end }) => end - start >= SHORTEST_BEGINNING)
      .map(({ start, end, word }) => ({ start, end, shown: word.placeholder }));
  }

  /** Adds to the spans of the texts. */
  find(texts: readonly Searched[]): void {
    if (this.#isEmpty) return;
    const following = texts.filter(({ follows }) => follows);
    if (following.length > 1) this.#findAcross(new Row(following, ''));
    if (!texts.some(({ text }) => this.#heads.isIn(text) || this.#tails.isIn(text))) return;
    // What is replaced already is as far from the rest as another text is.
    const left = texts.map(({ text, spans }) => (spans.length === 0 ? text : replaced(text, merged(spans), blank)));
    this.#findHalves(new Row(texts, BETWEEN, left));
  }

  #findAcross(row: Row): void {
    for (const { start, end, word } of this.#wholes.find(row.text, () => true)) {
      if (row.isAcross(start, end)) row.mark({ start, end, shown: word.placeholder });
    }
  }

  /** Both halves, in whatever order: one of them is at least half of the secret, and the other all that it lacks. */
  #findHalves(row: Row): void {
    const tried = new Set<string>();
    for (const search of [this.#heads, this.#tails]) {
      for (const { start, end, word } of search.find(row.text, () => true)) {
        const isHead = search === this.#heads;
        const piece = (isHead ? longestHead : longestTail)(row.text, start, end, word.secret);
        const rest = isHead ? word.secret.slice(piece.length) : word.secret.slice(0, -piece.length);
        const sign = `${isHead} ${word.placeholder} ${rest.length}`;
        if (tried.has(sign)) continue;
        if (tried.size === MOST_HALVES) return;
        tried.add(sign);
        const places = rest.length < SHORTEST_REST ? [] : placesOf(rest, row.text);
        if (rest.length >= SHORTEST_REST && places.length === 0) continue;
        for (const found of [...places, ...placesOf(piece, row.text)]) {
          row.mark({ ...found, shown: word.placeholder });
        }
      }
    }
  }
}

function blank({ start, end }: Span): string {
  return BETWEEN.repeat(end - start);
}

/** Texts one behind the other. */
class Row {
  readonly text: string;
  readonly #texts: readonly Searched[];
  readonly #starts: readonly number[];

  /** @param spelled how they stand in the row, each as long as it is. */
  constructor(texts: readonly Searched[], separator: string, spelled = texts.map(({ text }) => text)) {
    let behind = 0;
    this.#texts = texts;
    this.#starts = texts.map(({ text }) => {
      const start = behind;
      behind += text.length + separator.length;
      return start;
    });
    this.text = spelled.join(separator);
  }

  isAcross(start: number, end: number): boolean {
    const index = this.#indexAt(start);
    return end > (this.#starts[index] as number) + (this.#texts[index] as Searched).text.length;
  }

  mark({ start, end, shown }: Span): void {
    for (let index = this.#indexAt(start); index < this.#texts.length; index += 1) {
      const from = this.#starts[index] as number;
      if (from >= end) return;
      const { text, spans } = this.#texts[index] as Searched;
      spans.push({ start: Math.max(0, start - from), end: Math.min(text.length, end - from), shown });
    }
  }

  /** Which text the character stands in. */
  #indexAt(at: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function longestHead(text: string, start: number, from: number, secret: string): string {
  let end = from;
  while (end < text.length && end - start < secret.length && text[end] === secret[end - start]) end += 1;
  return text.slice(start, end);
}

function longestTail(text: string, from: number, end: number, secret: string): string {
  let start = from;
  while (start > 0 && end - start < secret.length && text[start - 1] === secret.at(start - 1 - end)) start -= 1;
  return text.slice(start, end);
}

/** Wherever the piece stands on its own. */
function placesOf(piece: string, text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = text.indexOf(piece); start !== -1; start = text.indexOf(piece, start + piece.length)) {
    found.push({ start, end: start + piece.length });
  }
  return found;
}
