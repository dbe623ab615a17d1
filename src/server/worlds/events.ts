/** What happens in a world, for those who listen: the last events are kept, so that whoever was cut off can go on. */
import type { JsonObject } from '../../core/json.ts';
import type { Journal } from '../../hub/journal.ts';

/** What happened; of a call its number, since what is told of it is read when somebody is told. */
export type WorldEvent =
  | { readonly type: 'call'; readonly seq: number }
  | { readonly type: 'world'; readonly data: JsonObject };

export interface KeptEvent {
  readonly id: string;
  readonly event: WorldEvent;
}

const MOST_KEPT = 1000;

export class WorldEvents {
  /** Ids of other worlds, and of earlier ones of the same name, are told apart by it. */
  readonly #stream = Math.trunc(performance.timeOrigin + performance.now()).toString(36);
  readonly #listeners = new Set<(kept: KeptEvent) => void>();
  readonly #enders = new Set<() => void>();
  #kept: KeptEvent[] = [];
  #last = 0;

  constructor(journal: Journal) {
    journal.watch((seq) => this.add({ type: 'call', seq }));
  }

  get lastId(): string {
    return this.#idOf(this.#last);
  }

  get listening(): number {
    return this.#listeners.size;
  }

  add(event: WorldEvent): void {
    this.#last += 1;
    const kept = { id: this.lastId, event };
    this.#kept.push(kept);
    // Many at once, since all others move each time.
    if (this.#kept.length >= 2 * MOST_KEPT) this.#kept = this.#kept.slice(-MOST_KEPT);
    for (const listener of this.#listeners) listener(kept);
  }

  /**
   * The events after that of `id`, and how many there were before them that are not kept any more; `undefined` where it is
   * no event of this world.
   */
  after(id: string): { readonly missed: number; readonly events: readonly KeptEvent[] } | undefined {
    const [stream, number] = id.split('.');
    const last = Number(number);
    if (stream !== this.#stream || !Number.isSafeInteger(last) || last > this.#last) return undefined;
    const count = this.#last - last;
    const events = count === 0 ? [] : this.#kept.slice(-count);
    return { missed: count - events.length, events };
  }

  /** @param onEnd is called when there will be no more. @returns a function that ends listening. */
  listen(onEvent: (kept: KeptEvent) => void, onEnd: () => void): () => void {
    this.#listeners.add(onEvent);
    this.#enders.add(onEnd);
    return () => {
      this.#listeners.delete(onEvent);
      this.#enders.delete(onEnd);
    };
  }

  end(): void {
    for (const end of this.#enders) end();
  }

  #idOf(number: number): string {
    return `${this.#stream}.${number}`;
  }
}
