/** Making worlds: each is a fork of a hub, put to the state that it should begin with. */
import { createHash } from 'node:crypto';
import { nodeHandler } from '../../adapters/node.ts';
import type { WireOptions } from '../../adapters/wire.ts';
import type { Instant } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import { hubStart } from '../../hub/create.ts';
import type { Hub, HubStart } from '../../hub/hub.ts';
import type { HubOptions } from '../../hub/options.ts';
import type { World } from '../../hub/world/shape.ts';
import { type Cast, castOf } from '../cast.ts';
import { ServedWorld } from './served-world.ts';
import type { WorldClock } from './world-clock.ts';

/** What a world is forked from: a world, or what the server began with. */
export interface Parent {
  readonly hub: Hub;
  readonly cast: () => Cast;
}

/** How a world differs from its parent, and who asked for what. */
export interface Making {
  readonly name: string;
  /** What it is made from, as lists show it. */
  readonly from: Json;
  /** What was asked for, by `askedFor`. */
  readonly asked: string;
  /** In place of the state of the parent; is given the time of the new world. */
  readonly start?: ((now: Instant) => HubStart) | undefined;
  /** In place of the state of the parent: that after this call of it. */
  readonly at?: number | undefined;
  readonly cast?: ((hub: Hub) => Cast) | undefined;
  readonly setClock?: ((clock: WorldClock) => void) | undefined;
}

export class WorldMaker {
  readonly #seed: Parent;
  readonly #wire: WireOptions;
  readonly #options: HubOptions;

  /**
   * @param seed what the server began with; it is never changed. Its clock is a `WorldClock`.
   * @param options what its hub was made with.
   */
  constructor(seed: Parent, wire: WireOptions, options: HubOptions) {
    this.#seed = seed;
    this.#wire = wire;
    this.#options = options;
  }

  /** A world that begins as the server began. */
  fresh(name: string): ServedWorld {
    return this.forked(this.#seed, { name, from: FROM_SEED, asked: ASKED_NOTHING });
  }

  forked(parent: Parent, { name, from, asked, at, start, cast, setClock }: Making): ServedWorld {
    const moment = parent.hub.clock.fork?.() as WorldClock;
    setClock?.(moment);
    const hub = parent.hub.fork({ at, start: start?.(moment.now()) });
    // After a call of the past it shows the time of then, unless it is set.
    if (at === undefined || setClock !== undefined) (hub.clock as WorldClock).follow(moment);
    return this.served(hub, { name, title: name, from, asked, cast: cast ? () => cast(hub) : parent.cast });
  }

  /** A world that is built anew, at its own time and with its own chance. @param world that of the server, if none is given. */
  built(
    making: Omit<Making, 'start' | 'cast'>,
    { seed, world }: { seed?: string | undefined; world?: World | undefined },
  ): ServedWorld {
    const options = { ...this.#options, ...(seed !== undefined && { seed }), ...(world !== undefined && { world }) };
    return this.forked(this.#seed, {
      ...making,
      start: (now) => hubStart(options, now),
      cast: ({ state }) => castOf(options.world as World, state),
    });
  }

  served(hub: Hub, parts: Pick<ServedWorld, 'name' | 'title' | 'cast' | 'from' | 'asked'>): ServedWorld {
    return new ServedWorld({ ...parts, hub, clock: hub.clock as WorldClock, handle: nodeHandler(hub, this.#wire) });
  }
}

export const FROM_SEED: Json = 'seed';

/** By which it is told whether the same was asked for before: whatever the order of members is. */
export function askedFor(wanted: Readonly<Record<string, unknown>>): string {
  const text = sorted(wanted);
  return text === '{}' ? ASKED_NOTHING : createHash('sha256').update(text).digest('base64');
}

/** Most worlds are made so. */
export const ASKED_NOTHING = '';

function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}
