/**
 * What commands cost, and how long a ping waits meanwhile. Needs a build: `npm run build && node bench/commands.mjs`.
 * Medians, so that what else the machine does counts for little.
 */
import { createHub } from '../dist/esm/index.js';
import { KEY, world } from './calls.mjs';
import { median, timed } from './measure.mjs';

const ROUNDS = 200;
const AT_ONCE = 8;

const hub = createHub({ world });
const [project_id] = hub.state.projects.keys();
const run = async (command, others = {}) => {
  const { body } = await hub.call('v1/project_exec', { project_id, command, bash: true, ...others }, { key: KEY });
  return body;
};
const printed = async (command) => {
  const { stdout, error } = await run(command);
  if (error !== undefined) throw new Error(`${command}: ${error}`);
  return stdout;
};

const first = await timed(() => printed('echo hello'));
console.log(`the first command of all: ${first.toFixed(0)} ms, with the start of its process`);

for (const command of ['true', 'echo hello', 'ls -l | wc -l', 'echo a > f; cat f; rm f']) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(() => printed(command)));
  console.log(`\`${command}\`: ${median(times).toFixed(2)} ms; the budget is 3 ms`);
}

await Promise.all(Array.from({ length: AT_ONCE }, () => printed('true')));
const together = await timed(async () => {
  for (let round = 0; round < ROUNDS / AT_ONCE; round += 1) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => printed('true')));
  }
});
console.log(`${AT_ONCE} at once: ${((ROUNDS / together) * 1000).toFixed(0)} commands/s`);

let isBusy = true;
const loops = Array.from({ length: AT_ONCE }, () => run('echo a | sed ":a;s/a/aa/g;ba"', { timeout: 3 }));
const waits = [];
const pings = (async () => {
  while (isBusy) {
    waits.push(await timed(() => hub.call('v1/ping', {}, { key: KEY }).then(nextTurn)));
  }
})();
await Promise.all(loops);
isBusy = false;
await pings;
console.log(
  `during ${AT_ONCE} busy loops: ${waits.length} pings, median ${median(waits).toFixed(2)} ms, longest ${Math.max(...waits).toFixed(0)} ms`,
);

function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
