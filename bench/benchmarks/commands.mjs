/** What commands cost in the simulated shell, and how long a ping waits meanwhile. */
import { createHub } from '../../dist/esm/index.js';
import { KEY, PROJECT, world } from '../calls.mjs';
import { alternate, comparison, median, timed } from '../measure.mjs';
import { runTime } from '../processes.mjs';

const AT_ONCE = 8;
const BUSY_SECONDS = 3;

export const benchmark = {
  about: 'short commands in a project by the simulated shell, against an empty Node program; pings during busy loops',
  rounds: 100,

  async measure({ rounds }) {
    const hub = createHub({ world });
    try {
      return [await first(hub), ...(await commands(hub, rounds)), await pingsMeanwhile(hub)];
    } finally {
      hub.close();
    }
  },
};

const empty = () => runTime(['--eval', '']);
const reference = 'an empty program';

async function first(hub) {
  const pairs = [{ ours: await timed(() => printed(hub, 'echo hello')), reference: await empty() }];
  return comparison({ row: 'the first command of all', unit: 'ms', reference, pairs });
}

async function commands(hub, rounds) {
  const rows = [];
  for (const command of ['true', 'echo hello', 'ls -l | wc -l', 'echo a > f; cat f; rm f']) {
    const run = () => timed(() => printed(hub, command));
    for (let time = 0; time < 20; time += 1) await run();
    // Of many short ones, so that few empty programs are enough.
    const several = async () => median(await inTurn(10, run));
    const pairs = await alternate({ rounds: Math.ceil(rounds / 10), ours: several, reference: empty });
    rows.push(comparison({ row: `\`${command}\``, unit: 'ms', reference, pairs }));
  }
  return rows;
}

async function inTurn(count, act) {
  const figures = [];
  for (let at = 0; at < count; at += 1) figures.push(await act());
  return figures;
}

async function pingsMeanwhile(hub) {
  const ping = () => timed(() => hub.call('v1/ping', {}, { key: KEY }).then(nextTurn));
  const alone = await inTurn(200, ping);
  let isBusy = true;
  const loops = Array.from({ length: AT_ONCE }, () =>
    run(hub, 'echo a | sed ":a;s/a/aa/g;ba"', { timeout: BUSY_SECONDS }).finally(() => {
      isBusy = false;
    }),
  );
  const waits = [];
  while (isBusy) waits.push(await ping());
  await Promise.all(loops);
  return comparison({
    row: `longest ping in ${AT_ONCE} busy loops`,
    unit: 'ms',
    reference: 'a ping alone',
    pairs: [{ ours: Math.max(...waits), reference: median(alone) }],
    details: [`${waits.length} pings, median ${median(waits).toFixed(2)} ms`],
  });
}

function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

async function run(hub, command, others = {}) {
  const request = { project_id: PROJECT, command, bash: true, ...others };
  return (await hub.call('v1/project_exec', request, { key: KEY })).body;
}

async function printed(hub, command) {
  const { error } = await run(hub, command);
  if (error !== undefined) throw new Error(`${command}: ${error}`);
}
