/**
 * An index to find records by what their texts contain: by each three characters that follow each other.
 *
 * It is made by the first search, and never changed: a table that goes on from there remembers which keys were written
 * since, and they are candidates of every search until the index is made anew.
 */

/** Keys by three characters, and by whole texts that are shorter. */
type Grams<K> = ReadonlyMap<string, readonly K[]>;

interface Written<K> {
  readonly key: K;
  readonly before: Written<K> | undefined;
}

const LENGTH = 3;

/** So many keys may be written before an index is made anew; more where it has many. */
const FEWEST_WRITTEN = 1000;

export class SearchIndex<K> {
  readonly #grams: Grams<K>;
  readonly #size: number;
  readonly #written: Written<K> | undefined;
  readonly #writtenCount: number;

  private constructor(grams: Grams<K>, size: number, written?: Written<K>, writtenCount = 0) {
    this.#grams = grams;
    this.#size = size;
    this.#written = written;
    this.#writtenCount = writtenCount;
  }

  /** @param texts of each record, by its key; letter case counts for nothing. */
  static of<K>(texts: Iterable<readonly [key: K, texts: readonly (string | null)[]]>): SearchIndex<K> {
    const grams = new Map<string, K[]>();
    let size = 0;
    for (const [key, ofRecord] of texts) {
      size += 1;
      for (const gram of new Set(ofRecord.flatMap(gramsOf))) {
        const keys = grams.get(gram);
        if (keys === undefined) grams.set(gram, [key]);
        else keys.push(key);
      }
    }
    return new SearchIndex(grams, size);
  }

  /** The index of a table in which the texts of a record have changed; `undefined`: it is worth making anew. */
  with(key: K): SearchIndex<K> | undefined {
    if (this.#writtenCount >= Math.max(FEWEST_WRITTEN, this.#size / 8)) return undefined;
    const written = { key, before: this.#written };
    return new SearchIndex(this.#grams, this.#size, written, this.#writtenCount + 1);
  }

  /** Keys of all records with a text that contains `fragment`, perhaps among others. @param fragment in lower case, not empty. */
  candidates(fragment: string): Set<K> {
    const found = new Set(fragment.length < LENGTH ? this.#containing(fragment) : this.#fewest(fragment));
    for (let written = this.#written; written !== undefined; written = written.before) found.add(written.key);
    return found;
  }

  #fewest(fragment: string): readonly K[] {
    const lists = gramsOf(fragment).map((gram) => this.#grams.get(gram) ?? []);
    return lists.reduce((fewest, list) => (list.length < fewest.length ? list : fewest));
  }

  /** There are far fewer grams than records. */
  #containing(fragment: string): K[] {
    return [...this.#grams].filter(([gram]) => gram.includes(fragment)).flatMap(([, keys]) => keys);
  }
}

function gramsOf(text: string | null): string[] {
  if (text === null || text === '') return [];
  const folded = text.toLowerCase();
  if (folded.length < LENGTH) return [folded];
  return Array.from({ length: folded.length - LENGTH + 1 }, (_, at) => folded.slice(at, at + LENGTH));
}
