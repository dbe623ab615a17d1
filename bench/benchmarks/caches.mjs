/** What `caches: 'real'` costs, against `caches: 'none'`. */
import { createHub } from '../../dist/esm/index.js';
import { basicCalls, KEY, otherCalls, world } from '../calls.mjs';
import { alternate, comparison, perCall } from '../measure.mjs';

const CALLS = 1000;

export const benchmark = {
  about: "calls in process with `caches: 'real'`, against the same with `caches: 'none'`; processor time",
  rounds: 40,

  async measure({ rounds }) {
    const rows = [];
    for (const { title, name, body } of [...basicCalls, otherCalls[2]]) {
      const callsOf = (options) => {
        const hub = createHub({ world, ...options });
        return () => perCall(CALLS, () => hub.call(name, body, { key: KEY }));
      };
      const pairs = await alternate({
        rounds,
        warmUp: 5,
        ours: callsOf({ caches: 'real' }),
        reference: callsOf({}),
      });
      const of = ({ processor }) => processor;
      rows.push(comparison({ row: title, unit: 'µs', reference: 'without caches', pairs, of }));
    }
    return rows;
  },
};
