/** Measures a hub with so many projects, and prints what came as JSON: `node --expose-gc crowd-process.mjs COUNT`. */
import { createHub } from '../dist/esm/index.js';
import { KEY } from './calls.mjs';
import { median, perCall } from './measure.mjs';

const OF_EACH = 100;

const count = Number(process.argv[2]);
const heap = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};

const before = heap();
const start = performance.now();
const hub = createHub({ world: worldOf(count) });
const make = ((performance.now() - start) * 1000) / count;
const bytes = (heap() - before) / count;

const query = { projects: [{ project_id: null, title: null, last_edited: null }] };
const list = () => hub.call('v1/query', { query }, { key: KEY });
const { kind, body } = await list();
if (kind !== 'success') throw new Error(JSON.stringify(body));
hub.state;

const figures = { make, bytes, list: await steady(list) };
figures.fork = await steady(() => hub.fork());
figures.snapshot = await steady(() => {
  hub.update((state) => state);
  return hub.state;
});
console.log(JSON.stringify(figures));

async function steady(act) {
  const rounds = [];
  for (let round = 0; round < 20; round += 1) rounds.push((await perCall(100, act)).microseconds);
  return median(rounds);
}

function worldOf(count) {
  const idOf = (at) => `bbbbbbbb-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const accounts = {};
  for (let at = 0; at < count / OF_EACH; at += 1) {
    accounts[`a${at}`] = { first_name: `Ada${at}`, last_name: 'Byron', ...(at === 0 && { api_key: KEY }) };
  }
  const projects = {};
  for (let at = 0; at < count; at += 1) {
    const owner = `a${Math.floor(at / OF_EACH)}`;
    projects[`p${at}`] = { project_id: idOf(at), title: `Project ${at}`, users: { [owner]: 'owner' } };
  }
  return { accounts, projects };
}
