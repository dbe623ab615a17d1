/**
 * What caches cost: the processor's time for calls with `caches: 'real'`, as a multiple of that with `caches: 'none'`, in rounds
 * that take turns. With another build as argument, `node bench/caches.mjs ../before/dist/esm/index.js`, what calls take now
 * without caches, as a multiple of what they took there. Needs a build: `npm run build && node bench/caches.mjs`.
 */
import { pathToFileURL } from 'node:url';
import { createHub } from '../dist/esm/index.js';
import { calls, KEY, world } from './calls.mjs';

const ROUNDS = 100;
const CALLS = 1000;

const [, , before] = process.argv;
const other = before === undefined ? createHub : (await import(pathToFileURL(before).href)).createHub;
const options = { numerator: before === undefined ? { caches: 'real' } : {}, denominator: {} };

const asked = [
  ...calls.map(({ event, body }) => ({ name: `v1/${event}`, body })),
  { name: 'conat/hub', body: { name: 'system.ping', args: [] } },
];

for (const { name, body } of asked) {
  const measured = caller(createHub({ world, ...options.numerator }), name, body);
  const compared = caller(other({ world, ...options.denominator }), name, body);
  for (let at = 0; at < 5; at += 1) await Promise.all([round(measured), round(compared)]);
  let [taken, elsewhere] = [0, 0];
  for (let at = 0; at < ROUNDS; at += 1) {
    taken += await round(measured);
    elsewhere += await round(compared);
  }
  const label = body.name ?? name;
  console.log(`${label}: ${(taken / elsewhere).toFixed(3)} times the processor's time`);
}

function caller(hub, name, body) {
  return () => hub.call(name, body, { key: KEY });
}

/** In µs of the processor's time, which others on the machine take nothing of. */
async function round(call) {
  const start = process.cpuUsage();
  for (let at = 0; at < CALLS; at += 1) await call();
  return process.cpuUsage(start).user;
}
