/** Refusals in words of ours never travel as a hub's, whatever the call and however it came. */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../../src/adapters/fetch.ts';
import type { Json } from '../../../src/core/json.ts';
import { BATCH_LIMIT } from '../../../src/core/query/user-query.ts';
import { id, PROJECT, testHub, untyped } from '../../hub.ts';

const titled = { title: 'a'.repeat(500_000), files: { 'notes.md': 'notes' } };

const key = 'sk_owner';

const log = (list: Json) => ({ project_log: { id: id('other', 1), project_id: PROJECT, event: { list } } });

const refusedQueries: readonly (readonly [code: string, query: Json])[] = [
  ['query_too_deep', { accounts: { ssh_keys: JSON.parse('{"a":'.repeat(101) + 1 + '}'.repeat(101)) } }],
  ['batch_too_long', Array.from({ length: BATCH_LIMIT + 1 }, () => ({ accounts: { first_name: null } }))],
  ['list_too_long', [log(Array.from({ length: 10_000 }, () => 1)), log([2])]],
];

test.each(refusedQueries)(
  'a query that is refused with %s is not refused by the hub, in any API',
  async (code, query) => {
    const { hub } = testHub({ project: titled });
    const refused = { kind: 'unsimulated', code, body: { error: expect.stringMatching(/^cocalc-mock-hub: this /) } };

    expect(await hub.call(untyped('v1/query'), { query }, { key })).toEqual(refused);
    expect(await hub.call('conat/hub', { name: 'db.userQuery', args: [{ query }] }, { key })).toEqual(refused);
  },
);

test('a pattern that takes too long is not refused by the hub', async () => {
  const { hub } = testHub({ project: titled });
  const query = { projects_all: [{ project_id: null, title: { LIKE: `%${'a'.repeat(250_000)}b` } }] };

  expect(await hub.call('conat/hub', { name: 'db.userQuery', args: [{ query }] }, { key })).toMatchObject({
    kind: 'unsimulated',
    code: 'pattern_too_costly',
  });
});

test.each(refusedQueries)('over HTTP, %s has the status of what is not simulated', async (_code, query) => {
  const handle = fetchHandler(testHub({ project: titled }).hub);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

  const response = await handle(
    new Request('http://hub/api/v1/query', { method: 'POST', headers, body: JSON.stringify({ query }) }),
  );

  expect(response.status).toBe(501);
});
