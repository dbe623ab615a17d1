/** States of a world that are kept under a name. */
import type { ControlOperations } from '../../control/operations.ts';
import { toDocument } from '../../core/document.ts';
import { iso } from '../../core/instant.ts';
import { nearest } from '../../core/nearest.ts';
import { Denial } from '../denial.ts';
import { checkWorldName } from '../worlds/names.ts';
import type { ServedWorld, WorldSnapshot } from '../worlds/served-world.ts';
import { type Handlers, Replied } from './context.ts';

/** A state costs nothing by itself, but holds what was deleted since. */
const MOST_SNAPSHOTS = 1000;

export const snapshotHandlers: Handlers<'listSnapshots' | 'takeSnapshot' | 'getSnapshot' | 'deleteSnapshot'> = {
  listSnapshots: ({ world }) => ({ snapshots: [...world.snapshots.values()].map(toldSnapshot) }),

  takeSnapshot({ world }, { name }) {
    checkWorldName(name);
    const { snapshots, hub } = world;
    if (snapshots.size >= MOST_SNAPSHOTS && !snapshots.has(name)) {
      const hint = 'DELETE /__admin/snapshots/{name} forgets one';
      throw new Denial(409, 'too_many_snapshots', `a world keeps ${MOST_SNAPSHOTS} snapshots`, hint);
    }
    const snapshot = { name, state: hub.state, calls: hub.journal.last, made: Date.now() };
    snapshots.set(name, snapshot);
    return new Replied(201, toldSnapshot(snapshot));
  },

  getSnapshot: ({ world }, { name }) => toDocument(snapshotOf(world, name).state),

  deleteSnapshot({ world }, { name }) {
    const snapshot = snapshotOf(world, name);
    world.snapshots.delete(name);
    return toldSnapshot(snapshot);
  },
};

function toldSnapshot({ name, state, calls, made }: WorldSnapshot): ControlOperations['takeSnapshot']['answer'] {
  return { name, time: iso(state.now), calls, made: iso(made) };
}

/** @throws Denial where the world has none of that name. */
export function snapshotOf({ name: world, snapshots }: ServedWorld, name: string): WorldSnapshot {
  const snapshot = snapshots.get(name);
  if (snapshot !== undefined) return snapshot;
  const names = [...snapshots.keys()];
  const meant = nearest(name, names);
  const told = names.length === 0 ? 'it has none' : `there are ${names.slice(0, 10).join(', ')}`;
  throw new Denial(
    404,
    'unknown_snapshot',
    `the world "${world}" has no snapshot ${JSON.stringify(name)}`,
    meant === undefined ? told : `the nearest is ${meant}`,
  );
}
