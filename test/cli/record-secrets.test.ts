/** A recorder in front of a hub that answers with whatever it is sent: no secret gets into the file. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BY_LOOKS, leftOf, SECRET, SPELLED, TELLING } from '../secret-places.ts';
import { start } from './command.ts';

/** The URL of a server that sends every body back, as text, and a part of it as a header. */
async function echo(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    outgoing.setHeader('x-heard', incoming.headers['x-said'] ?? 'nothing');
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Said {
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/** The exchanges as they were written down, one text each. */
async function recorded(all: readonly Said[]): Promise<string[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'session.har');
  const recorder = start(['record', '--target', await echo(), '--out', file]);
  const [, url = ''] = /at (http:\S+), into/.exec(await recorder.output('into')) ?? [];
  for (const { body, headers = {} } of all) {
    const answer = await fetch(`${url}/api`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', ...headers },
      body,
    });
    expect(await answer.text()).toBe(body);
  }
  recorder.child.kill('SIGTERM');
  expect((await recorder.ended).code).toBe(0);
  const { log } = JSON.parse(readFileSync(file, 'utf8')) as { log: { entries: unknown[] } };
  expect(log.entries).toHaveLength(all.length);
  return log.entries.map((entry) => JSON.stringify(entry));
}

test('what tells of a secret by its place or its looks is written down without it', async () => {
  // Each has a secret of its own, so that none is known from another one.
  const own = (text: string, at: number) => text.replaceAll(SECRET, SECRET.replace('q7', `q${(at % 90) + 10}`));
  const inPlaces = Object.values(TELLING).filter((text) => text.includes(SECRET));
  const bodies = [...inPlaces.map(own), ...Object.values(BY_LOOKS)];
  expect(bodies.length).toBeGreaterThan(60);

  const written = await recorded(bodies.map((body) => ({ body })));

  for (const [at, entry] of written.entries()) {
    const secret = at < inPlaces.length ? own(SECRET, at) : (bodies[at] as string);
    expect(leftOf(secret, entry), entry).toEqual([]);
    expect(entry).toContain('{{');
  }
});

test('a key that was sent once is written down nowhere, however it is spelled', async () => {
  const said: Said[] = [
    { body: 'nothing', headers: { authorization: `Bearer ${SECRET}` } },
    ...Object.values(SPELLED).map((spell) => ({ body: spell(SECRET) })),
    { body: 'nothing', headers: { 'x-said': `the key is ${SECRET}` } },
    { body: 'nothing', headers: { 'x-one': SECRET.slice(0, 8), 'x-other': SECRET.slice(8) } },
    { body: `it begins with ${SECRET.slice(0, 9)}`, headers: { 'x-said': SECRET.slice(9) } },
  ];

  const written = await recorded(said);

  for (const entry of written) expect(leftOf(SECRET, entry), entry).toEqual([]);
});
