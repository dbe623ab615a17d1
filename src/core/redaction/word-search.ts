/**
 * Finds any of many words in a text, in one pass over it: the automaton of Aho and Corasick.
 *
 * Its time follows the length of the text, however many words there are, and whatever stands in it. An own one, since
 * it also has to tell where a text breaks off inside a word, and has to take in words between searches.
 */

interface Found<Word> {
  /** From `start` to before `end` of the text. */
  start: number;
  end: number;
  word: Word;
}

/** Words added since the larger automaton was made are searched for by one of their own, which is quick to make. */
export class WordSearch<Word> {
  #settled = new Automaton<Word>();
  #fresh = new Automaton<Word>();

  add(text: string, word: Word): void {
    this.#fresh.add(text, word);
    if (this.#fresh.size > Math.max(FEWEST_NODES, this.#settled.size / 4)) {
      for (const [added, its] of this.#fresh.words) this.#settled.add(added, its);
      this.#fresh = new Automaton();
    }
  }

  /** The longest acceptable word at each place where one ends; of those that overlap, one that covers them all. */
  find(text: string, accept: (start: number, end: number, word: Word) => boolean): Found<Word>[] {
    const found = this.#settled.find(text, accept);
    const others = this.#fresh.find(text, accept);
    return others.length === 0 ? found : [...found, ...others];
  }

  /** Whether any word stands in the text. */
  isIn(text: string): boolean {
    return this.#settled.isIn(text) || this.#fresh.isIn(text);
  }

  /** The beginnings of words at the `ends` (ascending), of which the text has no more. */
  beginningsBefore(text: string, ends: readonly number[]): Found<Word>[] {
    return [this.#settled, this.#fresh].flatMap((automaton) => automaton.beginningsBefore(text, ends));
  }
}

const FEWEST_NODES = 4096;

/** How many words are tried that end at one place and are the end of each other. */
const MOST_NESTED = 64;

/** Characters below are found from the root at once. */
const USUAL = 256;

/** Takes the later one into the earlier. A row of them is as long as the text, but no more than one result. */
function extend<Word>(earlier: Found<Word>, later: Found<Word>): void {
  if (later.start <= earlier.start) earlier.word = later.word;
  earlier.start = Math.min(earlier.start, later.start);
  earlier.end = later.end;
}

/** The nodes of an automaton as arrays of numbers, in which steps are quick. */
interface Steps {
  readonly character: Uint16Array;
  readonly firstChild: Int32Array;
  readonly sibling: Int32Array;
  /** The node of the longest other beginning that ends the same, and of the longest such word. */
  readonly fallback: Int32Array;
  readonly nested: Int32Array;
  /** Of the root, the child for each of the usual characters. */
  readonly fromRoot: Int32Array;
}

class Automaton<Word> {
  readonly words: [text: string, word: Word][] = [];
  /** Of each node, by its number; 0 is the root, and stands for "none" elsewhere. */
  readonly #character = [0];
  readonly #firstChild = [0];
  readonly #sibling = [0];
  readonly #depth = [0];
  /** One more than the index of the word that ends there. */
  readonly #word = [0];
  /** One more than the index of some word that goes through it. */
  readonly #through = [0];
  #steps: Steps | undefined;

  get size(): number {
    return this.#character.length;
  }

  add(text: string, word: Word): void {
    if (text === '') return;
    this.words.push([text, word]);
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      node = this.#child(node, character) || this.#newChild(node, character);
    }
    this.#word[node] ||= this.words.length;
    this.#steps = undefined;
  }

  find(text: string, accept: (start: number, end: number, word: Word) => boolean): Found<Word>[] {
    const found: Found<Word>[] = [];
    if (this.words.length === 0) return found;
    this.#steps ??= this.#made();
    const steps = this.#steps;
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      node = stepped(steps, node, text.charCodeAt(at));
      if (node === 0) continue;
      let ending = this.#word[node] === 0 ? (steps.nested[node] as number) : node;
      for (let tries = 0; ending !== 0 && tries < MOST_NESTED; tries += 1) {
        const start = at + 1 - (this.#depth[ending] as number);
        const word = (this.words[(this.#word[ending] as number) - 1] as [string, Word])[1];
        if (accept(start, at + 1, word)) {
          const last = found.at(-1);
          if (last === undefined || start >= last.end) found.push({ start, end: at + 1, word });
          else extend(last, { start, end: at + 1, word });
          break;
        }
        ending = steps.nested[ending] as number;
      }
    }
    return found;
  }

  isIn(text: string): boolean {
    if (this.words.length === 0) return false;
    this.#steps ??= this.#made();
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      node = stepped(this.#steps, node, text.charCodeAt(at));
      if (this.#word[node] !== 0 || this.#steps.nested[node] !== 0) return true;
    }
    return false;
  }

  beginningsBefore(text: string, ends: readonly number[]): Found<Word>[] {
    const found: Found<Word>[] = [];
    if (this.words.length === 0 || ends.length === 0) return found;
    this.#steps ??= this.#made();
    let node = 0;
    let next = 0;
    for (let at = 0; at < text.length && next < ends.length; at += 1) {
      if (ends[next] === at) {
        next += 1;
        const [, word] = this.words[(this.#through[node] as number) - 1] ?? [];
        if (word !== undefined) found.push({ start: at - (this.#depth[node] as number), end: at, word });
      }
      node = stepped(this.#steps, node, text.charCodeAt(at));
    }
    return found;
  }

  #child(node: number, character: number): number {
    let child = this.#firstChild[node] as number;
    while (child !== 0 && this.#character[child] !== character) child = this.#sibling[child] as number;
    return child;
  }

  #newChild(node: number, character: number): number {
    const child = this.#character.length;
    this.#character.push(character);
    this.#firstChild.push(0);
    this.#sibling.push(this.#firstChild[node] as number);
    this.#depth.push((this.#depth[node] as number) + 1);
    this.#word.push(0);
    this.#through.push(this.words.length);
    this.#firstChild[node] = child;
    return child;
  }

  /** Breadth first, so that a node's fallback, which is less deep, is known before the node's own children. */
  #made(): Steps {
    const steps = {
      character: Uint16Array.from(this.#character),
      firstChild: Int32Array.from(this.#firstChild),
      sibling: Int32Array.from(this.#sibling),
      fallback: new Int32Array(this.size),
      nested: new Int32Array(this.size),
      fromRoot: new Int32Array(USUAL),
    };
    const { character, firstChild, sibling, fallback, nested, fromRoot } = steps;
    for (let child = firstChild[0] as number; child !== 0; child = sibling[child] as number) {
      fromRoot[character[child] as number] = child;
    }
    const queue = [0];
    for (const node of queue) {
      for (let child = firstChild[node] as number; child !== 0; child = sibling[child] as number) {
        queue.push(child);
        if (node === 0) continue;
        const ends = stepped(steps, fallback[node] as number, character[child] as number);
        fallback[child] = ends;
        nested[child] = this.#word[ends] === 0 ? (nested[ends] as number) : ends;
      }
    }
    return steps;
  }
}

function stepped(steps: Steps, from: number, next: number): number {
  const { character, firstChild, sibling, fallback, fromRoot } = steps;
  for (let node = from; ; node = fallback[node] as number) {
    if (node === 0 && next < USUAL) return fromRoot[next] as number;
    let child = firstChild[node] as number;
    while (child !== 0 && character[child] !== next) child = sibling[child] as number;
    if (child !== 0 || node === 0) return child;
  }
}
