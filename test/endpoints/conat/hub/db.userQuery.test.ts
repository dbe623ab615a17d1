import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { OWNER, PROJECT, testHub } from '../../../hub.ts';

test('gets one row, or a list of rows without what they lack', async () => {
  const { hubAs } = testHub();
  const query = { project_id: PROJECT, title: null, deleted: null };

  expect(await hubAs('owner')('db.userQuery', { query: { projects: query } })).toEqual({
    projects: { project_id: PROJECT, title: 'Project', deleted: null },
  });
  expect(await hubAs('owner')('db.userQuery', { query: { projects: [query] } })).toEqual({
    projects: [{ project_id: PROJECT, title: 'Project' }],
  });
});

test('a set answers an empty object, and v1 sees what it did', async () => {
  const { as, hubAs } = testHub();

  expect(await hubAs('owner')('db.userQuery', { query: { projects: { project_id: PROJECT, title: 'New' } } })).toEqual(
    {},
  );
  expect(await as('owner')('query', { query: { projects: { project_id: PROJECT, title: null } } })).toMatchObject({
    query: { projects: { title: 'New' } },
  });
});

test('a batch answers a list', async () => {
  const { hubAs } = testHub();
  const first_name = { accounts: { first_name: null } };

  expect(await hubAs('owner')('db.userQuery', { query: [first_name, first_name] })).toEqual([
    { accounts: { first_name: 'Owner' } },
    { accounts: { first_name: 'Owner' } },
  ]);
});

test('refusals come as they are thrown, those of the database with their own prefix', async () => {
  const { hubAs } = testHub();
  const ask = (...args: object[]) => hubAs('other')('db.userQuery', ...(args as []));

  expect(await ask({ query: { projects: [{ project_id: PROJECT, title: null }] } })).toEqual({
    error: expect.stringMatching(
      /^FATAL: you do not have read access to this project -- account_id=.*, project_id_=undefined$/,
    ),
  });
  expect(await ask({ query: { accounts: { account_id: OWNER, first_name: null } }, options: {} })).toEqual({
    error: 'FATAL: options (={}) must be an array',
  });
  expect(await ask({ query: { nosuch: { id: 1 } } })).toEqual({ error: "FATAL: table 'nosuch' does not exist" });
  for (const args of [[], [{}], [{ query: null }]]) {
    expect(await ask(...args)).toEqual({
      error: "TypeError: Cannot read properties of undefined (reading 'undefined')",
    });
  }
  expect(await ask({ query: { accounts: { first_name: '\0' } } })).toEqual({
    error: 'postgresql error: invalid byte sequence for encoding "UTF8": 0x00',
  });
});

test('a project that has run shows its secret to its people, and keeps it', async () => {
  const { hubAs } = testHub({ project: { users: { owner: 'owner', other: 'collaborator' } } });
  const secret = async (name: string) => {
    const query = { projects: [{ project_id: PROJECT, secret_token: null }] };
    const answer = (await hubAs(name)('db.userQuery', { query })) as { projects: JsonObject[] };
    return answer.projects[0]?.secret_token;
  };
  expect(await secret('owner')).toBeUndefined();

  await hubAs('owner')('projects.start', { project_id: PROJECT });
  const shown = await secret('owner');
  expect(shown).toMatch(/^[\w+/]{43}=$/);

  await hubAs('owner')('projects.stop', { project_id: PROJECT });
  await hubAs('owner')('projects.start', { project_id: PROJECT });
  expect([await secret('owner'), await secret('other')]).toEqual([shown, shown]);
});
