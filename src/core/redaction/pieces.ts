/** Secrets that stand in more than one piece: in two members, two headers, two variables; or without their end. */
import { isFree, merged, type Searched, type Span } from './spans.ts';
import { WordSearch } from './word-search.ts';

interface Whole {
  readonly secret: string;
  readonly placeholder: string;
}

/** Of a secret that a text breaks off inside. */
const SHORTEST_BEGINNING = 8;
/** What may be missing of a secret so that the rest is still as good as all of it. */
const SHORTEST_REST = 4;
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
    this.#findAcross(
      new Row(
        texts.filter(({ follows }) => follows),
        '',
      ),
    );
    this.#findHalves(new Row(texts, '\u0000'));
  }

  #findAcross(row: Row): void {
    for (const { start, end, word } of this.#wholes.find(row.text, () => true)) {
      if (row.isAcross(start, end)) row.mark({ start, end, shown: word.placeholder });
    }
  }

  /** Both halves, in whatever order: one of them is at least half of the secret, and the other all that it lacks. */
  #findHalves(row: Row): void {
    const taken = row.taken();
    const tried = new Set<string>();
    for (const search of [this.#heads, this.#tails]) {
      for (const { start, end, word } of search.find(row.text, (from, to) => isFree(taken, from, to))) {
        const isHead = search === this.#heads;
        const piece = (isHead ? longestHead : longestTail)(row.text, start, end, word.secret);
        const rest = isHead ? word.secret.slice(piece.length) : word.secret.slice(0, -piece.length);
        const sign = `${isHead} ${word.placeholder} ${rest.length}`;
        if (tried.has(sign)) continue;
        if (tried.size === MOST_HALVES) return;
        tried.add(sign);
        const places = rest.length < SHORTEST_REST ? [] : placesOf(rest, row.text, taken);
        if (rest.length >= SHORTEST_REST && places.length === 0) continue;
        for (const found of [...places, ...placesOf(piece, row.text, taken)]) {
          row.mark({ ...found, shown: word.placeholder });
        }
      }
    }
  }
}

/** Texts one behind the other. */
class Row {
  readonly text: string;
  readonly #texts: readonly Searched[];
  readonly #starts: readonly number[];

  constructor(texts: readonly Searched[], separator: string) {
    let behind = 0;
    this.#texts = texts;
    this.#starts = texts.map(({ text }) => {
      const start = behind;
      behind += text.length + separator.length;
      return start;
    });
    this.text = texts.map(({ text }) => text).join(separator);
  }

  /** What is replaced already. */
  taken(): Span[] {
    return merged(
      this.#texts.flatMap(({ spans }, index) => {
        const from = this.#starts[index] as number;
        return spans.map(({ start, end, shown }) => ({ start: from + start, end: from + end, shown }));
      }),
    );
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
function placesOf(piece: string, text: string, taken: readonly Span[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = text.indexOf(piece); start !== -1; start = text.indexOf(piece, start + piece.length)) {
    const end = start + piece.length;
    if (isFree(taken, start, end)) found.push({ start, end });
  }
  return found;
}
