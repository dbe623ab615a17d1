/** Making worlds: each is a fork of a hub, put to the state that it should begin with. */
import { nodeHandler } from '../../adapters/node.ts';
import type { WireOptions } from '../../adapters/wire.ts';
import type { Json } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';
import type { Stub } from '../../hub/effects/stubs.ts';
import type { Hub } from '../../hub/hub.ts';
import type { Cast } from '../cast.ts';
import { ServedWorld } from './served-world.ts';
import type { WorldClock } from './world-clock.ts';

/** What a world is forked from: a world, or what the server began with. */
export interface Parent {
  readonly hub: Hub;
  readonly cast: () => Cast;
}

/** How a world differs from its parent. */
export interface Changes {
  readonly from: Json;
  readonly state?: HubState | undefined;
  readonly stubs?: readonly Stub[] | undefined;
  readonly cast?: (() => Cast) | undefined;
  /** Is given the clock of the new world. */
  readonly setClock?: ((clock: WorldClock) => void) | undefined;
}

/** @param hub whose clock is a `WorldClock`. */
export function servedWorld(
  hub: Hub,
  wire: WireOptions,
  parts: Pick<ServedWorld, 'name' | 'title' | 'cast' | 'from'>,
): ServedWorld {
  return new ServedWorld({ ...parts, hub, clock: hub.clock as WorldClock, handle: nodeHandler(hub, wire) });
}

export function forkedWorld(
  parent: Parent,
  wire: WireOptions,
  name: string,
  { from, state, stubs, cast = parent.cast, setClock }: Changes,
): ServedWorld {
  const hub = parent.hub.fork();
  const clock = hub.clock as WorldClock;
  if (state !== undefined) {
    if (clock.mode === 'frozen') clock.freeze(state.now);
    hub.restore(state);
  }
  if (stubs !== undefined) hub.stubs = stubs;
  setClock?.(clock);
  return servedWorld(hub, wire, { name, title: name, cast, from });
}
