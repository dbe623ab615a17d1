/** Forks, snapshots, restoring and documents of a hub, by how many files it has. */
import { createHub, toDocument } from '../../dist/esm/index.js';
import { worldOfFiles } from '../calls.mjs';
import { alternate, comparison, growth, perCall } from '../measure.mjs';

const SIZES = [10, 100, 1000, 10_000, 100_000];
const TIMES = 200;
const KEPT = 50_000;

export const benchmark = {
  about:
    'processor time of a hub with 10 to 100,000 files: forks, snapshots after a change, restoring, documents; a fork against `structuredClone` of the files',
  rounds: 9,

  async measure({ rounds, quick }) {
    const sizes = quick ? [10, 10_000] : SIZES;
    const hubs = new Map(sizes.map((size) => [size, createHub({ world: worldOfFiles(size) })]));
    const grows = (row, act, unit = 'µs', count = TIMES) =>
      growth({
        row,
        unit,
        sizes,
        rounds,
        measure: (size) => () => times(count, unit, () => act(hubs.get(size))),
      });
    const states = new Map([...hubs.values()].map((hub) => [hub, hub.state]));
    const rows = [
      await grows('fork', (hub) => hub.fork()),
      await keptForks(sizes, hubs, rounds),
      await grows('snapshot after a change', (hub) => {
        hub.update((state) => state);
        return hub.state;
      }),
      await grows('restore', (hub) => hub.restore(states.get(hub))),
    ];
    if (quick) return rows;
    rows.push(await grows('toDocument', (hub) => toDocument(hub.state), 'ms', 1));
    return [...rows, await againstClone(hubs.get(10_000), rounds)];
  },
};

/** With the collector, which has to move those that stay: of a thousand tests each has its own. */
function keptForks(sizes, hubs, rounds) {
  return growth({
    row: 'fork that is kept',
    unit: 'µs',
    sizes,
    rounds,
    measure: (size) => () => {
      const kept = [];
      return times(KEPT, 'µs', () => kept.push(hubs.get(size).fork()));
    },
  });
}

/** What one takes of the processor. */
async function times(count, unit, act) {
  const { processor } = await perCall(count, act);
  return unit === 'ms' ? processor / 1000 : processor;
}

async function againstClone(hub, rounds) {
  const { files } = worldOfFiles(10_000).projects.project;
  const pairs = await alternate({
    rounds,
    ours: () => times(TIMES, 'µs', () => hub.fork()),
    reference: () => times(1, 'µs', () => structuredClone(files)),
  });
  return comparison({ row: 'fork at 10,000 files', unit: 'µs', reference: 'structuredClone of them', pairs });
}
