/** Servers to measure, each in a process of its own and, where the machine lets us, on a core of its own. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { requestOf } from './calls.mjs';
import { pin } from './machine.mjs';
import { programOf } from './peers.mjs';

const PROCESS = fileURLToPath(new URL('server-process.mjs', import.meta.url));

/** @param options of the kind; with `collects` it collects garbage before it reports. */
export async function start(kind, { collects = false, ...options } = {}) {
  const execArgv = collects ? ['--expose-gc'] : [];
  const child = fork(PROCESS, [kind, JSON.stringify(options)], { execArgv });
  pin(child.pid, 'server');
  // A server that ends is a failure wherever something is waited for.
  const dead = new Promise((_resolve, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the server ${kind} ended with ${code ?? signal}`)));
  });
  dead.catch(() => undefined);
  const told = () => new Promise((resolve) => child.once('message', resolve));
  const message = () => Promise.race([told(), dead]);
  const port = await message();
  const asked = (what) => {
    child.send(what);
    return message();
  };
  const report = () => asked('report');
  const usage = async () => (await report()).processor;
  return { port, report, usage, close: () => asked('close'), stop: () => ended(child) };
}

/** The server as users start it. Its processor time is that of Node alone, which is nearly all. */
async function startProgram(file, args, port, request) {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'ignore' });
  pin(child.pid, 'server');
  const url = `http://127.0.0.1:${port}${request.path}`;
  for (let tries = 0; tries < 200; tries += 1) {
    await pause(100);
    const answer = await fetch(url, { method: 'POST', headers: request.headers, body: request.body }).catch(
      () => undefined,
    );
    if (answer?.ok) return { port, usage: async () => Number.NaN, stop: () => ended(child) };
    if (tries === 199) console.error(answer && (await answer.text()));
  }
  await ended(child);
  throw new Error(`${file} does not answer`);
}

async function ended(child) {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** What a server answers, as a bare one repeats it. */
export async function answerOf(port, { path, headers, body }) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
  const perConnection = ['connection', 'date', 'keep-alive', 'content-encoding'];
  const repeated = [...response.headers].filter(([name]) => !perConnection.includes(name));
  const text = await response.text();
  const framed = repeated.map(([name, value]) => [name, name === 'content-length' ? Buffer.byteLength(text) : value]);
  return { status: response.status, headers: Object.fromEntries(framed), text };
}

const ping = requestOf({ name: 'v1/ping', body: {} });

/** What mocks an API by its description, as it is published. @param openapi of the mock's own server. */
export const mockPrograms = {
  async prism(openapi) {
    const port = await freePort();
    const args = ['mock', written('openapi.json', openapi), '--port', String(port), '--host', '127.0.0.1'];
    // The mock of a description answers below no path but those of the description.
    return startProgram(programOf('@stoplight/prism-cli', 'prism'), args, port, ping);
  },

  async mockoon(openapi) {
    const port = await freePort();
    const args = ['start', '--data', written('openapi.json', openapi), '--port', String(port)];
    return startProgram(programOf('@mockoon/cli', 'mockoon-cli'), args, port, ping);
  },

  async 'json-server'() {
    const port = await freePort();
    const routes = written('routes.json', { '/api/v1/*': '/$1' });
    const args = [written('db.json', { ping: [] }), '--port', String(port), '--host', '127.0.0.1', '--quiet'];
    return startProgram(programOf('json-server', 'json-server'), [...args, '--routes', routes], port, ping);
  },
};

function written(name, value) {
  const file = join(tmpdir(), `cocalc-mock-hub-bench-${process.pid}-${name}`);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
