/**
 * A stretch in the life of a hub, in which each state follows from the one before. It is over when the hub is put to
 * another state: what is still under way then belongs to a hub that is no more, and can change nothing of this one.
 */
import { refuse } from '../core/errors.ts';
import { type HubState, sealed } from '../core/state.ts';
import type { HubCell } from './cell.ts';
import type { Clock } from './clock.ts';
import { Turns } from './effects/turns.ts';

type Cell = Pick<HubCell, 'state' | 'clock' | 'update'>;

export class Epoch implements HubCell {
  /** Of commands that share their runs. */
  readonly turns = new Turns();
  readonly #cell: Cell;
  readonly #callbacks = new Set<() => void>();
  /** The last one of it. */
  #last: HubState | undefined;

  constructor(cell: Cell) {
    this.#cell = cell;
  }

  get state(): HubState {
    return this.#last ?? sealed(this.#cell.state);
  }

  get clock(): Clock {
    return this.#cell.clock;
  }

  get isOver(): boolean {
    return this.#last !== undefined;
  }

  /** @throws Refusal `abandoned` when it is over. */
  update(transition: (state: HubState) => HubState): void {
    this.check();
    this.#cell.update(transition);
  }

  /** @throws Refusal `abandoned` when it is over. */
  check(): void {
    if (this.isOver) throw refuse('abandoned');
  }

  onEnd(callback: () => void): () => void {
    if (this.isOver) callback();
    else this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  end(): void {
    this.#last = sealed(this.#cell.state);
    for (const callback of this.#callbacks) callback();
    this.#callbacks.clear();
  }
}
