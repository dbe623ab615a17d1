/** What is kept of worlds that are no more: when they went, and why. */
import { iso } from '../../core/instant.ts';
import { Denial } from '../denial.ts';

/** Why a world is no more, with what would have kept it. */
const REASONS = {
  deleted: { words: 'it was deleted', hint: '' },
  count: { words: 'there were too many worlds, and it was used least recently', hint: '; --worlds-limit allows more' },
  idle: { words: 'nobody had used it for too long', hint: '; --world-idle lets worlds stay longer' },
  memory: {
    words: 'memory ran short, and it was used least recently',
    hint: '; --worlds-memory allows more',
  },
} as const;

export type DropReason = keyof typeof REASONS;

export interface Tombstone {
  readonly name: string;
  readonly why: DropReason;
  /** On the computer's clock. */
  readonly at: number;
}

/** A hundred bytes each. */
const MOST = 100_000;

export class Tombstones {
  readonly #stones = new Map<string, Tombstone>();
  readonly #most: number;
  /** Whether some were thrown away: then a name that is not known here may be one of those. */
  #incomplete = false;

  constructor(most = MOST) {
    this.#most = most;
  }

  get isIncomplete(): boolean {
    return this.#incomplete;
  }

  get size(): number {
    return this.#stones.size;
  }

  get(name: string): Tombstone | undefined {
    return this.#stones.get(name);
  }

  add(stone: Tombstone): void {
    this.#stones.delete(stone.name);
    this.#stones.set(stone.name, stone);
    const [oldest] = this.#stones.keys();
    if (this.#stones.size <= this.#most || oldest === undefined) return;
    this.#stones.delete(oldest);
    this.#incomplete = true;
  }

  delete(name: string): void {
    this.#stones.delete(name);
  }

  /** The last ones. */
  last(count: number): Tombstone[] {
    return [...this.#stones.values()].slice(-count).reverse();
  }
}

export function droppedDenial({ name, why, at }: Tombstone): Denial {
  const { words, hint } = REASONS[why];
  const make = `POST /__admin/worlds with {"name": "${name}"} makes it anew`;
  return new Denial(410, 'world_dropped', `the world "${name}" was dropped at ${iso(at)}: ${words}`, `${make}${hint}`);
}
