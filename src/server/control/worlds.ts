/** Operations on worlds as such: making, listing, dropping them, and putting them to another state. */
import type { ControlOperations } from '../../control/operations.ts';
import { fromDocument } from '../../core/document.ts';
import type { Json } from '../../core/json.ts';
import { nearest } from '../../core/nearest.ts';
import { ShapeError } from '../../core/shape.ts';
import type { HubState } from '../../core/state.ts';
import { namedWorld, worldNames } from '../../hub/named-worlds.ts';
import type { World } from '../../hub/world/shape.ts';
import { castIn } from '../cast.ts';
import { mistakesIn } from '../check-world.ts';
import { Denial } from '../denial.ts';
import { askedFor, type Making } from '../worlds/make.ts';
import { checkWorldName } from '../worlds/names.ts';
import type { ServedWorld } from '../worlds/served-world.ts';
import { settingOf } from './clock.ts';
import { type ControlContext, type Handlers, Replied, told } from './context.ts';
import { dropped } from './dropped.ts';
import { snapshotOf } from './snapshots.ts';

type WorldInput = ControlOperations['makeWorld']['input'];
type Asked = Omit<WorldInput, 'name'>;

const PAGE = 1000;

export const worldHandlers: Handlers<
  'listWorlds' | 'makeWorld' | 'getWorld' | 'deleteWorld' | 'getInfo' | 'resetWorld' | 'forkWorld' | 'restoreWorld'
> = {
  listWorlds(context, { after, limit = PAGE }) {
    const { registry } = context;
    const all = [...registry.all(), registry.default].sort((one, other) => (one.name < other.name ? -1 : 1));
    const ahead = after === undefined ? all : all.filter(({ name }) => name > after);
    const worlds = ahead.slice(0, limit);
    return {
      count: registry.size,
      worlds: worlds.map((world) => told(context, world)),
      next: ahead.length > worlds.length ? (worlds.at(-1)?.name ?? null) : null,
      dropped: registry.lastDropped(100).map(dropped),
    };
  },

  makeWorld: (context, { name, ...asked }) => made(context, name, asked),
  getWorld: (context, { name }) => told(context, context.registry.find(name)),
  deleteWorld: ({ registry }, { name }) => dropped(registry.delete(name)),
  getInfo: (context) => told(context, context.world),

  resetWorld(context) {
    context.world.reset();
    return told(context, context.world);
  },

  forkWorld: (context, { name, at, clock }) =>
    made(context, name, {
      from: { world: context.world.name, ...(at !== undefined && { at }) },
      ...(clock && { clock }),
    }),

  restoreWorld(context, input) {
    const { world } = context;
    world.restore('document' in input ? stateIn(input.document) : snapshotOf(world, input.snapshot).state);
    return told(context, world);
  },
};

/** The world of that name: a new one, or the one that was made when the same was asked for. */
function made(context: ControlContext, name: string, asked: Asked): Replied<ControlOperations['makeWorld']['answer']> {
  const { registry } = context;
  checkWorldName(name);
  const { from = 'seed', ...rest } = asked;
  const request = askedFor({ ...(from !== 'seed' && { from }), ...rest });
  const there = registry.lookUp(name);
  if (there === undefined)
    return new Replied(201, told(context, registry.add(newWorld(context, name, request, asked))));
  if (there.asked === request) return new Replied(200, told(context, there));
  throw new Denial(
    409,
    'world_exists',
    `there is a world "${name}" already, which was made otherwise`,
    `DELETE /__admin/worlds/${name} drops it; give another name to have both`,
  );
}

function newWorld({ registry, maker }: ControlContext, name: string, asked: string, wanted: Asked): ServedWorld {
  const { from = 'seed', seed, clock } = wanted;
  const making: Omit<Making, 'from'> = { name, asked, ...(clock && { setClock: settingOf(clock) }) };
  if (from === 'seed') {
    // Without a time or chance of its own it can be shared, which costs nothing.
    return seed === undefined && clock === undefined ? maker.fresh(name) : maker.built({ ...making, from }, { seed });
  }
  if ('fixture' in from) {
    const world = fixtureOf(from.fixture);
    return maker.built(
      { ...making, from: { fixture: typeof from.fixture === 'string' ? from.fixture : 'custom' } },
      { seed, world },
    );
  }
  if (seed !== undefined) {
    const hint = 'give a seed to worlds that begin from "seed" or a fixture';
    throw new Denial(422, 'seed_is_fixed', 'chance goes on as in the state that the world begins with', hint);
  }
  if ('document' in from) {
    const state = stateIn(from.document);
    const begin = { start: () => ({ state }), cast: () => castIn(state) };
    return maker.forked(registry.default, {
      setClock: (own) => own.set(state.now),
      ...making,
      ...begin,
      from: 'document',
    });
  }
  const parent = registry.find(from.world);
  if (from.snapshot === undefined)
    return atCall(from.at, () => maker.forked(parent, { ...making, at: from.at, from: from as Json }));
  const { state } = snapshotOf(parent, from.snapshot);
  return maker.forked(parent, {
    setClock: (own) => own.set(state.now),
    ...making,
    start: () => ({ state }),
    from: from as Json,
  });
}

/** @throws Denial where the journal has no such call any more. */
function atCall(at: number | undefined, make: () => ServedWorld): ServedWorld {
  try {
    return make();
  } catch (thrown) {
    if (at === undefined || !(thrown instanceof RangeError)) throw thrown;
    throw new Denial(404, 'unknown_call', thrown.message, 'GET /__admin/journal lists the calls that are kept');
  }
}

/** @throws Denial for what is no document of a state, or one of another version. */
function stateIn(document: unknown): HubState {
  try {
    return fromDocument(document);
  } catch (thrown) {
    if (!(thrown instanceof ShapeError)) throw thrown;
    const hint = 'give what GET /__admin/snapshots/{name} or toDocument of this version has made';
    throw new Denial(422, 'bad_document', `document: ${thrown.message}`, hint);
  }
}

/** Never what is in a file: only who started the server may say which of those are read. */
function fixtureOf(fixture: unknown): World {
  if (typeof fixture !== 'string') {
    const mistakes = mistakesIn(fixture);
    if (mistakes.length === 0) return fixture as World;
    const hint = 'fixtures/worlds/world.schema.json says what a world is';
    throw new Denial(422, 'bad_fixture', `fixture: ${mistakes.slice(0, 10).join('; ')}`, hint);
  }
  const names = worldNames();
  if (names.includes(fixture)) return namedWorld(fixture);
  const meant = nearest(fixture, names);
  const hint = meant === undefined ? `there are ${names.join(', ')}` : `the nearest is ${meant}`;
  throw new Denial(
    422,
    'unknown_fixture',
    `no world that comes with this package is called ${JSON.stringify(fixture)}`,
    hint,
  );
}
