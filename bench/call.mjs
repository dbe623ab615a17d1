/**
 * Calls a second in process, without HTTP. Needs a build: `npm run build && node bench/call.mjs`.
 * The best of many short rounds, so that what else the machine does counts for little.
 */
import { createHub } from '../dist/esm/index.js';
import { calls, KEY, world } from './calls.mjs';

const ROUNDS = 30;
const CALLS = 5000;

for (const { event, body } of calls) {
  const hub = createHub({ world });
  const call = () => hub.call(`v1/${event}`, body, { key: KEY });
  const { kind, body: answer } = await call();
  if (kind !== 'success') throw new Error(`${event}: ${JSON.stringify(answer)}`);

  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let at = 0; at < CALLS; at += 1) await call();
    best = Math.max(best, (CALLS / (performance.now() - start)) * 1000);
  }
  console.log(`${event}: ${Math.round(best)} calls/s; the budget is 100000`);
}
