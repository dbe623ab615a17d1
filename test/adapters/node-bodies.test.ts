/** Bodies of requests: a server of ours takes them past the stream of Node, and has to get of them what that would give. */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createNodeServer, nodeHandler } from '../../src/adapters/node.ts';
import { late, mirror } from './hubs.ts';
import { listening, serving } from './servers.ts';
import { connected } from './sockets.ts';

const HEAD = 'POST /api/v1/ping HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk\r\nContent-Type: application/json\r\n';
const LAST = 'GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

const sized = (body: string) => `${HEAD}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const inChunks = (...parts: string[]) =>
  `${HEAD}Transfer-Encoding: chunked\r\n\r\n${[...parts, ''].map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`).join('')}`;

/** Each is a way in which the bytes of a connection arrive. */
const ways: Readonly<Record<string, readonly string[]>> = {
  'in one piece': [sized('{"a":"ä"}')],
  'in two pieces': [sized('{"a":1}').slice(0, -3), sized('{"a":1}').slice(-3)],
  'byte by byte': [...sized('{"a":1}')],
  'after its head': [sized('{"a":1}').slice(0, -7), '{"a":1}'],
  'as no bytes': [sized('')],
  'in chunks': [inChunks('{"a"', ':1}')],
  'in chunks that come one by one': [inChunks('{"a"', ':1}').slice(0, -14), inChunks('{"a"', ':1}').slice(-14)],
  'as no chunk': [inChunks()],
  'with no JSON': [sized('{"a"')],
  'before the next request': [sized('{"a":1}') + sized('{"b":2}') + inChunks('{"c":3}') + sized('{"d":4}')],
  'with the next request in pieces': [sized('{"a":1}') + sized('{"b":2}').slice(0, 150), sized('{"b":2}').slice(150)],
};

test.for(Object.entries(ways))('a body that comes %s is the same to a server of ours', async ([, pieces]) => {
  const plain = await saidTo(await listening(createServer(nodeHandler(mirror()))), pieces);
  const ours = await saidTo(await serving(mirror()), pieces);
  const slow = await saidTo(await serving(late(mirror())), pieces);

  expect(plain).toContain('Cannot GET /nowhere');
  expect(ours).toBe(plain);
  expect(slow).toBe(plain);
});

/** All that is said to the pieces, and to a last request. */
async function saidTo(port: number, pieces: readonly string[]): Promise<string> {
  const { socket, heard, closed } = await connected(port);
  socket.setNoDelay(true);
  for (const piece of pieces) {
    socket.write(piece);
    await pause(2);
  }
  socket.write(LAST);
  await closed;
  return heard().replace(/^(Date|Keep-Alive): .*\r\n/gm, '');
}

test('a body that nobody was there to take yet is read all the same', async () => {
  const handle = nodeHandler(mirror());
  const port = await listening(
    createNodeServer(async (request, response) => {
      await pause(20);
      handle(request, response);
    }),
  );

  expect(await saidTo(port, [sized('{"a":1}') + inChunks('{"b":2}')])).toMatch(/"a":1.*"b":2.*nowhere/s);
});

test.for(['data', 'end'] as const)('who waits for %s of a request gets that, too', async (event) => {
  const handle = nodeHandler(mirror());
  let times = 0;
  const port = await listening(
    createNodeServer((request, response) => {
      request.on(event, () => {
        if (request.method === 'POST') times += 1;
      });
      handle(request, response);
    }),
  );

  expect(await saidTo(port, [sized('{"a":1}')])).toMatch(/"a":1.*nowhere/s);
  expect(times).toBe(1);
});

test('what is too large by its chunks is refused, and the rest of it read to its end, after which the connection is closed', async () => {
  const handle = nodeHandler(mirror(), { bodyLimit: 10 });
  let isAtEnd = false;
  const port = await listening(
    createNodeServer((request, response) => {
      handle(request, response);
      request.once('end', () => {
        isAtEnd = true;
      });
    }),
  );

  const answers = await saidTo(port, [inChunks('{"a":', '"long"', ',"b":1', '}'.padEnd(200_000))]);

  expect(answers).toMatch(/^HTTP\/1.1 413 .*Payload Too Large/s);
  expect(answers).not.toContain('nowhere');
  expect(isAtEnd).toBe(true);
});
