/** Requests meant to bring a server down, or to get where they should not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HubState, tableNames } from '../../src/core/state.ts';
import { OWNER, PROJECT, testHub } from '../hub.ts';
import { type Nasty, nastyCall, nastyValue } from '../nasty.ts';
import type { Received, Sent } from './exchange.ts';
import { connectNode } from './servers.ts';
import { parsed } from './suite.ts';

const TIMEOUT_MS = 120_000;

/** As JSON, spelled out, since `__proto__` is no member of a literal. */
function asJson({ event, members }: Nasty, more: Nasty['members'] = []): Sent {
  const text = [...members, ...more].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join();
  return { path: `/api/v1/${event}`, headers: { 'Content-Type': 'application/json' }, body: `{${text}}` };
}

/** Sends `runs` requests, expects each to be answered in one of the ways there are, and the server to live on. */
async function survives(requests: fc.Arbitrary<Sent>, runs: number, send: (sent: Sent) => Promise<Received>) {
  const sound = fc.asyncProperty(requests, async (sent) => {
    const { status, headers, text } = await send(sent);
    const type = headers['content-type'];
    // A fault of ours would come as plain text.
    if (type === 'application/json; charset=utf-8') JSON.parse(text);
    else expect(type).toBe('text/html; charset=utf-8');
    expect([200, 400, 404, 413, 415, 500, 501]).toContain(status);
  });
  await fc.assert(sound, { numRuns: runs });
  expect(parsed(await send({ path: '/api/v1/ping' }))).toMatchObject({ event: 'pong' });
}

/** All that a hub knows but the time, the number of its calls, and what the last of them did. */
function lasting(state: HubState): unknown {
  return [state.site, ...tableNames.map((name) => state[name])];
}

const strangers = fc.constantFrom(
  null,
  '',
  ':',
  'Bearer sk_nobody',
  'Basic',
  'Basic Og==',
  'Bearer',
  'Bearer __proto__',
  'Digest sk_owner',
);

test('whoever has no key changes nothing', { timeout: TIMEOUT_MS }, async () => {
  const { hub } = testHub();
  const send = await connectNode(hub);
  const before = hub.state;
  const requests = fc.tuple(nastyCall, strangers).map(([call, authorization]) => ({ ...asJson(call), authorization }));

  await survives(requests, 400, send);

  expect(lasting(hub.state)).toEqual(lasting(before));
});

test('a call with a member too many changes nothing', { timeout: TIMEOUT_MS }, async () => {
  const { hub } = testHub();
  const send = await connectNode(hub);
  const before = hub.state;
  const tooMany = fc.constantFrom('__proto__', 'constructor', 'toString', '0', '', 'Project_id', 'project_id ', '\0');
  const requests = fc.tuple(nastyCall, tooMany, nastyValue).map(([call, name, value]) => asJson(call, [[name, value]]));

  await survives(requests, 200, async (sent) => {
    const answer = await send(sent);
    if (sent.body !== undefined) expect(answer.status).not.toBe(200);
    return answer;
  });

  expect(lasting(hub.state)).toEqual(lasting(before));
});

test('a body that is none changes nothing', { timeout: TIMEOUT_MS }, async () => {
  const { hub } = testHub();
  const send = await connectNode(hub);
  const before = hub.state;
  const types = [
    'application/json',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'text/plain',
  ];
  const bodies = [
    ...[
      '{',
      '[',
      '"',
      '{"a":',
      '\0',
      '\ud800',
      '{"a":1}}',
      '[[]',
      'nul',
      '{"\\u0000":',
      '%',
      '&&&',
      'a[',
      'a[b',
      '=',
      '[]=1',
    ],
    ...['a[__proto__][x]=1', '__proto__[x]=1', 'constructor[prototype][x]=1', 'a[toString]=1', '%00=%ff'],
    ...[
      '['.repeat(10_000),
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ],
    ...[
      `a${'[x]'.repeat(10_000)}=1`,
      `a${'['.repeat(100_000)}`,
      'a[]=1&'.repeat(2000),
      '"'.repeat(1_000_000),
      ' '.repeat(4_000_000),
    ],
  ];
  const requests = fc.record({
    path: fc.constantFrom(
      ...['query', 'project_exec', 'nope', '..', '%2e%2e', '%00', '%', '/'].map((event) => `/api/v1/${event}`),
    ),
    method: fc.constantFrom('POST', 'POST', 'PUT', 'DELETE'),
    headers: fc.record({
      'Content-Type': fc.constantFrom(...types),
      'Content-Encoding': fc.constantFrom('identity', 'identity', 'gzip', 'deflate', 'br'),
      'X-Forwarded-For': fc.constantFrom('1.2.3.4', ',,,', '__proto__', 'x'.repeat(1000)),
    }),
    body: fc.oneof(
      fc.constantFrom(...bodies),
      fc.string({ unit: 'binary' }),
      fc.json().map((text) => text.slice(1)),
    ),
  });

  await survives(requests, 300, send);

  expect(lasting(hub.state)).toEqual(lasting(before));
});

test('another user changes nothing that belongs to the owner', { timeout: TIMEOUT_MS }, async () => {
  const { hub } = testHub({ project: { files: { 'notes.md': 'mine' } } });
  const send = await connectNode(hub);
  const mine = ({ accounts, projects }: HubState) => [accounts.get(OWNER), projects.get(PROJECT)];
  const before = mine(hub.state);
  const requests = nastyCall.map((call) => ({ ...asJson(call), authorization: 'Bearer sk_other' }));

  await survives(requests, 500, send);

  expect(mine(hub.state)).toEqual(before);
});

test('whatever an owner or an admin sends is answered', { timeout: TIMEOUT_MS }, async () => {
  const { hub } = testHub({ project: { files: { 'notes.md': 'mine' } } });
  hub.stubCommand(() => true, '');
  const send = await connectNode(hub);
  const keys = fc.constantFrom('Bearer sk_owner', 'Bearer sk_admin');
  const requests = fc.tuple(nastyCall, keys).map(([call, authorization]) => ({ ...asJson(call), authorization }));

  await survives(requests, 500, send);
});
