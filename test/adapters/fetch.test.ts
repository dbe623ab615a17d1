import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { testHub } from '../hub.ts';
import { conatSuite } from './conat-suite.ts';
import { headersOf, received, type Sent } from './exchange.ts';
import { faulty, mirror } from './hubs.ts';
import { type Adapter, expectPage, parsed, transportSuite } from './suite.ts';
import { visitSuite } from './visit-suite.ts';

const ORIGIN = 'https://hub.example';

const adapter: Adapter = {
  async connect(hub) {
    const handle = fetchHandler(hub);
    return async (sent) => received(await handle(request(sent)));
  },
};

transportSuite(adapter);
conatSuite(adapter);
visitSuite(adapter);

function request(sent: Sent): Request {
  const { method = 'POST', path = '/api/v1/ping', body = null } = sent;
  return new Request(ORIGIN + path, { method, headers: headersOf(sent), body });
}

test('a base path stands before the API, in any letter case', async () => {
  const handle = fetchHandler(mirror(), { basePath: '/Hub' });
  const answer = async (path: string) => received(await handle(request({ path })));

  expect(parsed(await answer('/hub/api/v1/ping'))).toMatchObject({ name: 'v1/ping' });
  expectPage(await answer('/api/v1/ping'), 404, 'Cannot POST /api/v1/ping');
  expectPage(await answer('/hubs/api/v1/ping'), 404, 'Cannot POST /hubs/api/v1/ping');
});

test('a limit for bodies may be given', async () => {
  const handle = fetchHandler(mirror(), { bodyLimit: 10 });
  const answer = async (body: string) =>
    received(await handle(request({ headers: { 'Content-Type': 'application/json' }, body })));

  expect(parsed(await answer('{"a":1234}')).body).toEqual({ a: 1234 });
  expectPage(await answer('{"a":12345}'), 413, 'Payload Too Large');
});

test('a body that comes as a stream is read no further than to its limit', async () => {
  const handle = fetchHandler(mirror());
  let chunks = 0;
  const stream = new ReadableStream({
    pull(controller) {
      chunks += 1;
      if (chunks > 20) controller.close();
      else controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: stream, duplex: 'half' };

  const answer = await handle(new Request(`${ORIGIN}/api/v1/ping`, init as RequestInit));

  expectPage(await received(answer), 413, 'Payload Too Large');
  expect(chunks).toBeLessThan(8);
});

test('a body is read where requests show no stream', async () => {
  const handle = fetchHandler(mirror(), { bodyLimit: 10 });
  const answer = async (body: string) => {
    const without = request({ headers: { 'Content-Type': 'application/json' }, body });
    Object.defineProperty(without, 'body', { value: undefined });
    return received(await handle(without));
  };

  expect(parsed(await answer('{"a":1}')).body).toEqual({ a: 1 });
  expectPage(await answer('{"a":12345}'), 413, 'Payload Too Large');
});

test('nothing is compressed', async () => {
  const handle = fetchHandler(testHub().hub);
  const headers = { 'Content-Type': 'application/json', 'Accept-Encoding': 'gzip' };

  const answer = await handle(request({ headers, body: JSON.stringify({ id: 'x'.repeat(5000) }) }));

  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(await answer.json()).toMatchObject({ event: 'pong' });
});

test('a fault of ours is loud', async () => {
  await expect(fetchHandler(faulty())(request({}))).rejects.toThrow('a fault');
});
