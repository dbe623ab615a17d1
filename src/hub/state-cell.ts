/** The mutable cell of a hub: its current state, what moves it on, and who waits for that. */
import { withCaches } from '../core/caches/caches.ts';
import type { Dialect } from '../core/deviations.ts';
import { settle } from '../core/settle.ts';
import { begun, type HubState, sealed } from '../core/state.ts';
import type { Clock } from './clock.ts';
import { Epoch } from './epoch.ts';
import type { Notes } from './journal/notes.ts';

export class StateCell {
  readonly clock: Clock;
  readonly #notes: Notes;
  #state: HubState;
  #calls: number;
  /** Since it was put to its state; made for the first call that has something done outside. */
  #epoch: Epoch | undefined;
  /** Told of each new state; made for the first one who waits. */
  #watchers: Set<() => void> | undefined;

  constructor(state: HubState, clock: Clock, notes: Notes) {
    this.#state = state;
    this.#calls = state.call;
    this.clock = clock;
    this.#notes = notes;
  }

  get state(): HubState {
    return this.#state;
  }

  /** The number of the last step of a call. */
  get calls(): number {
    return this.#calls;
  }

  /** The stretch of its life that goes on. */
  get epoch(): Epoch {
    this.#epoch ??= new Epoch(this);
    return this.#epoch;
  }

  /** Puts it to another state. What is under way is ended. */
  restore(state: HubState): void {
    this.#notes.leap(this.#state, state);
    this.#epoch?.end();
    this.#epoch = undefined;
    this.#calls = state.call;
    this.move(state);
  }

  /** Moves the state on by a transition of our own, outside any call. With real caches it may be tried several times. */
  update(transition: (state: HubState) => HubState): void {
    const { now, call } = this.#state;
    this.move(withCaches(begun(sealed(this.#state), now, call), (known) => transition(sealed(known))));
  }

  move(state: HubState): void {
    this.#state = state;
    if (state.touched !== undefined) this.#notes.touch(state.touched);
    for (const watcher of this.#watchers ?? []) watcher();
  }

  /** Gives the next call that number, or a later one. */
  numberFrom(number: number): void {
    this.#calls = Math.max(this.#calls, number);
  }

  /** The state as it is by now, for the next call or for more of one in that dialect. */
  now(dialect?: Dialect): HubState {
    this.#calls += 1;
    return settle(this.#state, this.clock.now(), this.#calls, dialect);
  }

  /** As `now`, without taking anything in. */
  ahead(dialect: Dialect): HubState {
    return settle(this.#state, this.clock.now(), this.#calls + 1, dialect);
  }

  /** Resolves when the state is such. @throws Refusal `abandoned` when the epoch is over before. */
  async waitUntil(until: (state: HubState) => boolean, epoch: Epoch): Promise<void> {
    this.#look();
    while (!until(this.#state)) {
      // Where things take a number of calls, each look counts as one of them.
      if (this.#state.nextDue.call === Number.POSITIVE_INFINITY) await this.#somethingNew();
      epoch.check();
      this.#look();
    }
  }

  /** Takes in what has fallen due. Tells nobody of a look that found nothing: two who wait would wake each other for ever. */
  #look(): void {
    const { agenda } = this.#state;
    const state = this.now();
    if (state.agenda === agenda) this.#state = state;
    else this.move(state);
  }

  /** Until something falls due, or another call has changed the state. */
  #somethingNew(): Promise<void> {
    this.#watchers ??= new Set();
    const watchers = this.#watchers;
    return new Promise((resolve) => {
      const wake = () => {
        watchers.delete(wake);
        callOff();
        resolve();
      };
      watchers.add(wake);
      const callOff = this.clock.wake(this.#state.nextDue.at, wake);
    });
  }
}
