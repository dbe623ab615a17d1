/** The worlds of a server by name, and what becomes of those that are too many. */
import { nearest } from '../../core/nearest.ts';
import type { Hub } from '../../hub/hub.ts';
import { Denial } from '../denial.ts';
import { WORLD_LIMITS, type WorldLimits } from './limits.ts';
import { MemoryWatch } from './memory-watch.ts';
import { checkWorldName, DEFAULT_WORLD } from './names.ts';
import type { ServedWorld } from './served-world.ts';
import { type DropReason, droppedDenial, type Tombstone, Tombstones } from './tombstones.ts';

/** `open`: a world is made when its name is first used; `declared`: only worlds that were asked for are there. */
export type WorldsMode = 'open' | 'declared';

export interface RegistryOptions extends WorldLimits {
  readonly mode: WorldsMode;
  /** The world of requests that name none. */
  readonly default: ServedWorld;
  /** Makes a world as a fork of what the server began with. */
  readonly fresh: (name: string) => ServedWorld;
}

export class WorldRegistry {
  readonly mode: WorldsMode;
  readonly default: ServedWorld;
  readonly #fresh: RegistryOptions['fresh'];
  readonly #limits: typeof WORLD_LIMITS;
  readonly #memory: MemoryWatch;
  /** The one used least recently first. */
  readonly #worlds = new Map<string, ServedWorld>();
  readonly #tombstones: Tombstones;
  readonly #titles = new WeakMap<Hub, string>();
  #made = 0;
  readonly #dropped = { deleted: 0, count: 0, idle: 0, memory: 0 };

  constructor({ mode, default: main, fresh, ...limits }: RegistryOptions) {
    this.mode = mode;
    this.default = main;
    this.#fresh = fresh;
    this.#limits = { ...WORLD_LIMITS, ...limits } as typeof WORLD_LIMITS;
    this.#tombstones = new Tombstones(this.#limits.tombstones);
    this.#memory = new MemoryWatch(this.#limits.memoryBytes, () => this.#dropSome());
  }

  /** What logs call the world of the hub. */
  titleOf(hub: Hub): string {
    return this.#titles.get(hub) ?? this.default.title;
  }

  /** Without the default one. */
  get size(): number {
    this.#dropIdle();
    return this.#worlds.size;
  }

  get limits(): Readonly<typeof WORLD_LIMITS> {
    return this.#limits;
  }

  /** Of all worlds that are there. */
  get calls(): number {
    return [this.default, ...this.#worlds.values()].reduce((sum, { hub }) => sum + hub.journal.last, 0);
  }

  /** Of events, that are open. */
  get streams(): number {
    return [this.default, ...this.#worlds.values()].reduce((sum, world) => sum + world.streams, 0);
  }

  get counts(): { readonly made: number; readonly dropped: Readonly<Record<DropReason, number>> } {
    return { made: this.#made, dropped: { ...this.#dropped } };
  }

  /** All but the default one, by name. */
  all(): ServedWorld[] {
    this.#dropIdle();
    return [...this.#worlds.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Those that went last. */
  lastDropped(count: number): Tombstone[] {
    return this.#tombstones.last(count);
  }

  /**
   * The world of a request, which counts as a use of it. Where worlds are open it is made if there is none yet.
   *
   * @throws Denial that says why there is none.
   */
  use(name: string): ServedWorld {
    const found = this.lookUp(name);
    if (found !== undefined) return found;
    this.#refuseDropped(name);
    if (this.mode === 'declared') throw this.#unknown(name);
    if (this.#tombstones.isIncomplete) throw this.#tooManyDropped(name);
    return this.add(this.#fresh(name));
  }

  /** As `use`, but makes none. */
  find(name: string): ServedWorld {
    const found = this.lookUp(name);
    if (found !== undefined) return found;
    this.#refuseDropped(name);
    throw this.#unknown(name);
  }

  /** As `use`, but makes one where worlds are declared, too: this is how they are. */
  declare(name: string): ServedWorld {
    const found = this.lookUp(name);
    if (found !== undefined) return found;
    this.#refuseDropped(name);
    return this.add(this.#fresh(name));
  }

  /** Takes in a world whose name is free, also that of one which was dropped. */
  add(world: ServedWorld): ServedWorld {
    this.#tombstones.delete(world.name);
    this.#worlds.set(world.name, world);
    this.#titles.set(world.hub, world.title);
    this.#made += 1;
    this.#memory.start();
    const { count } = this.#limits;
    while (this.#worlds.size > count) this.#dropFirst('count');
    return world;
  }

  /** @throws Denial where there is none. */
  delete(name: string): Tombstone {
    const world = this.find(name);
    if (world === this.default) {
      const hint = 'POST /__admin/reset puts it back to its start';
      throw new Denial(409, 'world_is_default', 'the default world cannot be deleted', hint);
    }
    return this.#drop(world, 'deleted');
  }

  /** Ends all worlds, and what watches over them. */
  close(): void {
    this.#memory.stop();
    for (const world of [this.default, ...this.#worlds.values()]) world.end('closed');
    this.#worlds.clear();
  }

  /** As `find`, where a name that there is not is no mistake. */
  lookUp(name: string): ServedWorld | undefined {
    if (name === DEFAULT_WORLD) return this.default;
    checkWorldName(name);
    this.#dropIdle();
    const world = this.#worlds.get(name);
    if (world === undefined) return undefined;
    world.lastUsed = Date.now();
    // A map keeps the order in which things were put into it.
    this.#worlds.delete(name);
    this.#worlds.set(name, world);
    return world;
  }

  #refuseDropped(name: string): void {
    const stone = this.#tombstones.get(name);
    if (stone !== undefined) throw droppedDenial(stone);
  }

  #unknown(name: string): Denial {
    const known = [DEFAULT_WORLD, ...this.#worlds.keys()];
    const meant = nearest(name, known);
    const more = known.length > MOST_TOLD ? ', …' : '';
    const told =
      meant === undefined ? `there are ${known.slice(0, MOST_TOLD).join(', ')}${more}` : `the nearest is ${meant}`;
    const make = `POST /__admin/worlds with {"name": "${name}"} makes it`;
    return new Denial(404, 'unknown_world', `there is no world "${name}"`, `${told}; ${make}`);
  }

  #tooManyDropped(name: string): Denial {
    return new Denial(
      410,
      'world_perhaps_dropped',
      `there is no world "${name}", and so many were dropped that their names are not all known any more`,
      `POST /__admin/worlds with {"name": "${name}"} makes it`,
    );
  }

  /** Worlds are in the order of their use, so the first one that may stay ends the search. */
  #dropIdle(): void {
    const since = Date.now() - this.#limits.idleMs;
    for (const world of this.#worlds.values()) {
      if (world.lastUsed >= since) return;
      if (world.underWay === 0) this.#drop(world, 'idle');
    }
  }

  /** Memory is short: a tenth of the worlds go, one at least. */
  #dropSome(): void {
    for (let left = Math.ceil(this.#worlds.size / 10); left > 0; left -= 1) this.#dropFirst('memory');
  }

  #dropFirst(why: DropReason): void {
    const [first] = this.#worlds.values();
    if (first !== undefined) this.#drop(first, why);
  }

  #drop(world: ServedWorld, why: DropReason): Tombstone {
    const stone = { name: world.name, why, at: Date.now() };
    this.#worlds.delete(world.name);
    this.#tombstones.add(stone);
    this.#dropped[why] += 1;
    world.end(why);
    return stone;
  }
}

const MOST_TOLD = 10;
