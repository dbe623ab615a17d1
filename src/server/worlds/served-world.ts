/** One of the worlds of a server: a hub with a clock of its own, and what it began with. */
import type { NodeHandler } from '../../adapters/node.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';
import type { Hub } from '../../hub/hub.ts';
import type { Cast } from '../cast.ts';
import { WorldEvents } from './events.ts';
import type { WorldClock } from './world-clock.ts';

/** A state that is kept under a name. */
export interface WorldSnapshot {
  readonly name: string;
  readonly state: HubState;
  /** The number of the last call before it. */
  readonly calls: number;
  /** On the computer's clock. */
  readonly made: number;
}

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
  /** By which it is told whether the same world is asked for again. */
  readonly asked: string;
}

export class ServedWorld implements WorldParts {
  readonly name: string;
  readonly title: string;
  readonly hub: Hub;
  readonly clock: WorldClock;
  readonly handle: NodeHandler;
  readonly cast: () => Cast;
  readonly from: Json;
  readonly asked: string;
  /** By name. */
  readonly snapshots = new Map<string, WorldSnapshot>();
  /** On the computer's clock. */
  readonly made = Date.now();
  lastUsed = this.made;
  /** Requests, and those that have not been answered yet. */
  requests = 0;
  underWay = 0;
  #epoch = 0;
  #events: WorldEvents | undefined;
  readonly #startClock: WorldClock;

  constructor(parts: WorldParts) {
    this.name = parts.name;
    this.title = parts.title;
    this.hub = parts.hub;
    this.clock = parts.clock;
    this.handle = parts.handle;
    this.cast = parts.cast;
    this.from = parts.from;
    this.asked = parts.asked;
    this.#startClock = this.clock.fork();
  }

  /** How often it was put to another state: what was under way before that is abandoned. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Puts it back to what it was made with: state, stubs, and the mode and time of its clock. Its journal is empty again. */
  reset(): void {
    this.hub.reset();
    this.clock.follow(this.#startClock);
    this.#beginEpoch('reset');
  }

  /** What happened in it, for those who listen; made for the first of them. */
  get events(): WorldEvents {
    this.#events ??= new WorldEvents(this.hub.journal);
    return this.#events;
  }

  /** How many listen. */
  get streams(): number {
    return this.#events?.listening ?? 0;
  }

  /** Tells those who listen, if anybody does. */
  tell(what: JsonObject): void {
    this.#events?.add({ type: 'world', data: what });
  }

  /** Abandons what is under way; from here on all calls are refused. */
  end(why: string): void {
    this.tell({ what: 'dropped', why });
    this.#events?.end();
    this.hub.end();
  }

  /** Puts it to another state. A clock that stands still shows the time of that state then. */
  restore(state: HubState): void {
    this.clock.set(state.now);
    this.hub.restore(state);
    this.#beginEpoch('restored');
  }

  #beginEpoch(what: string): void {
    this.#epoch += 1;
    this.tell({ what, epoch: this.#epoch });
  }
}
