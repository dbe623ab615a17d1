/** What clients see of faults, behind every adapter. */
import { createServer, type IncomingMessage, request as send } from 'node:http';
import { setupServer } from 'msw/node';
import { expect, onTestFinished, test } from 'vitest';
import { hubApp } from '../../src/adapters/express.ts';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { hubHandlers } from '../../src/adapters/msw.ts';
import { nodeHandler } from '../../src/adapters/node.ts';
import type { Doing, Hub } from '../../src/index.ts';
import { testHub } from '../hub.ts';
import { pause } from '../turns.ts';
import { listening } from './servers.ts';

/** Sends a request; `fetch` behind each adapter. */
type Fetch = (path: string, init: RequestInit) => Promise<Response>;

const ADAPTERS: Readonly<Record<string, (hub: Hub) => Promise<Fetch>>> = {
  async node(hub) {
    const port = await listening(createServer(nodeHandler(hub)));
    return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
  },
  async express(hub) {
    const port = await listening(createServer(hubApp(hub)));
    return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
  },
  async fetch(hub) {
    const handle = fetchHandler(hub);
    return (path, init) => handle(new Request(`http://hub.example${path}`, init));
  },
  async msw(hub) {
    const server = setupServer(...hubHandlers(hub, 'http://hub.example'));
    server.listen({ onUnhandledRequest: 'error' });
    onTestFinished(() => server.close());
    return (path, init) => fetch(`http://hub.example${path}`, init);
  },
};

const APIS = {
  v1: { operation: 'v1/create_project', path: '/api/v1/create_project', body: { title: 'x' } },
  conat: {
    operation: 'conat/hub/projects.createProject',
    path: '/api/conat/hub',
    body: { name: 'projects.createProject', args: [{ title: 'x' }] },
  },
  v2: { operation: 'v2/projects/create', path: '/api/v2/projects/create', body: { title: 'x' } },
};

const CASES = Object.keys(ADAPTERS).flatMap((adapter) =>
  Object.entries(APIS).map(([api, about]) => ({ adapter, api, about })),
);

async function prepared({ adapter, about }: (typeof CASES)[number], doing: Doing) {
  const { hub, clock } = testHub();
  await hub.faults.arm({ id: 'f', operation: about.operation, do: doing });
  const fetch = await (ADAPTERS[adapter] as (hub: Hub) => Promise<Fetch>)(hub);
  const call = (headers = {}, more = {}) =>
    fetch(about.path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer sk_owner', ...headers },
      body: JSON.stringify(about.body),
      ...more,
    });
  const projects = () => hub.projects.all().length;
  return { hub, clock, call, projects };
}

test.for(CASES)('a status, a page of a proxy, and a time to wait: $adapter, $api', async (one) => {
  const { hub, call, projects } = await prepared(one, { fail_before: 503 });
  expect((await call()).status).toBe(503);
  hub.faults.disarm();

  await hub.faults.arm({ operation: one.about.operation, do: { fail_after: 'html' } });
  const page = await call();
  expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
  expect(await page.text()).toContain('<h1>502 Bad Gateway</h1>');
  expect(projects()).toBe(2);
  hub.faults.disarm();

  await hub.faults.arm({ operation: one.about.operation, do: { too_many: 7 } });
  const limited = await call();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect(projects()).toBe(2);
});

test.for(CASES)('a connection that breaks before the call is made: $adapter, $api', async (one) => {
  const { call, projects } = await prepared(one, { fail_before: 'reset' });

  await expect(call()).rejects.toThrow(/fetch/i);
  expect(projects()).toBe(1);
});

test.for(CASES)('a connection that breaks after the call is made: $adapter, $api', async (one) => {
  const { call, projects } = await prepared(one, { fail_after: 'reset' });

  await expect(call()).rejects.toThrow(/fetch/i);
  expect(projects()).toBe(2);
});

test.for(CASES)('nothing at all: $adapter, $api', async (one) => {
  const { call, projects } = await prepared(one, { fail_after: 'hang' });

  const answer = call({}, { signal: AbortSignal.timeout(200) });
  const came = await Promise.race([answer.catch((thrown: Error) => thrown.name), pause(400).then(() => 'nothing')]);

  expect(['nothing', 'TimeoutError']).toContain(came);
  expect(projects()).toBe(2);
});

test.for(CASES)('a body that breaks in the middle: $adapter, $api', async (one) => {
  const { call, projects } = await prepared(one, { cut_body: true });

  // Where the break comes quickly, a client may see no more than that.
  const read = call().then((response) => response.text());
  await expect(read).rejects.toThrow();
  expect(projects()).toBe(2);
});

test.for(CASES)(
  'a body that takes its time on the clock of the hub, and is whole in the end: $adapter, $api',
  async (one) => {
    const { call, clock } = await prepared(one, { slow_body: 1000 });
    const response = await Promise.race([call(), ticking(clock)]);
    const text = (response as Response).text();
    const whole = await Promise.race([text, ticking(clock)]);

    expect(JSON.parse(whole as string)).toBeTruthy();
  },
);

/** Moves the clock on for as long as the test goes on. */
async function ticking(clock: { advance(ms: number): void }): Promise<never> {
  for (;;) {
    await pause(2);
    clock.advance(10);
  }
}

test.for(CASES)('the header says which faults a call meets: $adapter, $api', async (one) => {
  const { hub, call } = await prepared(one, { twice: true });
  await hub.faults.arm({ id: 'g', operation: one.about.operation, header: true, do: { fail_before: 500 } });

  expect((await call({ 'x-mock-faults': 'g' })).status).toBe(500);
  const unknown = await call({ 'x-mock-faults': 'gone' });
  expect(await unknown.text()).toContain('x-mock-faults: no fault \\"gone\\" is armed');
});

test('a broken connection is a reset on the wire, and a body that breaks has begun', async () => {
  const { hub } = testHub();
  const port = await listening(createServer(nodeHandler(hub)));
  const raw = (): Promise<{ code: string | undefined; status: number | undefined }> =>
    new Promise((resolve) => {
      let status: number | undefined;
      // The request and its answer both tell of it, in either order.
      const tell = ({ code }: NodeJS.ErrnoException) => resolve({ code, status });
      const request = send(
        {
          port,
          path: '/api/v1/create_project',
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: 'Bearer sk_owner' },
        },
        (response: IncomingMessage) => {
          status = response.statusCode;
          response.on('error', tell).resume();
        },
      );
      request.on('error', tell);
      request.end('{"title":"x"}');
    });

  await hub.faults.arm({ operation: 'v1/create_project', calls: [1], do: { fail_before: 'reset' } });
  expect(await raw()).toEqual({ code: 'ECONNRESET', status: undefined });
  hub.faults.disarm();
  await hub.faults.arm({ operation: 'v1/create_project', calls: [1], do: { cut_body: true } });
  expect(await raw()).toEqual({ code: 'ECONNRESET', status: 200 });
});
