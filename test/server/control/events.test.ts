/** The stream of events, as it travels. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { virtualClock } from '../../../src/hub/clock.ts';
import { createHub } from '../../../src/hub/create.ts';
import { type StreamOptions, streamEvents } from '../../../src/server/control/events.ts';
import { ASKED_NOTHING } from '../../../src/server/worlds/make.ts';
import { ServedWorld } from '../../../src/server/worlds/served-world.ts';
import { WorldClock } from '../../../src/server/worlds/world-clock.ts';
import { people } from '../../hub.ts';

/** A world whose events are streamed to whoever connects to the port. */
async function streamed(options: StreamOptions): Promise<{ world: ServedWorld; port: number }> {
  const clock = new WorldClock(virtualClock('2026-01-01T00:00:00Z'));
  const hub = createHub({ world: { accounts: people }, clock });
  const cast = () => ({ accounts: [], projects: [] });
  const parts = { name: 'alice', title: 'alice', from: 'seed', asked: ASKED_NOTHING, handle: () => {}, cast };
  const world = new ServedWorld({ ...parts, hub, clock });
  const server = createServer(({ headers }, response) => {
    streamEvents(response, world, headers['last-event-id'] as string | undefined, options);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { world, port };
}

/** A connection that has asked for events, and heard that there will be some. */
async function listener(port: number, head = '') {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text) => {
    heard += text;
  });
  const closed = once(socket, 'close');
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n${head}\r\n`);
  await expect.poll(() => heard).toContain(': ');
  onTestFinished(() => void socket.destroy());
  return { socket, heard: () => heard, closed };
}

test('a stream in which nothing happens shows that it lives', async () => {
  const { port } = await streamed({ heartbeatMs: 1 });
  const { heard } = await listener(port);

  await expect.poll(() => heard().split(': \n\n').length).toBeGreaterThan(3);
});

test('a reader that is too slow is let go with a gap, and the world keeps nothing for it', async () => {
  const { world, port } = await streamed({ mostWaitingBytes: 10_000 });
  const { socket, heard, closed } = await listener(port);
  await expect.poll(() => world.streams).toBe(1);
  socket.pause();

  for (let calls = 0; world.streams > 0 && calls < 500; calls += 1) {
    await world.hub.call('v1/create_project', { title: 'x'.repeat(100_000) }, { key: 'sk_owner' });
  }
  expect(world.streams).toBe(0);
  socket.resume();
  await closed;

  const ids = [...heard().matchAll(/^id: \S+\.(\d+)$/gm)].map(([, id]) => Number(id));
  const gaps = heard().split('event: gap').length - 1;
  expect(gaps).toBe(1);
  expect(heard()).toMatch(/event: gap\ndata: \{"why":"events came faster than they were read/);
  // The gap has the number of the last event that was sent, so that the reader goes on after it.
  expect(ids.slice(0, -1)).toEqual(ids.slice(0, -1).map((_, at) => at + 1));
  expect(ids.at(-1)).toBe(ids.length - 1);
});

test('a reader that comes back gets what it missed, or is told how much is gone', async () => {
  const { world, port } = await streamed({});
  const first = await listener(port);
  for (let calls = 0; calls < 2500; calls += 1) world.tell({ what: 'x', calls });
  await expect.poll(() => first.heard()).toContain('"calls":2499}');
  const [, stream = ''] = /^id: (\w+)\.1$/m.exec(first.heard()) ?? [];

  const late = await listener(port, `Last-Event-ID: ${stream}.2498\r\n`);
  const tooLate = await listener(port, `Last-Event-ID: ${stream}.1\r\n`);

  await expect.poll(() => late.heard()).toContain(`id: ${stream}.2500\n`);
  expect([...late.heard().matchAll(/^id: \S+\.(\d+)$/gm)].map(([, id]) => id)).toEqual(['2499', '2500']);
  await expect.poll(() => tooLate.heard()).toContain(`id: ${stream}.2500\n`);
  const [, missed] = /event: gap\ndata: .*"missed":(\d+)/.exec(tooLate.heard()) ?? [];
  const events = tooLate.heard().split('event: world').length - 1;
  expect(Number(missed) + events).toBe(2499);
  expect(Number(missed)).toBeGreaterThan(0);
});

test('a stream ends when its reader goes, and leaves nothing behind', async () => {
  const { world, port } = await streamed({});
  const { socket } = await listener(port);
  await expect.poll(() => world.streams).toBe(1);

  socket.destroy();

  await expect.poll(() => world.streams).toBe(0);
});
