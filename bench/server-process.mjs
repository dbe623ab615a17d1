/** A server in a process of its own: `node server-process.mjs KIND OPTIONS`. Tells its port, and its processor time when asked. */
import { createServer } from 'node:http';
import { KEY, world } from './calls.mjs';
import { peer } from './peers.mjs';

/** Ends the server. */
let close = async () => undefined;

const kinds = {
  async mock() {
    const { startServer } = await import('../dist/esm/server.js');
    const server = await startServer({ world });
    close = server.close;
    return Number(new URL(server.url).port);
  },

  bare: (role) => listening(createServer(bareHandler(role))),

  /** Answers what is asked of it by as little as `node:http` takes. */
  empty: () => listening(createServer((_request, response) => response.end('{}'))),

  async express({ text }) {
    const { default: express } = await peer('express');
    const app = express().use(express.json());
    app.post('/api/v1/ping', (_request, response) => response.json(JSON.parse(text)));
    return listening(createServer(app));
  },

  async fastify({ text }) {
    const { default: fastify } = await peer('fastify');
    const app = fastify();
    app.post('/api/v1/ping', async () => JSON.parse(text));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server.address().port;
  },

  async hono({ text }) {
    const { Hono } = await peer('hono');
    const { serve } = await peer('@hono/node-server');
    const app = new Hono();
    app.post('/api/v1/ping', async (context) => {
      await context.req.json();
      return context.json(JSON.parse(text));
    });
    return new Promise((resolve) =>
      serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port)),
    );
  },
};

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

function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

const [, , kind, options = '{}'] = process.argv;

/** What the process waits for besides the messages of the one that started it, and pipes for what it prints. */
function handles() {
  const all = process.getActiveResourcesInfo();
  for (let pipe = 0; pipe < ownPipes; pipe += 1) all.splice(all.indexOf('PipeWrap'), 1);
  return all;
}

/** How many pipes are open now that the outputs have been asked for, since Node opens theirs only then. */
function pipesOpenWith(..._outputs) {
  return process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length;
}

const answers = {
  report() {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    return { processor: user + system, resident: rss, heap: heapUsed, handles: handles() };
  },
  async close() {
    await close();
    // Node lists what it has closed until the end of the turn, and the server tells of its end before that.
    for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
    return handles();
  },
};

process.on('message', async (message) => process.send(await answers[message]()));
const ownPipes = pipesOpenWith(process.stdout, process.stderr);
process.send(await kinds[kind]({ key: KEY, ...JSON.parse(options) }));
