/** Which names the standalone server answers to, and which pages of browsers. */
import { expect, onTestFinished, test } from 'vitest';
import { type RunningServer, type ServerOptions, SetupError, startServer } from '../../src/server/index.ts';
import { connected, converse } from '../adapters/sockets.ts';
import { people } from '../hub.ts';

interface Asked {
  readonly method?: string;
  readonly target?: string;
  readonly version?: '1.0' | '1.1';
  /** Lines of the head. */
  readonly head: readonly string[];
}

interface Told {
  readonly status: number;
  /** In lower case, without the date. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const CREATE = JSON.stringify({ title: 'Made by a stranger' });

/** A server, and a way to create a project there with any head of a request. */
async function gatedServer(options: ServerOptions = {}): Promise<RunningServer & { ask(asked: Asked): Promise<Told> }> {
  const server = await startServer({ world: { accounts: people }, ...options });
  onTestFinished(() => server.close());
  return {
    ...server,
    async ask({ method = 'POST', target = '/api/v1/create_project', version = '1.1', head }) {
      const lines = [
        `${method} ${target} HTTP/${version}`,
        ...head.map((line) => line.replaceAll('PORT', new URL(server.url).port)),
        'Authorization: Bearer sk_owner',
        'Content-Type: application/json',
        `Content-Length: ${CREATE.length}`,
        'Connection: close',
      ];
      const heard = await converse(Number(new URL(server.url).port), `${lines.join('\r\n')}\r\n\r\n${CREATE}`);
      return read(heard);
    },
  };
}

function read(heard: string): Told {
  // Node says at once that a body may come, whoever wants to know.
  const [head = '', body = ''] = heard.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, '').split(/\r\n\r\n(.*)/s);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => line.split(/: (.*)/s) as [string, string]);
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body,
  };
}

test.for([
  'localhost',
  'localhost:PORT',
  'LOCALHOST:1',
  'localhost.',
  'hub.localhost',
  'a.b.localhost:PORT',
  '127.0.0.1',
  '127.0.0.1:PORT',
  '127.9.9.9',
  '192.168.1.5:8080',
  '[::1]',
  '[::1]:PORT',
  '[2001:DB8::1]',
  '[fe80::1%25eth0]:80',
  '[::ffff:127.0.0.1]',
])('a request to %s is answered', async (host) => {
  const { ask, hub } = await gatedServer();
  const before = hub.state.projects.size;

  expect(await ask({ head: [`Host: ${host}`] })).toMatchObject({ status: 200 });
  expect(hub.state.projects.size).toBe(before + 1);
});

// Names that somebody else can point at this computer, and what is no name at all.
const STRANGE_HOSTS = [
  'evil.example',
  'evil.example:PORT',
  'EVIL.EXAMPLE',
  'evil.example.',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1.nip.io:PORT',
  'notlocalhost',
  'localhost..',
  '.localhost',
  '2130706433',
  '0x7f.0.0.1',
  '0x7f000001',
  '127.1',
  '0177.0.0.1',
  '127.0.0.1.',
  '127.0.0.1,evil.example',
  'evil.example, localhost',
  'localhost@evil.example',
  'user@localhost',
  'localhost/evil.example',
  'localhost:80:80',
  'localhost:port',
  'localhost evil.example',
  '[::1',
  '::1',
  '[localhost]',
  '[::1]evil.example',
  '[::1%]evil',
  'evil.example#localhost',
  'xn--lcalhost-n1a',
  '*',
  '',
];

test.for(STRANGE_HOSTS)('a request to "%s" is refused, and changes nothing', async (host) => {
  const { ask, hub } = await gatedServer();
  const before = hub.state;

  const { status, headers, body } = await ask({ head: [`Host: ${host}`] });

  expect(status).toBe(403);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(JSON.parse(body).error).toContain('cocalc-mock-hub answers only to names of its own');
  expect(JSON.parse(body).error).toContain('--allow-host');
  expect(hub.state).toBe(before);
});

test('the refusal has the flag to type, as JSON where the API is and as a text elsewhere', async () => {
  const { ask } = await gatedServer();
  const words =
    'cocalc-mock-hub answers only to names of its own, and "hub.example:80" is none; --allow-host hub.example makes a name one of them';

  const api = await ask({ target: '/API/conat/hub', head: ['Host: hub.example:80'] });
  const page = await ask({ method: 'GET', target: '/', head: ['Host: hub.example:80'] });

  expect(JSON.parse(api.body)).toEqual({ error: words });
  expect(page).toMatchObject({ status: 403, body: `${words}\n` });
  expect(page.headers['content-type']).toBe('text/plain; charset=utf-8');
});

test.for<[string, Asked]>([
  ['no header Host', { version: '1.0', head: [] }],
  ['two of them', { head: ['Host: localhost', 'Host: evil.example'] }],
  ['two that are the same', { head: ['Host: localhost', 'host: localhost'] }],
  ['a whole URL of another host', { target: 'http://evil.example/api/v1/create_project', head: ['Host: localhost'] }],
  ['a whole URL with a user', { target: 'http://u@evil.example/api/v1/create_project', head: ['Host: localhost'] }],
  ['a whole URL without a host', { target: 'http:///api/v1/create_project', head: ['Host: localhost'] }],
  ['a whole URL of ours, to another host', { target: 'http://localhost/api/v1/create_project', head: ['Host: evil'] }],
  ['a forwarded host', { head: ['Host: evil.example', 'X-Forwarded-Host: localhost', 'Forwarded: host=localhost'] }],
  ['another method', { method: 'OPTIONS', head: ['Host: evil.example'] }],
  ['no target', { method: 'OPTIONS', target: '*', head: ['Host: evil.example'] }],
  ['an upgrade', { method: 'GET', head: ['Host: evil.example', 'Upgrade: websocket'] }],
  ['a body that is awaited', { head: ['Host: evil.example', 'Expect: 100-continue'] }],
])('a request with %s is refused', async ([, asked]) => {
  const { ask, hub } = await gatedServer();
  const before = hub.state;

  expect((await ask(asked)).status).toBe(403);
  expect(hub.state).toBe(before);
});

test('a refusal to HEAD has no body', async () => {
  const { ask } = await gatedServer();

  expect(await ask({ method: 'HEAD', head: ['Host: evil.example'] })).toMatchObject({ status: 403, body: '' });
});

test('what somebody else said before is still ours, after a request to another name', async () => {
  const { ask } = await gatedServer();

  for (const [host, status] of [
    ['localhost', 200],
    ['evil.example', 403],
    ['localhost', 200],
    ['evil.example', 403],
  ] as const) {
    expect((await ask({ head: [`Host: ${host}`] })).status).toBe(status);
  }
});

test('names that are allowed are answered, and those below a name with a star', async () => {
  const { ask } = await gatedServer({ allowHost: ['Hub', '*.test.example'] });
  const answered = async (host: string) => (await ask({ head: [`Host: ${host}`] })).status === 200;

  for (const host of ['hub', 'HUB:80', 'a.test.example', 'a.b.test.example.']) expect(await answered(host)).toBe(true);
  for (const host of ['hub.evil', 'x.hub', 'test.example', 'atest.example']) expect(await answered(host)).toBe(false);
});

test('at all addresses, a server is found by each of them, and by names only when they are allowed', async () => {
  const { ask } = await gatedServer({ host: '0.0.0.0', allowHost: ['hub'] });
  const status = async (host: string) => (await ask({ head: [`Host: ${host}`] })).status;

  expect([await status('10.1.2.3:5050'), await status('hub'), await status('localhost')]).toEqual([200, 200, 200]);
  expect(await status('other')).toBe(403);
});

const CORS = /^access-control-|^vary$/;

function corsOf({ headers }: Told): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => CORS.test(name)));
}

test.for(['http://localhost:PORT', 'HTTP://LOCALHOST:PORT'])('its own page, %s, may call', async (origin) => {
  const { ask } = await gatedServer();
  const told = await ask({ head: ['Host: localhost:PORT', `Origin: ${origin}`, 'Sec-Fetch-Site: same-origin'] });

  expect(told.status).toBe(200);
  expect(corsOf(told)).toEqual({ vary: 'Accept-Encoding' });
});

const STRANGE_ORIGINS = [
  'https://evil.example',
  'http://evil.example:PORT',
  'http://localhost',
  'http://localhost:1',
  'https://localhost:PORT',
  'http://127.0.0.1:PORT',
  'http://localhost:PORT.evil.example',
  'http://localhost.evil.example:PORT',
  'http://evil.localhost:PORT',
  'http://localhost:PORT/',
  'http://localhost:PORT, https://evil.example',
  'http://user@localhost:PORT',
  'null',
  'file://',
  'chrome-extension://abcdef',
  'localhost:PORT',
  '*',
  '',
];

test.for(
  STRANGE_ORIGINS.flatMap((origin) => ['POST', 'GET', 'OPTIONS', 'HEAD'].map((method) => [method, origin] as const)),
)('%s of a page of "%s" is refused, and changes nothing', async ([method, origin]) => {
  const { ask, hub } = await gatedServer();
  const before = hub.state;

  const told = await ask({ method, head: ['Host: localhost:PORT', `Origin: ${origin}`] });

  expect(told.status).toBe(403);
  expect(corsOf(told)).toEqual({ vary: 'Accept-Encoding' });
  if (method !== 'HEAD')
    expect(JSON.parse(told.body).error).toContain('cocalc-mock-hub answers no page of the origin ');
  expect(hub.state).toBe(before);
});

test.for<[string, readonly string[]]>([
  ['two origins', ['Origin: http://localhost:PORT', 'Origin: https://evil.example']],
  ['no origin, of another site', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors']],
  ['no origin, of a site with the same name', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: no-cors']],
])('a page with %s may not call', async ([, head]) => {
  const { ask, hub } = await gatedServer({ allowOrigin: ['https://app.example'] });
  const before = hub.state;

  expect((await ask({ head: ['Host: localhost:PORT', ...head] })).status).toBe(403);
  expect(hub.state).toBe(before);
});

test('a link to the server may be followed from anywhere', async () => {
  const { ask } = await gatedServer();
  const head = ['Host: localhost:PORT', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'];

  expect((await ask({ method: 'GET', target: '/', head })).status).toBe(200);
});

test('the refusal of a page has the flag to type', async () => {
  const { ask } = await gatedServer();
  const { body } = await ask({ head: ['Host: localhost', 'Origin: https://App.example:443'] });

  expect(JSON.parse(body)).toEqual({
    error:
      'cocalc-mock-hub answers no page of the origin "https://app.example"; --allow-origin https://app.example allows it',
  });
});

test('a page of an allowed origin may call, and read the answer with its headers', async () => {
  const { ask } = await gatedServer({ allowOrigin: ['http://app.example:3000', 'https://other.example'] });
  const told = await ask({ head: ['Host: localhost', 'Origin: http://app.example:3000'] });

  expect(told.status).toBe(200);
  expect(corsOf(told)).toEqual({
    'access-control-allow-origin': 'http://app.example:3000',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'ETag, Location, Retry-After',
    vary: 'Origin, Accept-Encoding',
  });
});

test('what caches keep of a server with allowed origins is kept apart by origin', async () => {
  const { ask } = await gatedServer({ allowOrigin: ['http://app.example:3000'] });

  expect(corsOf(await ask({ head: ['Host: localhost'] }))).toEqual({ vary: 'Origin, Accept-Encoding' });
});

test('a browser that asks first is told what an allowed page may send', async () => {
  const { ask, hub } = await gatedServer({ allowOrigin: ['http://app.example:3000'] });
  const before = hub.state;
  const told = await ask({
    method: 'OPTIONS',
    head: [
      ...['Host: localhost', 'Origin: http://app.example:3000', 'Access-Control-Request-Method: POST'],
      ...['Access-Control-Request-Headers: authorization,content-type', 'Access-Control-Request-Private-Network: true'],
    ],
  });

  expect(told).toMatchObject({ status: 204, body: '' });
  expect(corsOf(told)).toEqual({
    'access-control-allow-origin': 'http://app.example:3000',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'ETag, Location, Retry-After',
    'access-control-allow-methods': 'GET, HEAD, POST',
    'access-control-allow-headers': 'authorization,content-type',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
    vary: 'Origin',
  });
  expect(hub.state).toBe(before);
});

test('pages of any origin may call where a star allows it, but not with what a browser keeps', async () => {
  const { ask } = await gatedServer({ allowOrigin: ['*'] });
  const told = await ask({ head: ['Host: localhost', 'Origin: https://evil.example'] });

  expect(told.status).toBe(200);
  expect(told.headers['access-control-allow-origin']).toBe('*');
  expect(told.headers).not.toHaveProperty('access-control-allow-credentials');
  expect((await ask({ head: ['Host: localhost', 'Origin: null'] })).status).toBe(403);
  expect((await ask({ head: ['Host: evil.example', 'Origin: https://evil.example'] })).status).toBe(403);
});

test('an allowed origin is allowed as it is, and no other like it', async () => {
  const { ask } = await gatedServer({ allowOrigin: ['https://app.example', 'capacitor://localhost'] });
  const status = async (origin: string) => (await ask({ head: ['Host: localhost', `Origin: ${origin}`] })).status;

  expect(await status('https://app.example:443')).toBe(200);
  expect(await status('capacitor://localhost')).toBe(200);
  for (const origin of [
    'http://app.example',
    'https://app.example:8443',
    'https://x.app.example',
    'https://app.exampl',
  ])
    expect(await status(origin)).toBe(403);
});

test.for<[ServerOptions, string, string]>([
  [{ allowHost: ['hub:80'] }, 'allowHost', '"hub:80" is no name; give the name of a host without a port'],
  [{ allowHost: ['*'] }, 'allowHost', '"*" is no name; '],
  [{ allowHost: ['http://hub'] }, 'allowHost', '"http://hub" is no name; '],
  [{ allowHost: [''] }, 'allowHost', '"" is no name; '],
  [{ allowOrigin: ['app.example'] }, 'allowOrigin', '"app.example" is no origin; give scheme, host and port of a page'],
  [{ allowOrigin: ['https://app.example/'] }, 'allowOrigin', '"https://app.example/" is no origin; '],
  [{ allowOrigin: ['https://*.example'] }, 'allowOrigin', '"https://*.example" is no origin; '],
  [{ allowOrigin: ['null'] }, 'allowOrigin', '"null" is no origin; '],
])('%j is refused when the server starts', async ([options, option, words]) => {
  const refused = await startServer({ world: { accounts: people }, ...options }).catch((thrown) => thrown);

  expect(refused).toBeInstanceOf(SetupError);
  expect(refused).toMatchObject({ option, message: expect.stringContaining(words) });
});

test('a refusal arrives, and frees the connection, while the client is still sending', async () => {
  const { url } = await gatedServer();
  const { socket, heard, closed } = await connected(Number(new URL(url).port));
  socket.write('POST /api/v1/ping HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 100000000\r\n\r\n');
  for (let sent = 0; sent < 50; sent += 1) socket.write('x'.repeat(100_000));
  await closed;

  expect(heard()).toMatch(/^HTTP\/1\.1 403 /);
});
