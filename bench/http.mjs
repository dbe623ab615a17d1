/**
 * Requests a second over HTTP, against a bare `node:http` server that parses the same JSON and answers the same bytes.
 * Needs a build: `npm run build && node bench/http.mjs`. Both servers run in processes of their own, and take turns.
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { built } from '../build/built.mjs';
import { calls, KEY, world } from './calls.mjs';
import { load } from './load.mjs';
import { median } from './measure.mjs';

const ROUNDS = 9;
const SECONDS = 1;
const CONNECTIONS = 32;
const HEADERS = { 'Content-Type': 'application/json', Authorization: `Bearer ${KEY}` };

if (process.argv[2] === 'serve') await serve(JSON.parse(process.argv[3]));
else for (const call of calls) await compare(call);

async function compare({ event, body }) {
  const request = { path: `/api/v1/${event}`, headers: HEADERS, body: JSON.stringify(body) };
  const mock = await start({ kind: 'mock' });
  const bare = await start({ kind: 'bare', ...(await exchange(mock.port, request)) });
  const measure = (server) => load(server, { ...request, connections: CONNECTIONS, seconds: SECONDS });
  await Promise.all([measure(mock), measure(bare)]);

  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ ours: await measure(mock), theirs: await measure(bare) });
  }
  mock.stop();
  bare.stop();
  report(event, rounds);
}

function report(event, rounds) {
  const of = (value) => median(rounds.map(value));
  const ratio = of(({ ours, theirs }) => ours.rate / theirs.rate);
  const byProcessor = of(({ ours, theirs }) => theirs.microseconds / ours.microseconds);
  const [ours, theirs] = [of(({ ours }) => ours.rate), of(({ theirs }) => theirs.rate)].map(Math.round);
  console.log(
    `${event}: ${ratio.toFixed(2)} of a bare server's requests/s (${ours} of ${theirs}), ` +
      `${byProcessor.toFixed(2)} by processor time; medians of ${ROUNDS} rounds; the budget is 0.80`,
  );
}

/** What the mock answers, as the bare server shall repeat it. */
async function exchange(port, { path, headers, body }) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
  const perConnection = ['connection', 'date', 'keep-alive', 'content-encoding'];
  const repeated = [...response.headers].filter(([name]) => !perConnection.includes(name));
  const text = await response.text();
  const framed = repeated.map(([name, value]) => [name, name === 'content-length' ? Buffer.byteLength(text) : value]);
  return { status: response.status, headers: Object.fromEntries(framed), text };
}

function start(role) {
  const child = fork(fileURLToPath(import.meta.url), ['serve', JSON.stringify(role)]);
  const told = () => new Promise((resolve) => child.once('message', resolve));
  const usage = () => {
    child.send('usage');
    return told();
  };
  return told().then((port) => ({ port, usage, stop: () => child.kill() }));
}

async function serve(role) {
  const server = createServer(role.kind === 'bare' ? bareHandler(role) : await mockHandler());
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
}

async function mockHandler() {
  const { createHub } = await import('../dist/esm/index.js');
  const { nodeHandler } = await built('adapters/node.ts');
  return nodeHandler(createHub({ world }));
}

function bareHandler({ status, headers, text }) {
  return (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      JSON.parse(chunks.length === 1 ? chunks[0].toString() : Buffer.concat(chunks).toString());
      response.writeHead(status, headers).end(text);
    });
  };
}
