/** How long a test takes that runs once for each call and each fault. */
import { fileURLToPath } from 'node:url';
import { alternate, comparison } from '../measure.mjs';
import { runTime } from '../processes.mjs';

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const FOLDER = fileURLToPath(new URL('../every-fault/', import.meta.url));

export const benchmark = {
  about:
    'Vitest with a test of 30 calls in process, for every fault that fits each of them, against the same test without faults',
  rounds: 3,

  async measure({ rounds }) {
    const run = (title) => () =>
      runTime([VITEST, 'run', '--root', FOLDER, '--config', 'vitest.config.mjs', '-t', title]);
    const pairs = await alternate({
      rounds,
      warmUp: 0,
      ours: run('with every fault'),
      reference: run('without faults'),
    });
    return [comparison({ row: '30 calls, every fault', unit: 'ms', reference: 'without faults', pairs })];
  },
};
