/**
 * Uses all of the package that could stay open, closes it, and prints what is open then, and all processes that ran for it.
 * An argument leaves one thing open instead.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import { setupServer } from 'msw/node';
import { check } from '../../../dist/esm/conformance.js';
import { controlClient } from '../../../dist/esm/control.js';
import { hubApp } from '../../../dist/esm/express.js';
import { bubblewrapCommands, createHub, fetchHandler } from '../../../dist/esm/index.js';
import { hubHandlers } from '../../../dist/esm/msw.js';
import { startServer } from '../../../dist/esm/server.js';

const [left] = process.argv.slice(2);
const key = 'sk_00000000000000000teacher';
const project_id = 'cccccccc-0000-4000-8000-000000000001';
const HEADERS = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
const used = [];

/** @param fetched by which a request is sent. */
async function call(what, fetched, url, body = {}, headers = {}) {
  const init = { method: 'POST', headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) };
  const response = await fetched(url, init);
  if (response.status !== 200) throw new Error(`${what}: ${response.status} ${await response.text()}`);
  const answer = await response.json();
  if (answer.error !== undefined || answer.event === 'error') throw new Error(`${what}: ${JSON.stringify(answer)}`);
  used.push(what);
  return answer;
}

/** Commands, a program of Python, and a cell: each in a process of its own, at a server if there is one. */
async function runCode(what, base, headers) {
  const exec = (name, command) =>
    call(`${what} ${name}`, fetch, `${base}/api/v1/project_exec`, { project_id, command, bash: true }, headers);
  await exec('command', 'echo x | sort');
  await exec('program', 'python3 -c "print(1)"');
  const args = [{ kernel: 'python3', input: '1' }];
  await call(
    `${what} cell`,
    fetch,
    `${base}/api/conat/project`,
    { name: 'system.jupyterExecute', args, project_id },
    headers,
  );
}

async function listening(server) {
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

async function adapters() {
  const hub = createHub();
  await call('fetch', (url, init) => fetchHandler(hub)(new Request(url, init)), 'http://hub.example/api/v1/ping');
  const express = hubApp(hub).listen(0, '127.0.0.1');
  await runCode('express', await listening(express));
  const msw = setupServer(...hubHandlers(hub, 'http://hub.example'));
  msw.listen({ onUnhandledRequest: 'bypass' });
  await call('msw', fetch, 'http://hub.example/api/v1/ping');
  msw.close();
  await new Promise((resolve) => express.close(resolve));
  hub.close();
}

async function sandboxes() {
  const hub = createHub({ commands: bubblewrapCommands() });
  const { kind, body } = await hub.call('v1/project_exec', { project_id, command: 'echo x', bash: true }, { key });
  hub.close();
  if (kind === 'success') used.push('sandbox');
  else if (!/bubblewrap/.test(body.error)) throw new Error(body.error);
}

async function server() {
  const started = await startServer();
  const control = controlClient(started.url);
  await control.makeWorld({ name: 'alice' });
  const alice = control.world('alice');
  const ended = new AbortController();
  const heard = alice.events({ signal: ended.signal });
  const next = heard.next();
  await runCode('server', alice.url);
  used.push(`event ${(await next).value.type}`);
  // This one is not ended by who reads it, nor are these calls ever answered.
  const endless = control.world('alice').events().next();
  await alice.forkWorld({ name: 'bob' });
  await alice.armFault({ id: 'late', do: { delay: 600_000 } });
  await alice.armFault({ id: 'never', do: { fail_before: 'hang' } });
  const pending = [
    ...['late', 'never'].map((id) => call(id, fetch, `${alice.url}/api/v1/ping`, {}, { 'x-mock-faults': id })),
    alice.awaitCalls({ operation: 'v1/query', timeout_ms: 600_000 }),
    call('long', fetch, `${alice.url}/api/v1/project_exec`, { project_id, command: 'while :; do :; done', bash: true }),
    endless,
  ].map((answer) => answer.then(String, () => 'cut'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  ended.abort();
  await heard.next();
  if (left === 'server') return;
  await started.close();
  used.push(`${(await Promise.all(pending)).length} calls that were cut`);
}

async function checking() {
  const hub = createHub();
  const { exit } = await check(hub, { suites: ['examples'] });
  used.push(`check: ${exit.code}`);
  hub.close();
}

const LEFT_OPEN = {
  timer: () => setInterval(() => {}, 1000),
  listener: () => createServer().listen(0),
  process: () => spawn('sleep', ['60']),
  thread: () => new Worker('setInterval(() => {}, 1000)', { eval: true }),
  server,
  async call() {
    const hub = createHub();
    await hub.faults.arm({ do: { delay: 60_000 } });
    hub.call('v1/ping', {}, { key });
  },
};

const before = process.getActiveResourcesInfo();
if (left !== undefined) await LEFT_OPEN[left]();
else for (const use of [adapters, sandboxes, server, checking]) await use();

/** What is open that was not at the beginning. Connections take a moment to go. */
function open() {
  const now = process.getActiveResourcesInfo();
  for (const one of before) if (now.includes(one)) now.splice(now.indexOf(one), 1);
  return now;
}
for (let wait = 0; wait < 60 && open().length > 0; wait += 1) await new Promise((resolve) => setTimeout(resolve, 50));
console.log(JSON.stringify({ used, open: open() }));
