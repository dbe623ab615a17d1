/** How long `check mock` takes, against an empty Node program. */
import { alternate, comparison } from '../measure.mjs';
import { CLI, runTime } from '../processes.mjs';

export const benchmark = {
  about: '`check mock`, all suites, as a process from start to end, against an empty Node program',
  rounds: 3,

  async measure({ rounds }) {
    const ours = () => runTime([CLI, 'check', 'mock']);
    const pairs = await alternate({ rounds, warmUp: 0, ours, reference: () => runTime(['--eval', '']) });
    return [comparison({ row: 'check mock', unit: 'ms', reference: 'an empty program', pairs })];
  },
};
