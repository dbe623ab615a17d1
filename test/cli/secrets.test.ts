/** What the command says of what it was given, and of what a hub answers, has no secrets. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SECRET } from '../secret-places.ts';
import { run } from './command.ts';

test.each([
  [['replay', `sk-${SECRET}`]],
  [['check', 'mock', '--expected', `token=${SECRET}`]],
  [['sweep', `sk-${SECRET}`]],
  [['doctest', `password=${SECRET}`]],
  [['serve', '--world', `sk-${SECRET}`]],
  [['exec', '--', `sk-${SECRET}`]],
  [[`sk-${SECRET}`]],
])('a secret that was given in a wrong place is not repeated: %j', async (args) => {
  const { code, stdout, stderr } = await run(args);

  expect(code).not.toBe(0);
  expect(stderr).toMatch(/cocalc-mock-hub: .*\{\{[A-Z]+_1\}\}/);
  expect(stdout + stderr).not.toContain(SECRET);
});

/** A recording of calls of ping that were answered so. */
function recordingOf(url: string, answers: readonly object[]): string {
  const entries = answers.map((answer, at) => ({
    startedDateTime: `2026-01-01T00:00:0${at}.000Z`,
    time: 1,
    request: {
      ...{ method: 'POST', url: `${url}/api/v1/ping`, headers: [{ name: 'Content-Type', value: 'application/json' }] },
      postData: { mimeType: 'application/json', text: '{}' },
    },
    response: { status: 200, headers: [], content: { mimeType: 'application/json', text: JSON.stringify(answer) } },
  }));
  const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'session.har');
  writeFileSync(file, JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } }));
  return file;
}

test('what a hub told as a secret once is in no report of a replay, wherever it says it again', async () => {
  const answers = [{ auth_token: SECRET }, { note: `it is ${SECRET}` }];
  let at = 0;
  const server = createServer((_incoming, outgoing) => {
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify(answers[at]));
    at += 1;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = recordingOf(url, [{ auth_token: '{{TOKEN_1}}' }, { note: 'something else' }]);

  const { stdout, stderr } = await run(['replay', file, '--against', url]);

  expect(at).toBe(2);
  expect(stdout).toContain('something else');
  expect(stdout + stderr).not.toContain(SECRET);
});
