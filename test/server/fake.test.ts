/** Worlds of made-up people. */
import { expect, test } from 'vitest';
import { createHub } from '../../src/hub/create.ts';
import { mistakesIn } from '../../src/server/check-world.ts';
import { fakeWorld } from '../../src/server/fake.ts';

test('a made-up world has as many people and projects as asked for, and a site admin', () => {
  const world = fakeWorld({ accounts: 20, projects: 30 });

  expect(mistakesIn(world)).toEqual([]);
  const { state } = createHub({ world });
  expect([state.accounts.size, state.projects.size]).toEqual([21, 30]);
  expect(world.accounts?.admin?.groups).toEqual(['admin']);
});

test('the seed fixes a made-up world', () => {
  const world = fakeWorld({ seed: 3 });

  expect(fakeWorld({ seed: '3' })).toEqual(world);
  expect(fakeWorld({ seed: 4 })).not.toEqual(world);
});

test('made-up projects are owned in turn, each with a few files', () => {
  const { projects = {} } = fakeWorld({ accounts: 2, projects: 5 });

  const owners = Object.values(projects).map(({ users = {} }) =>
    Object.keys(users).find((name) => users[name] === 'owner'),
  );
  expect(owners).toEqual(['person1', 'person2', 'person1', 'person2', 'person1']);
  for (const { files = {} } of Object.values(projects)) expect(Object.keys(files)).toHaveLength(3);
});

test('the key of a made-up person follows from the name, and is one that a hub could have made', () => {
  const { accounts = {} } = fakeWorld({ accounts: 12 });

  expect(accounts.person12?.api_key).toBe('sk_0000000000000000person12');
  expect(accounts.person12?.api_key).toMatch(/^sk_[0-9A-XZa-ik-z]{24}$/);
});

test('a made-up world without people has no projects', () => {
  const { accounts, projects } = fakeWorld({ accounts: 0, projects: 5 });

  expect(Object.keys(accounts ?? {})).toEqual(['admin']);
  expect(projects).toEqual({});
});
