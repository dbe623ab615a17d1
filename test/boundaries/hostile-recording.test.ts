/** `record`, between clients and hubs that keep to no rule, and on a disk that is full. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connected, converse } from '../adapters/sockets.ts';
import { start } from '../cli/command.ts';

const answer = (status: string, body: string, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, `Content-Length: ${body.length}`, 'Connection: close', ...headers, '', body].join('\r\n');

const DEEP = `${'['.repeat(20_000)}{"password":"correct horse 7"}${']'.repeat(20_000)}`;
const FINE = answer('200 OK', '{"fine":true}', 'Content-Type: application/json');

/** What a hub may send, and the status that the client sees; `undefined`: it is cut off. */
const ANSWERS: Readonly<Record<string, readonly [sent: string, status: number | undefined]>> = {
  fine: [FINE, 200],
  status000: [answer('000 Odd', '{}'), 502],
  status099: [answer('099 Odd', '{}'), 502],
  status600: [answer('600 Odd', '{}'), 600],
  status999: [answer('999 Odd', '{}'), 999],
  status1000: [answer('1000 Odd', '{}'), 502],
  continued: [`HTTP/1.1 100 Continue\r\n\r\n${FINE}`, 200],
  hinted: [`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${FINE}`, 200],
  upgraded: ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhello', 502],
  deep: [answer('200 OK', DEEP, 'Content-Type: application/json'), 200],
  deepInText: [answer('200 OK', JSON.stringify({ a: DEEP }), 'Content-Type: application/json'), 200],
  deepInHeader: [answer('200 OK', '{}', `X-Deep: ${'['.repeat(7000)}${']'.repeat(7000)}`), 200],
  nonsense: ['nonsense\r\n\r\n', 502],
  nothing: ['', 502],
  halfAHead: ['HTTP/1.1 200 OK\r\nContent-', 502],
  halfABody: ['HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{', undefined],
  badChunks: ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', undefined],
  badHeader: ['HTTP/1.1 200 OK\r\nX-A: \u0001\r\nContent-Length: 0\r\n\r\n', 502],
  notText: [answer('200 OK', '\u00ff\u00fe'), 200],
};

/** A hub that sends what stands in `ANSWERS` under the last part of the path. @returns its port. */
async function oddHub(): Promise<number> {
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', (head: Buffer) => {
        const [, name = 'fine'] = /^\w+ \S*?(\w*)(?:\?\S*)? HTTP/.exec(head.toString('latin1')) ?? [];
        socket.end(Buffer.from((ANSWERS[name] ?? [FINE])[0], 'latin1'));
      });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

async function recording() {
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'session.har');
  const recorder = start(['record', '--target', `http://127.0.0.1:${await oddHub()}`, '--out', file]);
  const [, port = ''] = /127\.0\.0\.1:(\d+), into/.exec(await recorder.output('into')) ?? [];
  return {
    recorder,
    port: Number(port),
    ask: (line: string, head = '', body = '') =>
      converse(Number(port), `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${head}\r\n${body}`),
    entries: () => JSON.parse(readFileSync(file, 'utf8')).log.entries as { request: { url: string } }[],
  };
}

test('answers of every kind are passed on or told of, and those between them are all recorded', async () => {
  const { recorder, ask, entries } = await recording();

  for (const [name, [, status]] of Object.entries(ANSWERS)) {
    const heard = await ask(`GET /api/${name}`);
    expect([
      name,
      heard.startsWith('HTTP/1.1 ') && !/\{$|^$/.test(heard) ? Number(heard.split(' ')[1]) : undefined,
    ]).toEqual([name, status]);
    expect(await ask(`GET /api/after?${name}`)).toContain('{"fine":true}');
  }
  recorder.child.kill('SIGTERM');

  const { code, stderr } = await recorder.ended;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/^ +at /m);
  const urls = entries().map(({ request }) => request.url);
  for (const name of Object.keys(ANSWERS)) expect(urls.filter((url) => url.endsWith(`after?${name}`))).toHaveLength(1);
  expect(JSON.stringify(entries())).not.toContain('correct horse 7');
});

test.for<[string, string, string]>([
  ['OPTIONS *', '', ''],
  ['GET http://elsewhere.example/api/fine', '', ''],
  ['GET http://elsewhere.example', '', ''],
  ['GET http://elsewhere.example?a=1', '', ''],
  ['GET //elsewhere.example/fine', '', ''],
  ['GET /../../fine', '', ''],
  ['GET /%zz/fine', '', ''],
  ['GET /fine?a=b#c', '', ''],
  ['GET /fine', 'Upgrade: websocket\r\n', ''],
  ['GET /fine', 'X-A: \u00ff\r\n', ''],
  ['GET /fine', `X-Deep: ${'['.repeat(7000)}${']'.repeat(7000)}\r\n`, ''],
  [`GET /fine?a=${'['.repeat(7000)}`, '', ''],
  ['DELETE /fine', 'Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'],
  ['POST /fine', `Content-Type: application/json\r\nContent-Length: ${DEEP.length}\r\n`, DEEP],
  ['POST /fine', 'Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n', '{}'],
])('a request %s is passed on and recorded', async ([line, head, body]) => {
  const { recorder, ask, entries } = await recording();

  expect(await ask(line, head, body)).toContain('{"fine":true}');
  expect(await ask('GET /fine')).toContain('{"fine":true}');
  recorder.child.kill('SIGTERM');

  expect(await recorder.ended).toMatchObject({ code: 0, stderr: '' });
  expect(entries()).toHaveLength(2);
  expect(entries().every(({ request }) => new URL(request.url).hostname === '127.0.0.1')).toBe(true);
});

test('a client that goes away, and one that says nothing sensible, are no harm', async () => {
  const { recorder, ask, port } = await recording();

  await ask('NONSENSE /fine');
  await ask('CONNECT elsewhere.example:443');
  const { socket, closed } = await connected(port);
  socket.write('POST /fine HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{', () => socket.destroy());
  await closed;

  expect(await ask('GET /fine')).toContain('{"fine":true}');
  recorder.child.kill('SIGTERM');
  expect((await recorder.ended).code).toBe(0);
});

const canLimit = process.platform === 'linux' && hasProgram('prlimit');

// A limit on the size of files is the same to a program as a disk that is full.
test.skipIf(!canLimit)('a full disk is told, what passes is kept, and written when there is room again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recording-'));
  for (const freed of [true, false]) {
    const file = join(folder, `${freed}.har`);
    const target = `http://127.0.0.1:${await oddHub()}`;
    const child = spawn('bash', [
      ...['-c', 'ulimit -S -f 4; exec "$0" dist/cli/main.js record --target "$1" --out "$2"'],
      ...[process.execPath, target, file],
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const ended = once(child, 'close');
    const [printed] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const [, port = ''] = /127\.0\.0\.1:(\d+)/.exec(printed.replace(target, '')) ?? [];
    for (let count = 0; count < 20; count += 1) {
      await converse(Number(port), 'GET /fine HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    }
    const inFile = JSON.parse(readFileSync(file, 'utf8')).log.entries.length;
    expect(stderr).toContain(
      `cocalc-mock-hub: cannot write ${file} (EFBIG); 1 exchanges are in memory, and tried again`,
    );
    expect(inFile).toBeGreaterThan(0);
    expect(inFile).toBeLessThan(20);

    if (freed) execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:']);
    child.kill('SIGTERM');
    const [code] = await ended;

    expect(JSON.parse(readFileSync(file, 'utf8')).log.entries).toHaveLength(freed ? 20 : inFile);
    expect(code).toBe(freed ? 0 : 1);
    if (!freed) expect(stderr).toContain(`${20 - inFile} exchanges are not in ${file}: they could not be written`);
  }
});

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version']);
    return true;
  } catch {
    return false;
  }
}
