/** What a test of thirty days takes, on a clock that the test moves. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { comparison } from '../measure.mjs';

const PROGRAM = fileURLToPath(new URL('../story-process.mjs', import.meta.url));

export const benchmark = {
  about:
    'processor time of thirty days in process: making the hub, 30 scheduled copies, a key that expires, a project that stops; the first story of a process, against the tenth',
  rounds: 15,

  async measure({ rounds }) {
    const pairs = Array.from({ length: rounds }, () => {
      const { first, last } = JSON.parse(execFileSync(process.execPath, [PROGRAM], { encoding: 'utf8' }));
      return { ours: first, reference: last };
    });
    return [comparison({ row: 'thirty days', unit: 'ms', reference: 'the tenth time', pairs })];
  },
};
