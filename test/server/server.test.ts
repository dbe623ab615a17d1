/** The standalone server, in process. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { type RunningServer, type ServerOptions, SetupError, startServer } from '../../src/server/index.ts';
import { people } from '../hub.ts';

async function started(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer({ world: { accounts: people }, ...options });
  onTestFinished(() => server.close());
  return server;
}

function ping(url: string): Promise<Response> {
  return fetch(`${url}/api/v1/ping`, { method: 'POST', headers: { authorization: 'Bearer sk_owner' } });
}

test('a server answers at its address until it is closed', async () => {
  const { url, close } = await started();

  expect((await ping(url)).status).toBe(200);
  await close();

  await expect(ping(url)).rejects.toThrow('fetch failed');
});

test('closing a server twice does no harm', async () => {
  const { close } = await started();

  await Promise.all([close(), close()]);
  await close();
});

test('a server that is closed lets go of connections, those that say nothing and those that stop halfway', async () => {
  const { url, close } = await started();
  const { hostname, port } = new URL(url);
  const sockets = ['', 'POST /api/v1/ping HTTP/1.1\r\n'].map((text) => {
    // How a connection is cut off is not the point.
    const socket = connect(Number(port), hostname).on('error', () => {});
    if (text !== '') socket.write(text);
    return socket.resume();
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const ended = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));

  await close();

  await ended;
});

test('the world of a server is a name, a world, or what loadWorld finds', async () => {
  const [named, given, made] = await Promise.all([
    started({ world: 'empty' }),
    started(),
    started({ world: 'fake:2', seed: '5' }),
  ]);

  expect([named.world.name, given.world.name, made.world.name]).toEqual(['empty', 'custom', 'fake:2']);
  expect(given.cast.accounts.map(({ name }) => name)).toEqual(['owner', 'other', 'admin']);
  for (const { account_id } of made.cast.accounts) expect(made.hub.state.accounts.has(account_id)).toBe(true);
});

test('options of the hub are handed on', async () => {
  const { hub } = await started({ seed: 'x', profile: 'observed', lifecycle: { kind: 'after', ms: 5 } });

  expect(hub.state).toMatchObject({ seed: 'x', profile: 'observed', lifecycle: { kind: 'after', ms: 5 } });
});

test('a port that is taken, and a host that is none of ours, are the fault of those options', async () => {
  const { url } = await started();
  const port = Number(new URL(url).port);

  const refused = (options: ServerOptions) => startServer(options).catch((error) => error);

  expect(await refused({ port })).toBeInstanceOf(SetupError);
  expect(await refused({ port })).toMatchObject({
    option: 'port',
    message: `port ${port} of 127.0.0.1 is taken; give another, or 0 for any that is free`,
  });
  expect(await refused({ host: '192.0.2.1' })).toMatchObject({
    option: 'host',
    message: 'host 192.0.2.1 is no address of this computer; give 127.0.0.1, ::1, or 0.0.0.0 for all of its addresses',
  });
});

const addresses = Object.values(networkInterfaces()).flatMap((of) => of?.map(({ address }) => address));
const hosts: [string, string][] = [
  ['0.0.0.0', '127.0.0.1'],
  ['localhost', 'localhost'],
];
// Not every computer has these.
if (addresses.includes('::1')) hosts.push(['::1', '[::1]'], ['::', '[::1]']);

test.for(hosts)('a server that listens at %s is found at %s', async ([host, found]) => {
  const { url } = await started({ host });

  expect(new URL(url).hostname).toBe(found);
  expect((await ping(url)).status).toBe(200);
});

test('a body may be as large as the limit, and no larger', async () => {
  const { url } = await started({ bodyLimit: 10 });
  const send = (body: string) =>
    fetch(`${url}/api/v1/ping`, {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer sk_owner', 'content-type': 'application/json' },
    });

  expect((await send('{"id":123}')).status).toBe(200);
  expect((await send('{"id":1234}')).status).toBe(413);
});

test('a request that does not arrive in time is cut off', async () => {
  const { url } = await started({ limits: { requestTimeoutMs: 50 } });
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /api/v1/ping HTTP/1.1\r\nHost: hub\r\n');

  const [answer] = await once(socket.setEncoding('utf8'), 'data');

  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});
