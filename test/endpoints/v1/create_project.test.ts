import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { Profile } from '../../../src/core/settings.ts';
import { NOW, OWNER, testHub, untyped } from '../../hub.ts';

const now = Date.parse(NOW);

test('makes a project of the caller with the defaults of the hub', async () => {
  const { hub, as } = testHub();

  const answer = await as('owner')('create_project', { id: 'mine' });

  expect(answer).toEqual({ event: 'project_created', id: 'mine', project_id: expect.any(String) });
  const project = hub.state.projects.get(answer.project_id as string);
  expect(project).toMatchObject({
    title: '',
    description: '',
    users: { [OWNER]: { group: 'owner' } },
    compute_image: 'ubuntu2004',
    site_license: null,
    created: now,
    last_edited: now,
    last_active: null,
    state: { state: 'opened', time: now },
    invite: null,
  });
  expect(project?.files.entries.size).toBe(0);
  expect(hub.state.projects.keysBy('user', OWNER)).toContain(answer.project_id as string);
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now);
});

test('keeps title, description and image as they are sent, and takes a title twice', async () => {
  const { hub, as } = testHub();
  const sent = { title: '  My project ', description: 'x'.repeat(10_000), image: 'no such image' };

  const one = await as('owner')('create_project', sent);
  const two = await as('owner')('create_project', sent);

  expect(one.project_id).not.toBe(two.project_id);
  for (const { project_id } of [one, two]) {
    expect(hub.state.projects.get(project_id as string)).toMatchObject({
      title: '  My project ',
      description: 'x'.repeat(10_000),
      compute_image: 'no such image',
    });
  }
});

test('keeps numbers and truth values as the database writes them', async () => {
  const { hub, as } = testHub();

  const { project_id } = await as('owner')('create_project', { title: 5, description: true });

  expect(hub.state.projects.get(project_id as string)).toMatchObject({ title: '5', description: 'true' });
});

test('splits the licences at commas, trims nothing and asks for no licence to exist', async () => {
  const { hub, as } = testHub();
  const licensesOf = async (license: string) => {
    const { project_id } = await as('owner')('create_project', { license });
    return hub.state.projects.get(project_id as string)?.site_license;
  };

  expect(await licensesOf('one')).toEqual({ one: {} });
  expect(await licensesOf('one, two,,one')).toEqual({ one: {}, ' two': {}, '': {} });
  expect(Object.keys((await licensesOf('__proto__,x')) ?? {})).toEqual(['__proto__', 'x']);
  expect(await licensesOf('')).toBe(null);
});

test('never answers where the licence is no text', async () => {
  const { hub } = testHub();

  expect(await hub.call(untyped('v1/create_project'), { license: ['one'] }, { key: 'sk_owner' })).toEqual({
    kind: 'unsimulated',
    code: 'never_answers',
    body: { error: 'cocalc-mock-hub: a real hub never answers a `license` that is no text' },
  });
  expect(hub.state.projects.size).toBe(1);
});

test('names the project whose text the database refuses', async () => {
  const { hub, as } = testHub();

  expect(await as('owner')('create_project', { id: 1, title: 'one', description: 'a\0b' })).toEqual({
    event: 'error',
    id: 1,
    error: `Failed to create new project 'one' -- "postgresql Error: invalid byte sequence for encoding \\"UTF8\\": 0x00"`,
  });
  expect(hub.state.projects.size).toBe(1);
});

test('starts the project where that is asked for, which every text of a form does', async () => {
  const { hub, as } = testHub();
  const stateAfter = async (start: unknown) => {
    const { project_id } = await as('owner')('create_project', { start });
    return hub.state.projects.get(project_id as string)?.state?.state;
  };

  expect(await stateAfter(true)).toBe('running');
  expect(await stateAfter('false')).toBe('running');
  expect(await stateAfter(false)).toBe('opened');
  expect(await stateAfter('')).toBe('opened');
});

test('answers before the project is open, which takes as long as the hub needs', async () => {
  const { hub, as, clock } = testHub({ lifecycle: { kind: 'after', ms: 1000 } });
  const stateOf = (project_id: unknown) => hub.state.projects.get(project_id as string)?.state;

  const { project_id } = await as('owner')('create_project', { start: true });
  expect(stateOf(project_id)).toEqual({ state: 'opening', time: now });

  clock.advance(1000);
  await as('owner')('ping');
  expect(stateOf(project_id)).toEqual({ state: 'starting', time: now + 1000 });

  clock.advance(999);
  await as('owner')('ping');
  expect(stateOf(project_id)).toEqual({ state: 'starting', time: now + 1000 });

  clock.advance(1);
  await as('owner')('ping');
  expect(stateOf(project_id)).toEqual({ state: 'running', time: now + 2000 });
});

test('as observed, a project shows in action_request what the hub itself has asked for', async () => {
  const shown = async (profile: Profile) => {
    const { as, clock } = testHub({ profile });
    const { project_id } = await as('owner')('create_project', { title: 'T' });
    const action = async () => {
      const query = { projects: { project_id, action_request: null } };
      return ((await as('owner')('query', { query })).query as { projects: { action_request: Json } }).projects
        .action_request;
    };
    const opened = await action();
    clock.advance(1000);
    await as('owner')('project_exec', { project_id, command: 'true' });
    return [opened, await action()];
  };

  expect(await shown('observed')).toEqual([
    { action: 'open', time: NOW },
    { action: 'start', time: '2020-09-17T03:08:34.230Z' },
  ]);
  expect(await shown('documented')).toEqual([null, null]);
});
