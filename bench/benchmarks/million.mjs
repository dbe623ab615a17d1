/** A hub with a million projects, in a process with the memory for it, against one with a thousand. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { growth } from '../measure.mjs';

const PROGRAM = fileURLToPath(new URL('../crowd-process.mjs', import.meta.url));
const SIZES = [1000, 1_000_000];

export const benchmark = {
  about:
    'a hub with a thousand and with a million projects, 100 to each account: making it, a fork, a snapshot, a project list, memory',
  rounds: 1,

  async measure() {
    const figures = new Map(SIZES.map((size) => [size, measured(size)]));
    const row = (title, unit, member) =>
      growth({
        row: title,
        unit,
        sizes: SIZES,
        rounds: 1,
        warmUp: 0,
        measure: (size) => () => figures.get(size)[member],
      });
    return [
      await row('make, of each project', 'µs', 'make'),
      await row('memory of each project', 'bytes', 'bytes'),
      await row('fork', 'µs', 'fork'),
      await row('snapshot after a change', 'µs', 'snapshot'),
      await row("a user's project list", 'µs', 'list'),
    ];
  },
};

function measured(size) {
  const args = ['--expose-gc', '--max-old-space-size=12000', PROGRAM, String(size)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}
