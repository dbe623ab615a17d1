import { expect, test } from 'vitest';
import { compile } from '../../src/contracts/compile.ts';
import type { CompiledContract } from '../../src/contracts/compiled.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import type { Call } from '../../src/hub/call.ts';
import { type ContractCheckOptions, ContractChecks } from '../../src/hub/contract-checks.ts';
import { startServer } from '../../src/server/index.ts';
import { people, testHub, untyped } from '../hub.ts';

/** Checks by a contract of `ping` that a hub cannot keep. */
function spoiltChecks(strict: boolean): { checks: ContractChecks; told: string[] } {
  const told: string[] = [];
  const onViolation: ContractCheckOptions['onViolation'] = (endpoint, { path, expected }) =>
    told.push(`${endpoint} ${path} ${expected}`);
  const contracts = async (): Promise<CompiledContract> => {
    const { common, endpoints } = readContracts(CONTRACTS);
    const ping = endpoints['v1/ping'];
    if (ping === undefined) throw new Error('there is no contract of ping');
    const pong = { type: 'object', properties: { now: { type: 'integer', 'x-from': 'example' } } } as const;
    return compile({ ...ping, answers: { success: { pong }, refusal: {} } }, common);
  };
  return { checks: new ContractChecks({ strict, onViolation, contracts }), told };
}

const ping: Call = { name: 'v1/ping', body: {}, credential: { key: 'sk_owner' }, ip: '127.0.0.1' };
const pong = { kind: 'success', body: { event: 'pong', now: 'noon' } } as const;

test('an answer that breaks its contract is given all the same, and told once', async () => {
  const { checks, told } = spoiltChecks(false);

  expect(await checks.answer(ping, pong)).toBe(pong);
  expect(await checks.answer(ping, pong)).toBe(pong);
  expect(told).toEqual(['v1/ping answer.now integer']);
});

test('strict checks put an error in place of an answer that breaks its contract', async () => {
  const { checks, told } = spoiltChecks(true);

  expect(await checks.answer(ping, pong)).toEqual({
    kind: 'broken_contract',
    code: 'broken_contract',
    body: {
      error:
        'cocalc-mock-hub --strict: this answer would break its contract: answer.now should be integer (example), but is "noon"',
    },
  });
  expect(told).toHaveLength(1);
});

test('what is not simulated is held against no contract', async () => {
  const { checks, told } = spoiltChecks(true);
  const unsimulated = { kind: 'unsimulated', code: 'unsimulated', body: { error: 'not simulated' } } as const;

  expect(await checks.answer(ping, unsimulated)).toBe(unsimulated);
  expect(told).toEqual([]);
});

test('a strict hub refuses a request outside the documented types, in words plainly ours, and any other hub does not', async () => {
  const strict = testHub({ strict: true });
  const lenient = testHub();

  expect(await strict.hub.call(untyped('v1/user_search'), { query: 'o', limit: 'many' }, { key: 'sk_owner' })).toEqual({
    kind: 'outside_contract',
    code: 'outside_contract',
    body: { error: 'cocalc-mock-hub --strict: request.limit should be integer (documented), but is "many"' },
  });
  expect(await strict.as('owner')('user_search', { query: 'o', limit: 5 })).toMatchObject({
    event: 'user_search_results',
  });
  expect(await lenient.as('owner')('user_search', { query: 'o', limit: 'many' })).toMatchObject({ event: 'error' });
});

test('a strict hub refuses a call of a function outside its contract as it refuses any: by an error', async () => {
  const { hub } = testHub({ strict: true });
  const call = (body: object) => hub.call('conat/hub', body, { key: 'sk_owner' });

  expect(await call({ name: 'system.ping', args: 'now' })).toEqual({
    kind: 'outside_contract',
    code: 'outside_contract',
    body: { error: 'cocalc-mock-hub --strict: request.args should be array (recorded), but is "now"' },
  });
  expect(await call({ name: 'system.ping', args: [] })).toMatchObject({ kind: 'success' });
  expect(await call({ name: 'system.ping' })).toMatchObject({ kind: 'success' });
  expect(await call({ name: 'nothing.known' })).toMatchObject({ kind: 'refusal', code: 'unknown_function' });
});

test('a strict server answers 400, and takes texts of a form for what they read as', async () => {
  const server = await startServer({ world: { accounts: people }, strict: true });
  const post = (body: string | URLSearchParams, type: Record<string, string>) =>
    fetch(`${server.url}/api/v1/user_search`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_owner', ...type },
      body,
    });

  const refused = await post('{"query":"o","limit":"5"}', { 'content-type': 'application/json' });
  const taken = await post(new URLSearchParams({ query: 'o', limit: '5' }), {});

  expect([refused.status, await refused.json()]).toEqual([
    400,
    { error: 'cocalc-mock-hub --strict: request.limit should be integer (documented), but is "5"' },
  ]);
  expect(taken.status).toBe(200);
  await server.close();
});

test('a strict server answers a function with HTTP 200 all the same, and takes the texts of a form for numbers', async () => {
  const server = await startServer({ world: { accounts: people }, strict: true });
  const post = async (body: string | URLSearchParams, type: Record<string, string>) => {
    const headers = { authorization: 'Bearer sk_owner', ...type };
    const answer = await fetch(`${server.url}/api/conat/hub`, { method: 'POST', headers, body });
    return [answer.status, await answer.json()];
  };

  const refused = await post('{"name":"system.ping","timeout":"soon"}', { 'content-type': 'application/json' });
  const taken = await post(new URLSearchParams({ name: 'system.ping', timeout: '5000' }), {});

  expect(refused).toEqual([
    200,
    { error: 'cocalc-mock-hub --strict: request.timeout should be number (recorded), but is "soon"' },
  ]);
  expect(taken).toEqual([200, { now: expect.any(Number) }]);
  await server.close();
});

test('a hub knows which parts of the API its calls made use of', async () => {
  const { hub, as } = testHub();

  await as('owner')('user_search', { query: 'other', admin: true });
  await as('owner')('ping');
  const { endpoints, used, all } = await hub.coverage();

  expect(endpoints['v1/user_search']?.used).toEqual([
    'encoding json',
    'request.query',
    'request.admin',
    'request.admin: true',
    'refusal error',
    'words must be logged in and a member of the admin group',
  ]);
  expect(endpoints['v1/user_search']?.unused).toContain('request.admin: false');
  expect(endpoints['v1/user_search']?.unused).toContain('answer user_search_results');
  expect(endpoints['v1/ping']).toEqual({
    used: ['encoding json', 'answer pong'],
    unused: ['encoding form', 'request.id', 'request.event'],
  });
  expect(used).toBe(8);
  expect(all).toBeGreaterThan(400);
});

test('a hub knows which parts of its functions its calls made use of', async () => {
  const { hub, hubAs } = testHub();

  await hubAs('owner')('system.ping');
  await hubAs('nobody')('system.ping');
  const { endpoints } = await hub.coverage();

  expect(endpoints['conat/hub/system.ping']).toEqual({
    used: ['encoding json', 'answer result'],
    unused: ['encoding form'],
  });
});

test('a fork counts for itself', async () => {
  const { hub, as } = testHub();
  await as('owner')('ping');

  const fork = hub.fork();

  expect((await fork.coverage()).used).toBe(0);
  expect((await hub.coverage()).used).toBe(2);
});

const SECRET = 'q7Zx04mLw9TbR2kV';
const SELF = '11111111-1111-4111-8111-111111111111';

test.each([
  ['user_search', { query: 'o', limit: `token=${SECRET}` }],
  ['user_search', { query: 'o', limit: `sk-${SECRET}` }],
  ['user_search', { query: 'o', limit: [{ password: SECRET }] }],
  // Where the words are cut, only a part of it would be left.
  ['user_search', { query: 'o', limit: `${'-'.repeat(182)} token=${SECRET}` }],
  ['change_email_address', { password: [SECRET], new_email_address: 'a@b.c', account_id: SELF }],
  ['change_email_address', { password: { is: SECRET }, new_email_address: 'a@b.c', account_id: SELF }],
])('the words about a call of %s that is refused do not repeat its secret: %j', async (name, body) => {
  const { hub } = testHub({ strict: true });

  const refused = await hub.call(`v1/${name}`, body, { key: 'sk_owner' });

  expect(refused.kind).toBe('outside_contract');
  expect(JSON.stringify(refused.body)).toMatch(/request\.(limit|password) should be/);
  expect(JSON.stringify(refused.body)).not.toContain(SECRET.slice(0, 6));
});

test('the words about an answer that breaks its contract have no secret', async () => {
  const { checks } = spoiltChecks(true);

  const replaced = await checks.answer(ping, { kind: 'success', body: { event: 'pong', now: `token=${SECRET}` } });

  expect(JSON.stringify(replaced.body)).toContain(
    'answer.now should be integer (example), but is \\"token={{TOKEN_1}}',
  );
  expect(JSON.stringify(replaced.body)).not.toContain(SECRET);
});
