/** How long programs take from their start, against an empty Node program from start to end. */
import { alternate, comparison } from '../measure.mjs';
import { CLI, mockServer, runTime, withFirstAnswer } from '../processes.mjs';

export const benchmark = {
  about: 'whole processes: `serve` from its start to its first answer, and `--help`, against an empty Node program',
  rounds: 15,

  async measure({ rounds }) {
    const against = async (row, ours) =>
      comparison({
        row,
        unit: 'ms',
        reference: 'an empty program',
        pairs: await alternate({ rounds, ours, reference: () => runTime(['--eval', '']) }),
      });
    return [
      await against('serve to its first answer', () => withFirstAnswer(mockServer, ({ ms }) => ms)),
      await against('--help', () => runTime([CLI, '--help'])),
    ];
  },
};
