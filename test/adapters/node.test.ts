import { createServer, request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import { testHub } from '../hub.ts';
import { turns } from '../turns.ts';
import { conatSuite } from './conat-suite.ts';
import { type Sent, sender } from './exchange.ts';
import { faulty, mirror } from './hubs.ts';
import { connectNode, listening, serving } from './servers.ts';
import { connected, converse } from './sockets.ts';
import { expectPage, parsed, transportSuite } from './suite.ts';
import { visitSuite } from './visit-suite.ts';

transportSuite({ connect: connectNode });
conatSuite({ connect: connectNode });
visitSuite({ connect: connectNode });

const JSON_TYPE = { 'Content-Type': 'application/json' };

test('a request target may be a whole URL, or have a fragment', async () => {
  const send = await connectNode(mirror());

  expect(parsed(await send({ path: 'http://hub.example/api/v1/ping?x' })).name).toBe('v1/ping');
  expect(parsed(await send({ path: '/api/v1/ping#x/y' })).name).toBe('v1/ping');
  expect(parsed(await send({ path: '/api/v1/../../etc/passwd' })).name).toBe('v1/passwd');
  expectPage(await send({ path: '//api/v1/ping' }), 404, 'Cannot POST //api/v1/ping');
  expectPage(await send({ method: 'OPTIONS', path: '*' }), 404, 'Cannot OPTIONS *');
});

test('what is sent with GET is parsed before its path is looked at', async () => {
  const send = await connectNode(mirror());

  expectPage(await send({ method: 'GET', headers: JSON_TYPE, body: '{' }), 400, 'Bad Request');
});

test('a charset or encoding is no matter where there is no body', async () => {
  const port = await serving(mirror());
  const head =
    'POST /api/v1/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer sk\r\n' +
    'Content-Type: application/json; charset=latin1\r\nContent-Encoding: br\r\n';

  expect(await converse(port, `${head}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
  expect(await converse(port, `${head}Content-Length: 0\r\n\r\n`)).toMatch(/^HTTP\/1.1 415 /);
});

test('a body comes in as many chunks as it likes', async () => {
  const port = await serving(mirror());

  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/ping`, {
    method: 'POST',
    headers: { ...JSON_TYPE, Authorization: 'Bearer sk' },
    body: new Blob([JSON.stringify({ a: '😀'.repeat(300_000) })]).stream(),
    duplex: 'half',
  } as RequestInit);

  expect(await answer.json()).toMatchObject({ body: { a: '😀'.repeat(300_000) } });
});

test('a body is whole at its last byte, however it is cut, and answers keep the order of their requests', async () => {
  const port = await serving(mirror());
  const { socket, heard, closed } = await connected(port);
  const sizes = [0, 1, 2, 50];
  const bodies = sizes.map((size) => JSON.stringify({ a: 'ä'.repeat(size) }));
  const requests = bodies.map((body, at) => {
    const last = at === bodies.length - 1 ? 'Connection: close\r\n' : '';
    const head = `POST /api/v1/ping HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk\r\n${last}`;
    return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  });
  const bytes = Buffer.from(requests.join(''));

  for (let at = 0; at < bytes.length; at += 7) {
    socket.write(bytes.subarray(at, at + 7));
    await turns();
  }
  await closed;

  const answered = heard().match(/"a":"ä*"/g);
  expect(answered).toEqual(sizes.map((size) => `"a":"${'ä'.repeat(size)}"`));
});

test('the client is the other end of the connection', async () => {
  const send = await connectNode(mirror());

  expect(parsed(await send({})).ip).toBe('127.0.0.1');
});

test('an answer of 1 KiB or more is compressed for who accepts that', async () => {
  const send = await connectNode(testHub().hub);
  const answer = (idBytes: number, accepted: string) =>
    send({ headers: { ...JSON_TYPE, 'Accept-Encoding': accepted }, body: JSON.stringify({ id: 'x'.repeat(idBytes) }) });
  const plain = await answer(2000, 'identity');
  const envelope = plain.text.length - 2000;

  expect((await answer(1023 - envelope, 'gzip')).headers).not.toHaveProperty('content-encoding');
  for (const accepted of ['gzip', 'deflate, gzip;q=0.5, *;q=0', '*', 'br, gzip ; q=1.0']) {
    expect((await answer(1024 - envelope, accepted)).headers, accepted).toMatchObject({ 'content-encoding': 'gzip' });
  }
  for (const accepted of ['identity', '', 'gzip;q=0', 'gzip;q=0, *', 'br', 'x-gzip', '*;q=0']) {
    expect((await answer(2000, accepted)).headers, accepted).not.toHaveProperty('content-encoding');
  }
});

test('a compressed answer is the same answer', async () => {
  const port = await serving(testHub().hub);
  const sent: Sent = {
    headers: { ...JSON_TYPE, 'Accept-Encoding': 'gzip' },
    body: JSON.stringify({ id: 'é'.repeat(2000) }),
  };

  const { headers, bytes } = await rawAnswer(port, sent);
  const plain = await sender(port)({ ...sent, headers: JSON_TYPE });

  expect(gunzipSync(bytes).toString()).toBe(plain.text);
  expect(headers).toMatchObject({ 'content-length': String(bytes.length), etag: plain.headers.etag });
  expect([headers.vary, plain.headers.vary]).toEqual(['Accept-Encoding', 'Accept-Encoding']);
});

test('who stands between a hub and its connection gets the body of each answer', async () => {
  const handle = nodeHandler(testHub().hub);
  const seen: unknown[] = [];
  const port = await listening(
    createServer((request, response) => {
      const { end } = response;
      response.end = ((body: unknown) => {
        seen.push(body);
        return end.call(response, body as string, 'utf8');
      }) as typeof end;
      handle(request, response);
    }),
  );

  const { text } = await sender(port)({ path: '/api/v1/ping', headers: { Authorization: 'Bearer sk_owner' } });

  expect(seen).toEqual([text]);
  expect(JSON.parse(text)).toMatchObject({ event: 'pong' });
});

test('answers are framed alike in ASCII and beyond, one after the other on one connection', async () => {
  const port = await serving(testHub().hub);
  const ids = ['one', 'zwölf 😀', 'three'];
  const asked = ids.map((id, at) => {
    const body = JSON.stringify({ id });
    const headers = [
      'Host: x',
      'Authorization: Bearer sk_owner',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Connection: ${at === 2 ? 'close' : 'keep-alive'}`,
    ];
    return `POST /api/v1/ping HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
  });

  const answer = await converse(port, asked.join(''));

  const bodies = [...answer.matchAll(/Content-Length: (\d+)[^{]*(\{[^}]*\})/g)];
  expect(bodies.map(([, , body]) => JSON.parse(body as string).id)).toEqual(ids);
  expect(bodies.map(([, size]) => Number(size))).toEqual(bodies.map(([, , body]) => Buffer.byteLength(body as string)));
});

function rawAnswer(
  port: number,
  { headers, body }: Sent,
): Promise<{ headers: Record<string, unknown>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/api/v1/ping',
        headers: { ...headers, Authorization: 'Bearer sk_owner' },
      },
      async (response) => resolve({ headers: response.headers, bytes: Buffer.concat(await response.toArray()) }),
    );
    request.on('error', reject).end(body);
  });
}

test('a fault of ours is logged, answered with status 500 and told to nobody', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const send = await connectNode(faulty());

  const { status, text } = await send({});

  expect(status).toBe(500);
  expect(text).toContain('A fault of cocalc-mock-hub');
  expect(text).not.toContain('sk_secret');
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
