/** `check` and `sweep` before proxies that do what bad networks, bad hubs and full disks do, as their users run them. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { listening } from '../adapters/servers.ts';
import { type Output, run } from '../cli/command.ts';
import { testHub } from '../hub.ts';
import { folderWith } from '../server/folder.ts';

const KEYS = { COCALC_API_KEY: 'sk_owner', COCALC_API_KEY_OTHER: 'sk_other' };

/** Makes two projects and takes people in and out, through both generations in turn. */
const CASES = ['--suite', 'scenarios', '--grep', 'collaborate.mixed'];

type Hostile = (response: ServerResponse, request: IncomingMessage) => void;

/** 256 MB of blanks. To compress them takes seconds. */
const BOMB = Buffer.alloc(256 * 1024 * 1024, ' ');
const BOMBS = {
  gzip: gzipSync(BOMB),
  br: brotliCompressSync(BOMB, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
};

const json = (response: ServerResponse, status: number, text: string | Buffer, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);

/** Raw bytes in place of an answer. */
const raw =
  (text: string): Hostile =>
  (response) => {
    response.socket?.end(text);
  };

const HOSTILE: Readonly<Record<string, Hostile>> = {
  'answers of 200,000 levels': (response) => json(response, 200, `${'[{"a":'.repeat(200_000)}`),
  'an error that is an object': (response) => json(response, 200, '{"error":{"toString":1}}'),
  'members of every object': (response) => json(response, 200, '{"__proto__":{"event":"query"},"event":"__proto__"}'),
  'a body that never ends': (response) => {
    const more = () => {
      while (response.write('x'.repeat(65_536)));
      response.once('drain', more);
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    more();
  },
  'a byte now and then': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
  },
  'no answer': () => {},
  'a connection that is cut': (response) => void response.destroy(),
  'half an answer and a cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"event":');
    setTimeout(() => response.destroy(), 10);
  },
  'a redirection to another host': (response) => json(response, 307, '', { location: 'http://127.0.0.2:1/' }),
  'a redirection to itself': (response, { url }) => json(response, 308, '', { location: url ?? '/' }),
  'too many requests, for now': (response) => json(response, 429, '{"error":"slow down"}', { 'retry-after': '0' }),
  'too many requests, for days': (response) => json(response, 429, '', { 'retry-after': '86400' }),
  'too many requests, for an odd time': (response) => json(response, 429, '', { 'retry-after': '-1e9 years' }),
  'a page': (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
  'JSON as an image': (response) => void response.writeHead(200, { 'content-type': 'image/png' }).end('{"event":"x"}'),
  'no content': (response) => void response.writeHead(204).end(),
  'a status below all': raw('HTTP/1.1 099 Odd\r\ncontent-length: 2\r\n\r\n{}'),
  'a status above all': raw('HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}'),
  'another protocol': raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
  'no HTTP at all': raw('SSH-2.0-OpenSSH_9.6\r\n'),
  'headers without end': raw(`HTTP/1.1 200 OK\r\n${`x-${'a'.repeat(1000)}: b\r\n`.repeat(100)}`),
  'a compressed bomb': (response) => json(response, 200, BOMBS.gzip, { 'content-encoding': 'gzip' }),
  'a smaller compressed bomb': (response) => json(response, 200, BOMBS.br, { 'content-encoding': 'br' }),
  'what only seems compressed': (response) => json(response, 200, '{"event":"x"}', { 'content-encoding': 'gzip' }),
  'an error of the server': (response) => json(response, 500, '{"error":"no"}'),
};

const titles = ({ state }: Hub) =>
  [...state.projects.values()].filter(({ deleted }) => !deleted).map(({ title }) => String(title));

/** A hub behind a proxy that is sound for as many requests; what it makes of the others still arrives. */
async function proxied(sound: number, hostile: Hostile) {
  const { hub } = testHub();
  const serve = nodeHandler(hub);
  let left = sound;
  const port = await listening(
    createServer((request, response) => {
      left -= 1;
      if (left >= 0) serve(request, response);
      else hostile(response, request);
    }),
  );
  const soundAgain = () => {
    left = Number.POSITIVE_INFINITY;
  };
  return { hub, host: `127.0.0.1:${port}`, soundAgain };
}

const COMMAND = 'dist/cli/main.js';

const LIMITS = ['--rate', '10000', '--timeout', '1', '--max-time', '60'];

/** No stack trace, and nothing that was not said on purpose. */
function isInOrder({ stderr, stdout }: Output): void {
  expect(`${stdout}${stderr}`).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(`${stdout}${stderr}`).not.toContain('sk_owner');
}

test.for(Object.entries(HOSTILE))('%s from the first request on: 3, and nothing is made', async ([, hostile]) => {
  const { hub, host } = await proxied(0, hostile);

  const output = await run(['check', `http://${host}`, ...CASES, '--consent', host, ...LIMITS], KEYS);

  isInOrder(output);
  expect(output.code).toBe(3);
  expect(titles(hub)).toEqual(['Project']);
});

test.for(Object.entries(HOSTILE))(
  '%s in the middle: all that is left is told, and a sweep removes it',
  async ([, hostile]) => {
    const { hub, host, soundAgain } = await proxied(16, hostile);
    const ledger = join(folderWith({}), 'ledger');
    const consent = ['--consent', host, ...LIMITS];

    const output = await run(['check', `http://${host}`, ...CASES, ...consent, '--ledger', ledger], KEYS);

    isInOrder(output);
    // What was found comes before what is left.
    expect(output.code).toBe(/^✗ (?!left behind)/m.test(output.stdout) ? 1 : 4);
    const left = output.stdout.split('\n').filter((line) => line.startsWith('✗ left behind'));
    const there = titles(hub).filter((title) => title !== 'Project');
    expect(there.length).toBeGreaterThan(0);
    for (const title of there) expect(left.join('\n')).toContain(title);

    const swept = await run(['sweep', ledger, ...consent], KEYS);
    isInOrder(swept);
    expect([3, 4]).toContain(swept.code);
    soundAgain();
    expect(await run(['sweep', ledger, ...consent], KEYS)).toMatchObject({ code: 0, stderr: '' });
    expect(titles(hub)).toEqual(['Project']);
  },
);

/** Runs the command where no file can be longer than so many blocks of 1,024 bytes, as on a disk that is full. */
async function runOnFullDisk(blocks: number, args: readonly string[]): Promise<Output> {
  const script = `ulimit -f ${blocks}; exec "$0" "$@"`;
  const child = spawn('bash', ['-c', script, process.execPath, COMMAND, ...args], {
    env: { ...process.env, ...KEYS },
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text) => {
      written[name] += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, ...written };
}

test('a ledger that cannot be written to its end stops the run, which removes what it made', async () => {
  const { hub, host } = await proxied(Number.POSITIVE_INFINITY, () => {});
  const ledger = join(folderWith({}), 'ledger');

  const output = await runOnFullDisk(2, [
    ...['check', `http://${host}`, '--suite', 'scenarios', '--consent', host, ...LIMITS, '--ledger', ledger],
  ]);

  isInOrder(output);
  expect(output.code).toBe(4);
  expect(output.stdout).toContain('the ledger could not be written (EFBIG');
  expect(hub.state.projects.size).toBeGreaterThan(3);
  expect(titles(hub)).toEqual(['Project']);
});

test('a ledger that cannot be written, at a hub that falls silent: all that is left is listed', async () => {
  const { hub, host } = await proxied(50, (response) => void response.destroy());
  const ledger = join(folderWith({}), 'ledger');

  const output = await runOnFullDisk(1, [
    ...['check', `http://${host}`, '--suite', 'scenarios', '--consent', host, ...LIMITS, '--ledger', ledger],
  ]);

  isInOrder(output);
  expect(output.code).toBe(4);
  const there = [...hub.state.projects.values()].filter(({ title, deleted }) => title !== 'Project' && !deleted);
  expect(there.length).toBeGreaterThan(0);
  // Some have been renamed since they were made.
  for (const { project_id } of there) expect(output.stdout).toContain(project_id);
});

test('reports that cannot be written are told of, and the others are written', async () => {
  const { host } = await proxied(Number.POSITIVE_INFINITY, () => {});
  const folder = join(folderWith({}), 'reports');
  const args = ['--report', 'html,github', '--report-dir', folder];

  const output = await runOnFullDisk(8, [
    'check',
    `http://${host}`,
    '--suite',
    'contracts',
    '--read-only',
    ...LIMITS,
    ...args,
  ]);

  isInOrder(output);
  expect(output.code).toBe(2);
  expect(output.stderr).toMatch(/report\.html is not written: EFBIG/);
  expect(output.stdout).toContain('conforms (exit code 0)');
  expect(readdirSync(folder)).toContain('annotations.txt');
});

test.for([
  ['>/dev/full', 2],
  ['2>/dev/full', 0],
  ['| head -c 10', 0],
] as const)('output that goes nowhere (%s) keeps nobody from going on and cleaning up', async ([where, code]) => {
  const { hub, host } = await proxied(Number.POSITIVE_INFINITY, () => {});
  const ledger = join(folderWith({}), 'ledger');
  const args = ['check', `http://${host}`, ...CASES, '--consent', host, ...LIMITS, '--ledger', ledger];

  const child = spawn('bash', ['-o', 'pipefail', '-c', `"$0" "$@" ${where}`, process.execPath, COMMAND, ...args], {
    env: { ...process.env, ...KEYS },
  });
  const [came] = await once(child, 'close');

  expect(came).toBe(code);
  expect(hub.state.projects.size).toBeGreaterThan(1);
  expect(titles(hub)).toEqual(['Project']);
});
