/** What cells of notebooks cost, against an empty Node program. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createHub } from '../../dist/esm/index.js';
import { alternate, comparison, timed } from '../measure.mjs';
import { residentMegabytes, runTime } from '../processes.mjs';

const KEY = 'sk_00000000000000000teacher';
const PROJECT = 'cccccccc-0000-4000-8000-000000000001';
/** Until the next interpreter stands ready. */
const READY_MS = 3000;

export const benchmark = {
  about:
    'cells of Python: one whose interpreter stands ready, and one that has to start it, against an empty Node program',
  rounds: 5,

  async measure({ rounds }) {
    const ready = notebook({ warm: 1 });
    const cold = notebook({ warm: 0, maxMemoryBytes: 2 ** 30 - 65_536 });
    await ready.run();
    const against = async (row, ours, details = []) => {
      const pairs = await alternate({ rounds, ours, reference: () => runTime(['--eval', '']) });
      return comparison({ row, unit: 'ms', reference: 'an empty program', pairs, details });
    };
    try {
      const starting = await against('a cell that starts its interpreter', () => timed(cold.run));
      const warm = async () => {
        await pause(READY_MS);
        return timed(ready.run);
      };
      const waiting = await against('a cell whose interpreter stands ready', warm);
      await pause(READY_MS);
      return [starting, { ...waiting, details: [`an interpreter holds ${kernelMegabytes().toFixed(0)} MB`] }];
    } finally {
      ready.hub.close();
      cold.hub.close();
    }
  },
};

function notebook(notebooks) {
  const hub = createHub({ notebooks });
  const run = async () => {
    const args = [{ kernel: 'python3', input: '1' }];
    const body = { name: 'system.jupyterExecute', args, project_id: PROJECT, timeout: 120_000 };
    const answer = await hub.call('conat/project', body, { key: KEY });
    if (JSON.stringify(answer.body) !== '[{"data":{"text/plain":"1"}}]') throw new Error(JSON.stringify(answer.body));
  };
  return { hub, run };
}

/** Of the largest kernel that runs. */
function kernelMegabytes() {
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const isKernel = readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('program.mjs');
        return isKernel ? residentMegabytes(pid) : 0;
      } catch {
        // It has ended meanwhile.
        return 0;
      }
    });
  return Math.max(...sizes);
}
