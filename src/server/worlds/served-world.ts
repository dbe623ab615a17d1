/** One of the worlds of a server: a hub with a clock of its own, and what it began with. */
import type { NodeHandler } from '../../adapters/node.ts';
import type { Json } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';
import type { Stub } from '../../hub/effects/stubs.ts';
import type { Hub } from '../../hub/hub.ts';
import type { Cast } from '../cast.ts';
import type { WorldClock } from './world-clock.ts';

/** What a world is made with. */
export interface WorldParts {
  readonly name: string;
  /** What pages and logs call it. */
  readonly title: string;
  readonly hub: Hub;
  /** That of the hub. */
  readonly clock: WorldClock;
  readonly handle: NodeHandler;
  /** Who and what was in it at its start. */
  readonly cast: () => Cast;
  /** What it was made from, as whoever made it said it. */
  readonly from: Json;
}

export class ServedWorld implements WorldParts {
  readonly name: string;
  readonly title: string;
  readonly hub: Hub;
  readonly clock: WorldClock;
  readonly handle: NodeHandler;
  readonly cast: () => Cast;
  readonly from: Json;
  /** On the computer's clock. */
  readonly made = Date.now();
  lastUsed = this.made;
  /** Requests, and those that have not been answered yet. */
  requests = 0;
  underWay = 0;
  #epoch = 0;
  readonly #start: { readonly state: HubState; readonly stubs: readonly Stub[]; readonly clock: WorldClock };

  constructor(parts: WorldParts) {
    this.name = parts.name;
    this.title = parts.title;
    this.hub = parts.hub;
    this.clock = parts.clock;
    this.handle = parts.handle;
    this.cast = parts.cast;
    this.from = parts.from;
    this.#start = { state: this.hub.state, stubs: this.hub.stubs, clock: this.clock.fork() };
  }

  /** How often it was put to another state: what was under way before that is abandoned. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Puts it back to what it was made with: state, stubs, and the mode and time of its clock. */
  reset(): void {
    const { state, stubs, clock } = this.#start;
    this.clock.follow(clock);
    this.hub.stubs = stubs;
    this.restore(state);
  }

  /** Puts it to another state. A clock that stands still shows the time of that state then. */
  restore(state: HubState): void {
    if (this.clock.mode === 'frozen') this.clock.freeze(state.now);
    this.hub.restore(state);
    this.#epoch += 1;
  }
}
