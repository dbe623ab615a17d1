/** Heads of answers: a server of ours takes the text of one that Node has made before, which has to be what Node would make. */
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createNodeServer, nodeHandler } from '../../src/adapters/node.ts';
import { virtualClock } from '../../src/hub/clock.ts';
import { createHub } from '../../src/hub/create.ts';
import { listening, serving } from './servers.ts';
import { connected } from './sockets.ts';

const PROJECT = 'bbbbbbbb-0000-4000-8000-000000000001';
const world = {
  accounts: { owner: { api_key: 'sk_owner' } },
  projects: {
    project: { project_id: PROJECT, users: { owner: 'owner' }, files: { 'a.txt': 'plain', 'ä.txt': 'Ä ☃' } },
  },
} as const;

const newHub = () => createHub({ world, seed: 'heads', clock: virtualClock() });

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly version?: string;
  readonly headers?: readonly string[];
  readonly body?: object;
}

function textOf({ path = 'v1/ping', method = 'POST', version = '1.1', headers = [], body = {} }: Sent): string {
  const text = JSON.stringify(body);
  const all = ['Host: x', 'Authorization: Bearer sk_owner', ...headers, 'Content-Type: application/json'];
  const size = `Content-Length: ${Buffer.byteLength(text)}`;
  return `${method} /api/${path} HTTP/${version}\r\n${[...all, size].join('\r\n')}\r\n\r\n${text}`;
}

const read = (path: string): Sent => ({ path: 'v1/read_text_file_from_project', body: { project_id: PROJECT, path } });

const requests: readonly Sent[] = [
  {},
  read('a.txt'),
  read('ä.txt'),
  read('nothing'),
  { path: 'conat/hub', body: { name: 'system.ping', args: [] } },
  { path: 'conat/hub', body: { name: 'system.nothing', args: [] } },
  { path: 'v2/projects/get', body: { account_id: 'x' } },
  { path: 'v1/no_such_event' },
  { headers: ['Authorization: Bearer sk_nobody'] },
  { path: '../nowhere' },
  { method: 'HEAD' },
  { method: 'OPTIONS' },
  { version: '1.0' },
  { version: '1.0', headers: ['Connection: keep-alive'] },
  { headers: ['Accept-Encoding: gzip'] },
  { headers: ['Expect: 100-continue'] },
];

test('a server of ours writes the heads that Node would write, however often it is asked', async () => {
  const plain = await saidBy(await listening(createServer({ keepAliveTimeout: 60_000 }, nodeHandler(newHub()))));
  const ours = await saidBy(await serving(newHub()));

  expect(ours).toEqual(plain);
  expect(ours[0]).toContain('\r\nConnection: keep-alive\r\nKeep-Alive: timeout=60\r\n');
});

test('a server of ours says with which request of a connection it has had as many as it takes', async () => {
  const server = createNodeServer(nodeHandler(newHub()));
  server.maxRequestsPerSocket = 3;
  const { socket, heard } = await connected(await listening(server));

  socket.write(textOf({}).repeat(3));
  await expect.poll(() => heard().match(/"pong"/g)).toHaveLength(3);
  socket.destroy();

  const said = heard().match(/^(?:Connection|Keep-Alive): .*$/gm);
  expect(said).toEqual([
    'Connection: keep-alive',
    'Keep-Alive: timeout=60, max=3',
    'Connection: keep-alive',
    'Keep-Alive: timeout=60, max=3',
    'Connection: close',
  ]);
});

/** What is said to each request, three times in turn, without the date, which is that of now. */
async function saidBy(port: number): Promise<string[]> {
  const said: string[] = [];
  for (const sent of [...requests, ...requests, ...requests]) {
    const answer = await answerTo(port, sent);
    const [, date = ''] = /^Date: (.*)$/m.exec(answer) ?? [];
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(5000);
    said.push(answer.replace(/^Date: .*$/m, 'Date'));
  }
  return said;
}

/** Up to the end that its head announces. */
async function answerTo(port: number, sent: Sent): Promise<string> {
  const { socket, heard, closed } = await connected(port);
  const isWhole = () => {
    const [head = '', ...bodies] = heard()
      .replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, '')
      .split('\r\n\r\n');
    const [, size] = /^Content-Length: (\d+)$/m.exec(head) ?? [];
    if (bodies.length === 0 || size === undefined) return false;
    return sent.method === 'HEAD' || Buffer.byteLength(bodies.join('\r\n\r\n')) >= Number(size);
  };
  const whole = new Promise<void>((resolve) => socket.on('data', () => isWhole() && resolve()));
  socket.write(textOf(sent));
  await Promise.race([whole, closed]);
  socket.destroy();
  return heard();
}
