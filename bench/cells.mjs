/**
 * What cells cost: the first one of a process, one for which an interpreter stands ready, and one that has to start it;
 * against an empty Node program from start to end. Needs a build, and Linux: `npm run build && node bench/cells.mjs`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createHub } from '../dist/esm/index.js';
import { median, timed } from './measure.mjs';

const ROUNDS = 5;
const FIRSTS = 3;
const KEY = 'sk_00000000000000000teacher';
const PROJECT = 'cccccccc-0000-4000-8000-000000000001';

if (process.argv[2] === 'first') {
  const { run } = notebook({});
  console.log(await timed(() => run('1')));
  process.exit();
}

const rounds = [];
const firsts = Array.from({ length: FIRSTS }, () =>
  Number(spawnSync(process.execPath, [import.meta.filename ?? process.argv[1], 'first'], { encoding: 'utf8' }).stdout),
);
const { hub: ready, run } = notebook({ warm: 1 });
const { run: runCold } = notebook({ warm: 0, maxMemoryBytes: 2 ** 30 - 65_536 });
await run('1');
for (let round = 0; round < ROUNDS; round += 1) {
  const empty = await timed(emptyProgram);
  const cold = await timed(() => runCold('1'));
  // Until the next interpreter stands ready.
  await pause(3000);
  const warm = await timed(() => run('1'));
  await pause(3000);
  rounds.push({ empty, cold, warm, megabytes: kernelMegabytes() });
}
ready.close();
const of = (value) => median(rounds.map(value));
const row = (what, ms) =>
  `${what.padEnd(44)} ${ms.toFixed(0).padStart(6)} ms, ratio ${(ms / of(({ empty }) => empty)).toFixed(2)}`;
console.log(
  [
    row(
      'an empty Node program',
      of(({ empty }) => empty),
    ),
    row(`the first cell of a process (of ${FIRSTS})`, median(firsts)),
    row(
      'a cell that starts its interpreter',
      of(({ cold }) => cold),
    ),
    row(
      'a cell whose interpreter stands ready',
      of(({ warm }) => warm),
    ),
    `an interpreter that stands ready holds ${of(({ megabytes }) => megabytes).toFixed(0)} MB; medians of ${ROUNDS} rounds`,
  ].join('\n'),
);

function notebook(notebooks) {
  const hub = createHub({ notebooks });
  const run = async (input) => {
    const args = [{ kernel: 'python3', input }];
    const body = { name: 'system.jupyterExecute', args, project_id: PROJECT, timeout: 120_000 };
    const answer = await hub.call('conat/project', body, { key: KEY });
    if (JSON.stringify(answer.body) !== '[{"data":{"text/plain":"1"}}]') throw new Error(JSON.stringify(answer.body));
  };
  return { hub, run };
}

async function emptyProgram() {
  await once(spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' }), 'exit');
}

/** Resident, of all kernels that run. */
function kernelMegabytes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const isKernel = readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('program.mjs');
        return isKernel ? Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) : 0;
      } catch {
        return 0;
      }
    })
    .reduce((sum, kilobytes) => Math.max(sum, kilobytes / 1024), 0);
}
