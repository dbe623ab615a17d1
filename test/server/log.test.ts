/** The line about each call. */
import { expect, onTestFinished, test } from 'vitest';
import { virtualClock } from '../../src/hub/clock.ts';
import { startServer } from '../../src/server/index.ts';
import { people } from '../hub.ts';

/** What is logged of requests to `/api/…`, each with its key, if it has one. */
async function logOf(requests: readonly (readonly [path: string, body: object, key?: string])[]): Promise<string[]> {
  const lines: string[] = [];
  const server = await startServer({
    world: { accounts: people },
    clock: virtualClock('2020-09-17T03:08:33.230Z'),
    log: (line) => lines.push(line),
  });
  onTestFinished(() => server.close());
  for (const [path, body, key] of requests) {
    const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) };
    await fetch(`${server.url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  return lines.map((line) => line.replace(/ \d+\.\d ms /, ' N ms '));
}

const TIME = '2020-09-17T03:08:33.230Z';

test('says when, who, what, how it ended, how long it took, and where', async () => {
  expect(
    await logOf([
      ['v1/ping', {}, 'sk_owner'],
      ['v1/create_project', { title: 'a', strange: 1 }, 'sk_owner'],
      ['conat/hub', { name: 'system.ping', args: [] }, 'sk_other'],
    ]),
  ).toEqual([
    `${TIME} owner v1/ping success N ms custom\n`,
    `${TIME} owner v1/create_project rejection:unexpected_parameter N ms custom\n`,
    `${TIME} other conat/hub system.ping success N ms custom\n`,
  ]);
});

test('what leads nowhere is there, too', async () => {
  expect(
    await logOf([
      ['conat/hubs', {}, 'sk_owner'],
      ['v2/project/start', {}, 'sk_owner'],
    ]),
  ).toEqual([
    `${TIME} owner conat/hubs rejection:no_such_path N ms custom\n`,
    `${TIME} owner v2/project/start rejection:no_such_path N ms custom\n`,
  ]);
});

test('callers without a key, and with one that nobody has, are told apart', async () => {
  expect(
    await logOf([
      ['v1/ping', {}],
      ['v1/ping', {}, 'sk_nobody'],
    ]),
  ).toEqual([expect.stringContaining(' (absent key) v1/ping '), expect.stringContaining(' (unknown key) v1/ping ')]);
});

test('has no secret in it, and nothing that moves a cursor', async () => {
  const secret = 'sk_4f7Qp2Zk9mXr6Tb1Yc8Wd3Ne';
  const lines = await logOf([
    [`v1/${secret}`, {}, secret],
    ['conat/hub', { name: secret, args: [secret] }, 'sk_owner'],
    ['conat/hub', { name: '\u001b[2J\nfake line', args: [] }, 'sk_owner'],
    ['conat/hub', { name: { toString: 1 }, args: [] }, 'sk_owner'],
  ]);

  expect(lines).toHaveLength(4);
  expect(lines.join('')).not.toContain(secret);
  expect(lines.slice(2)).toEqual([
    expect.stringContaining(' owner conat/hub (a strange name) '),
    expect.stringContaining(' owner conat/hub (no name) '),
  ]);
});
