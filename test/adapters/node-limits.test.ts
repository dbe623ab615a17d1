/** Clients that send too much, or too slowly. */
import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { sender } from './exchange.ts';
import { mirror } from './hubs.ts';
import { serving } from './servers.ts';
import { connected, converse } from './sockets.ts';
import { parsed } from './suite.ts';

const MIB = 1024 * 1024;
const HEAD = 'POST /api/v1/ping HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';

test('a body of 10 MB is refused by status 413, whether its size is announced or not', async () => {
  const port = await serving(mirror());

  for (const announced of [true, false]) {
    expect(await upload(port, 10 * MIB, announced)).toMatchObject({ status: 413, connection: 'close' });
  }
});

function upload(
  port: number,
  sizeBytes: number,
  announced: boolean,
): Promise<{ status?: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    const size = announced ? { 'Content-Length': sizeBytes } : {};
    const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer sk', ...size };
    const options = { host: '127.0.0.1', port, method: 'POST', path: '/api/v1/ping', headers };
    const request = httpRequest(options, (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode as number, connection: response.headers.connection as string });
      });
    });
    request.on('error', reject);
    for (let sent = 0; sent < sizeBytes; sent += MIB) request.write(Buffer.alloc(MIB, ' '));
    request.end();
  });
}

test('fetch sees the refusal of a body of 10 MB as well', async () => {
  const port = await serving(mirror());

  const { status } = await fetch(`http://127.0.0.1:${port}/api/v1/ping`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer sk' },
    body: new Uint8Array(10 * MIB),
  });

  expect(status).toBe(413);
});

test('the refusal does not wait for the body', async () => {
  const port = await serving(mirror());

  const answer = await converse(port, `${HEAD}${JSON_TYPE}Content-Length: ${10 * MIB}\r\n\r\n{`);

  expect(answer).toMatch(/^HTTP\/1.1 413 .*Payload Too Large/s);
});

test('the connection ends after a refusal, though the body goes on', async () => {
  const port = await serving(mirror());
  const { socket, heard, closed } = await connected(port);
  const chunk = `100000\r\n${' '.repeat(MIB)}\r\n`;

  socket.write(`${HEAD}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`);
  const pouring = setInterval(() => socket.write(chunk), 20);
  await closed;
  clearInterval(pouring);

  expect(heard()).toMatch(/^HTTP\/1.1 413 /);
  expect(socket.bytesWritten).toBeGreaterThan(5 * MIB);
});

test('a limit for bodies may be given', async () => {
  const send = sender(await serving(mirror(), {}, { bodyLimit: 10 }));
  const sent = (body: string) => send({ headers: { 'Content-Type': 'application/json' }, body });

  expect(parsed(await sent('{"a":1234}')).body).toEqual({ a: 1234 });
  expect((await sent('{"a":12345}')).status).toBe(413);
});

test('a client that breaks off in the middle of a body disturbs nobody', async () => {
  const port = await serving(mirror());
  const { socket, closed } = await connected(port);

  socket.write(`${HEAD}${JSON_TYPE}Content-Length: 100\r\n\r\n{"a":`);
  socket.destroy();
  await closed;

  expect((await sender(port)({})).status).toBe(200);
});

test('a request that takes too long to arrive loses its connection: its head', async () => {
  const port = await serving(mirror(), { headersTimeoutMs: 100, requestTimeoutMs: 60_000 });

  const answer = await converse(port, 'POST /api/v1/ping HTTP/1.1\r\nHost: x\r\n');

  expect(answer).toMatch(/^HTTP\/1.1 408 /);
});

test('a request that takes too long to arrive loses its connection: its body', async () => {
  const port = await serving(mirror(), { requestTimeoutMs: 100 });
  const { socket, heard, closed } = await connected(port);

  socket.write(`${HEAD}${JSON_TYPE}Content-Length: 100\r\n\r\n`);
  const trickle = setInterval(() => socket.write(' '), 20);
  await closed;
  clearInterval(trickle);

  expect(heard()).toMatch(/^HTTP\/1.1 408 /);
});

test('an idle connection is closed', async () => {
  const port = await serving(mirror(), { keepAliveTimeoutMs: 100 });

  expect(await converse(port, `${HEAD}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
});

test('a head that is too large is refused', async () => {
  const port = await serving(mirror(), { headerBytes: 1000 });
  const head = (sizeBytes: number) => `${HEAD}Connection: close\r\nX-Much: ${'x'.repeat(sizeBytes)}\r\n\r\n`;

  expect(await converse(port, head(500))).toMatch(/^HTTP\/1.1 200 /);
  expect(await converse(port, head(2000))).toMatch(/^HTTP\/1.1 431 /);
});

test('connections beyond the limit are closed as they come', async () => {
  const port = await serving(mirror(), { connections: 1 });
  const first = await connected(port);

  expect(await converse(port, `${HEAD}\r\n`)).toBe('');

  first.socket.destroy();
  await first.closed;
});
