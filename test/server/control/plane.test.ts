/** The control plane as a whole: who is let in, what is refused, and in which words. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { controlRoutes } from '../../../src/control/routes.ts';
import { startServer } from '../../../src/server/index.ts';
import { converse } from '../../adapters/sockets.ts';
import { people } from '../../hub.ts';
import { worldServer } from '../worlds/served.ts';

const get = { method: 'GET' };

test.for([
  ['GET', '/__admin/wrlds', 404, 'the nearest is /__admin/worlds'],
  ['GET', '/__admin/clok', 404, 'the nearest is /__admin/clock'],
  ['GET', '/__admin/frobnicate/all', 404, 'GET /__admin lists what there is'],
  ['GET', '/w/default/__admin/jurnal', 404, 'the nearest is /__admin/journal'],
  ['PUT', '/__admin/worlds', 405, 'it takes GET, POST'],
  ['PATCH', '/__admin/clock', 405, 'it takes GET, PUT'],
  ['GET', '/__admin/snapshots/%', 400, 'write a percent sign as %25'],
] as const)('%s %s is refused with %i and what would be right', async ([method, path, status, hint]) => {
  const { url } = await worldServer();

  const response = await fetch(url + path, { method });

  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: expect.any(String), code: expect.any(String), hint });
  if (status === 405) expect(response.headers.get('allow')).toBe(hint.replace('it takes ', ''));
});

test.for([
  ['nonsense', 'application/json', 400, 'bad_json'],
  ['[]', 'application/json', 400, 'bad_input'],
  ['{"days": 1}', 'text/plain', 415, 'not_json'],
  ['{"days": 1}', 'application/x-www-form-urlencoded', 415, 'not_json'],
  ['{"days": 1}', 'application/jsonp', 415, 'not_json'],
  ['{"days": "1"}', 'application/json', 400, 'bad_input'],
  ['{"days": -1}', 'application/json', 400, 'bad_input'],
  ['{"days": 1e300}', 'application/json', 422, 'bad_clock'],
  [`{"days": ${'['.repeat(5000)}${']'.repeat(5000)}}`, 'application/json', 400, 'bad_input'],
  [`{"days": "${'x'.repeat(2 ** 20)}"}`, 'application/json', 413, 'too_large'],
])('a body is refused that is no JSON, or not what the route takes: %#', async ([body, type, status, code]) => {
  const { url, hub } = await worldServer();
  const before = hub.clock.now();

  const response = await fetch(`${url}/__admin/clock/advance`, {
    method: 'POST',
    body: body as string,
    headers: { 'content-type': type as string },
  });

  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code });
  expect(hub.clock.now() - before).toBeLessThan(86_400_000);
});

/** Heads of requests that a page of another site can cause, or whoever points a name at this computer. */
const FOREIGN: readonly (readonly [string, string, readonly string[]])[] = [
  ['a script of another site', 'application/json', ['Host: 127.0.0.1:PORT', 'Origin: https://evil.example']],
  ['a script of another port', 'application/json', ['Host: 127.0.0.1:PORT', 'Origin: http://127.0.0.1:1']],
  ['one of an allowed origin', 'application/json', ['Host: 127.0.0.1:PORT', 'Origin: http://app.example']],
  ['a page in a sandbox', 'application/json', ['Host: 127.0.0.1:PORT', 'Origin: null']],
  ['two origins', 'application/json', ['Host: 127.0.0.1:PORT', 'Origin: http://127.0.0.1:PORT', 'Origin: null']],
  ['a form', 'application/x-www-form-urlencoded', ['Host: 127.0.0.1:PORT']],
  [
    'a form of another site',
    'application/x-www-form-urlencoded',
    ['Host: 127.0.0.1:PORT', 'Origin: https://evil.example'],
  ],
  ['a form with files', 'multipart/form-data; boundary=x', ['Host: 127.0.0.1:PORT']],
  ['a form of plain text', 'text/plain', ['Host: 127.0.0.1:PORT']],
  ['a beacon without a type', '', ['Host: 127.0.0.1:PORT']],
  [
    'an old browser',
    'application/json',
    ['Host: 127.0.0.1:PORT', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'],
  ],
  [
    'a link that was followed',
    'text/plain',
    ['Host: 127.0.0.1:PORT', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'],
  ],
  ['a name that was pointed here', 'application/json', ['Host: evil.example:PORT']],
  ['the same, of its own origin', 'application/json', ['Host: evil.example:PORT', 'Origin: http://evil.example:PORT']],
  ['an address that is not of this computer', 'application/json', ['Host: 192.168.1.5:PORT']],
  ['no name', 'application/json', ['Host:']],
  ['two names', 'application/json', ['Host: 127.0.0.1:PORT', 'Host: evil.example']],
  ['a proxy', 'application/json', ['Host: 127.0.0.1:PORT', 'X-Forwarded-For: 203.0.113.9']],
  ['another proxy', 'application/json', ['Host: 127.0.0.1:PORT', 'Forwarded: for=203.0.113.9']],
];

const CHANGES = [
  ['POST', '/__admin/worlds', '{"name":"evil"}'],
  ['POST', '/__admin/reset', '{}'],
  ['POST', '/__admin/clock/advance', '{"days":1}'],
  ['PUT', '/__admin/clock', '{"mode":"frozen"}'],
  ['POST', '/__admin/stubs', '{"command":"ls","stdout":""}'],
  ['POST', '/w/evil/__admin/reset', '{}'],
] as const;

test.for(FOREIGN)('the control plane is closed to %s', async ([, type, head]) => {
  const { hub, url } = await worldServer({ allowOrigin: ['http://app.example'] });
  await hub.call('v1/create_project', { title: 'stays' }, { key: 'sk_owner' });
  const port = new URL(url).port;
  const before = { state: hub.state, stubs: hub.stubs };

  for (const [method, target, body] of CHANGES) {
    const lines = [
      `${method} ${target} HTTP/1.1`,
      ...head.map((line) => line.replaceAll('PORT', port)),
      ...(type === '' ? [] : [`Content-Type: ${type}`]),
      `Content-Length: ${body.length}`,
      'Connection: close',
    ];
    const heard = await converse(Number(port), `${lines.join('\r\n')}\r\n\r\n${body}`);
    expect(heard).toMatch(/^HTTP\/1\.1 4(00|03|15) /);
    if (!heard.includes(' 400 ')) expect(heard).toMatch(/\{"error":"[^"]+.*","code":"\w+","hint":".*"\}$/);
  }

  expect({ state: hub.state, stubs: hub.stubs }).toEqual(before);
  expect(hub.state).toBe(before.state);
  const { worlds } = await (await fetch(`${url}/__admin/health`)).json();
  expect(worlds).toBe(0);
});

test('a page of another origin cannot read the control plane either, whatever is allowed for the API', async () => {
  const { url } = await worldServer({ allowOrigin: ['*'] });

  const response = await fetch(`${url}/__admin/state`, { headers: { origin: 'http://app.example' } });

  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    code: 'foreign_origin',
    hint: expect.stringContaining('--allow-origin is for the API alone'),
  });
});

test.for(['localhost', '127.0.0.1', 'hub.localhost', '[::1]', 'listed.example'])(
  'a program of this computer may call it %s',
  async (name) => {
    const { url } = await worldServer({ allowHost: ['listed.example'] });
    const { port } = new URL(url);

    const head = [
      'GET /__admin/health HTTP/1.1',
      `Host: ${name}:${port}`,
      `Origin: http://${name}:${port}`,
      'Connection: close',
    ];
    expect(await converse(Number(port), `${head.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  },
);

test('with a token, whoever shows it is let in, from wherever, and nobody else', async () => {
  const { url, ask } = await worldServer({ adminToken: 'a-secret-token' });
  const status = async (headers: Record<string, string>) => (await fetch(`${url}/__admin/health`, { headers })).status;

  expect(await status({})).toBe(401);
  expect(await status({ authorization: 'Bearer another-token' })).toBe(401);
  expect(await status({ authorization: 'Basic a-secret-token' })).toBe(401);
  expect(await status({ authorization: 'Bearer a-secret-token' })).toBe(200);
  expect(await status({ authorization: 'Bearer a-secret-token', 'x-forwarded-for': '203.0.113.9' })).toBe(200);
  expect(await status({ authorization: 'Bearer a-secret-token', origin: 'https://evil.example' })).toBe(403);
  expect((await ask('/api/v1/ping')).status).toBe(200);
});

test('a token that cannot travel in a header is refused, and not repeated', async () => {
  const refused = await startServer({ adminToken: 'my secret\n' }).catch((error: Error) => error);

  expect(String(refused)).toContain('options.adminToken should be a token of 8 to 200');
  expect(String(refused)).not.toContain('my secret');
});

test('without a control plane there is none', async () => {
  const { ask } = await worldServer({ admin: false });

  const { status, body } = await ask('/__admin/health', get);
  expect([status, body]).toEqual([404, expect.stringContaining('Cannot GET /__admin/health')]);
});

test('it describes itself, and where it is', async () => {
  const { ask, url } = await worldServer();

  const { body } = await ask('/__admin/openapi.json', get);

  expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url }] });
});

test('the index lists every route', async () => {
  const { ask } = await worldServer();

  const { body } = await ask('/__admin/', get);

  expect(body.routes).toHaveLength(Object.keys(controlRoutes).length);
  expect(body.routes).toContain('POST [/w/{world}]/__admin/clock/advance');
});

test('figures are in the text format of Prometheus', async () => {
  const { ask } = await worldServer({ worldLimits: { count: 1 } });
  for (const name of ['a', 'b']) await ask(`/w/${name}/api/v1/ping`);
  await ask('/__admin/nothing', get);

  const { body } = await ask('/__admin/metrics', get);

  expect(body).toMatch(/^(# (HELP|TYPE) \w+ .+\n|\w+(\{\w+="\w+"\})? [\d.e+]+\n)+$/);
  expect(body).toContain('cocalc_mock_worlds 2\n');
  expect(body).toContain('cocalc_mock_worlds_made_total 2\n');
  expect(body).toContain('cocalc_mock_worlds_dropped_total{why="count"} 1\n');
  expect(body).toContain('cocalc_mock_control_requests_total{status="404"} 1\n');
});

test('HEAD is answered all but the body', async () => {
  const { url } = await worldServer();

  const response = await fetch(`${url}/__admin/health`, { method: 'HEAD' });

  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('no answer about a state has a key or a password in it', async () => {
  const server = await startServer({ world: { accounts: people } });
  onTestFinished(() => server.close());
  await server.hub.call('v1/ping', {}, { key: 'sk_owner' });
  const texts = await Promise.all(
    ['/state/accounts', '/journal', '/journal/1', '/info', '/worlds', '/metrics'].map(async (path) =>
      (await fetch(`${server.url}/__admin${path}`)).text(),
    ),
  );

  for (const text of texts) expect(text).not.toMatch(/sk_owner|owner-password|sha512\$/);
  expect(texts[0]).toContain('owner@example.com');
});

test('the page of the control plane speaks of every route', () => {
  const page = readFileSync('docs/control.md', 'utf8');
  const missing = Object.values(controlRoutes).filter(({ method, path }) => !page.includes(`\`${method} ${path}\``));

  expect(missing.map(({ path }) => path)).toEqual([]);
});

test('one connection takes one change after another, and those that are refused too', async () => {
  const { url } = await worldServer();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const sockets = new Set<unknown>();
  const post = (body: object) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const sent = request(`${url}/__admin/worlds`, { agent, method: 'POST', headers }, (response) => {
        sockets.add(response.socket);
        response.resume().on('end', () => resolve(response.statusCode));
      });
      sent.on('error', reject).end(JSON.stringify(body));
    });

  const statuses: unknown[] = [];
  for (let n = 0; n < 10; n += 1) statuses.push(await post({ name: `world-${n}` }), await post({ nam: n }));

  expect(new Set(statuses)).toEqual(new Set([201, 400]));
  expect(sockets.size).toBe(1);
});
