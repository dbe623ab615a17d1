import { expect, test } from 'vitest';
import { ADMIN, id, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const SECOND = id('project', 2);
const MEMBER = { group: 'collaborator' };

const projects = {
  project: { project_id: PROJECT, users: { owner: 'owner' } },
  second: { project_id: SECOND, users: { owner: 'owner' } },
};
const world = {
  invite_tokens: {
    open: { project_id: 'project' },
    second: { project_id: 'second' },
    ending: { project_id: 'project', expires: '2020-09-17T03:08:34.230Z' },
    limited: { project_id: 'project', usage_limit: 2, counter: 1 },
    stray: { project_id: UNKNOWN },
  },
};

test('adds an account to a project of the caller, without asking whether there is such an account', async () => {
  const { hub, as } = testHub();

  expect(await as('owner')('add_collaborator', { id: 1, project_id: PROJECT, account_id: OTHER })).toEqual({
    event: 'success',
    id: 1,
  });
  await as('owner')('add_collaborator', { project_id: PROJECT, account_id: UNKNOWN });

  expect(hub.state.projects.get(PROJECT)?.users).toEqual({
    [OWNER]: { group: 'owner' },
    [OTHER]: MEMBER,
    [UNKNOWN]: MEMBER,
  });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(Date.parse(NOW));
});

test('adds many accounts to as many projects', async () => {
  const { hub, as } = testHub({ projects });

  await as('owner')('add_collaborator', { project_id: [PROJECT, SECOND, SECOND], account_id: [OTHER, OTHER, ADMIN] });

  expect(Object.keys(hub.state.projects.get(PROJECT)?.users ?? {})).toEqual([OWNER, OTHER]);
  expect(Object.keys(hub.state.projects.get(SECOND)?.users ?? {})).toEqual([OWNER, OTHER, ADMIN]);
});

test('leaves whoever is in the project already as they are', async () => {
  const { hub, as } = testHub({ project: { users: { owner: 'owner', other: 'viewer' } } });

  await as('owner')('add_collaborator', { project_id: [PROJECT, PROJECT], account_id: [OWNER, OTHER] });

  expect(hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' }, [OTHER]: { group: 'viewer' } });
});

test('refuses those who are not in the project', async () => {
  const { as } = testHub({ projects });
  const errorOf = async (name: string, project_id: unknown) =>
    (await as(name)('add_collaborator', { project_id, account_id: [OTHER, OTHER] })).error;

  expect(await errorOf('other', PROJECT)).toBe(`Error: user ${OTHER} does not have write access to project ${PROJECT}`);
  expect(await errorOf('owner', [PROJECT, UNKNOWN])).toBe(
    `Error: user ${OWNER} does not have write access to project ${UNKNOWN}`,
  );
  expect(await errorOf('owner', [UNKNOWN, 'nothing'])).toMatch(/does not have write access/);
  expect(await errorOf('owner', ['nothing', UNKNOWN])).toBe('invalid project_id -- nothing');
  expect(await errorOf('admin', ['', UNKNOWN])).toBe('invalid project_id -- ');
  expect(await errorOf('admin', [UNKNOWN, PROJECT])).toBe(undefined);
});

test('lets owners and collaborators add people, as documented; everybody in the project, as observed', async () => {
  for (const group of ['owner', 'collaborator', 'viewer', 'invited_viewer', 'invited_collaborator']) {
    const project = { users: { other: group } };
    const request = { project_id: PROJECT, account_id: ADMIN };

    const documented = await testHub({ project }).as('other')('add_collaborator', request);
    const observed = await testHub({ project, profile: 'observed' }).as('other')('add_collaborator', request);

    expect(documented.event).toBe(['owner', 'collaborator'].includes(group) ? 'success' : 'error');
    expect(observed.event).toBe('success');
  }
});

test('does not take an entry without a group for membership', async () => {
  const project = { users: { owner: 'owner', other: { hide: true } } };
  const { as } = testHub({ project, profile: 'observed' });

  expect((await as('other')('add_collaborator', { project_id: PROJECT, account_id: ADMIN })).event).toBe('error');
});

test('takes a missing project for any project of the caller, then finds that it is none', async () => {
  const { as } = testHub({ project: { users: { owner: 'viewer' } } });
  const observed = testHub({ project: { users: { owner: 'viewer' } }, profile: 'observed' });
  const notIn = (account_id: string) => `Error: user ${account_id} does not have write access to project undefined`;
  const notValid = `Error: all project id's must be valid uuid's (or empty), but "undefined" is not`;

  expect((await as('owner')('add_collaborator', { account_id: OTHER })).error).toBe(notIn(OWNER));
  expect((await observed.as('owner')('add_collaborator', { account_id: OTHER })).error).toBe(notValid);
  expect((await observed.as('other')('add_collaborator', { account_id: OTHER })).error).toBe(notIn(OTHER));
  expect((await as('admin')('add_collaborator', { account_id: OTHER })).error).toBe(notValid);
});

test('checks the lists one after the other', async () => {
  const { hub, as } = testHub({ projects });
  const errorOf = async (project_id: unknown, account_id: unknown) =>
    (await as('owner')('add_collaborator', { project_id, account_id })).error;
  const before = hub.state.projects;

  expect(await errorOf([PROJECT], [OTHER, 'nobody'])).toBe(
    'Error: accounts (of length 2) and projects (of length 1) must be arrays of the same length',
  );
  expect(await errorOf([], OTHER)).toMatch(/accounts \(of length 1\) and projects \(of length 0\)/);
  expect(await errorOf([PROJECT, PROJECT], [OTHER, 'nobody'])).toBe(
    `Error: all account id's must be valid uuid's, but "nobody" is not`,
  );
  expect(await errorOf([PROJECT, null], [OTHER, OTHER])).toBe(
    `Error: all project id's must be valid uuid's (or empty), but "null" is not`,
  );
  expect(await errorOf([], [])).toBe(undefined);
  expect(hub.state.projects).toBe(before);
});

test('lets anybody who has a token add anybody, and answers with the project', async () => {
  const { hub, as } = testHub({ projects, world });

  expect(await as('other')('add_collaborator', { id: 1, account_id: OTHER, token_id: 'open' })).toEqual({
    event: 'success',
    id: 1,
    project_id: PROJECT,
  });
  expect(
    await as('other')('add_collaborator', { id: 1, account_id: [ADMIN, ADMIN], token_id: ['open', 'second'] }),
  ).toEqual({ event: 'success', id: 1, project_id: [PROJECT, SECOND] });

  expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(ADMIN, MEMBER);
  expect(hub.state.inviteTokens.get('open')?.counter).toBe(2);
  expect(hub.state.inviteTokens.get('second')?.counter).toBe(1);
});

test('looks at no project id where there is a token', async () => {
  const { as } = testHub({ projects, world });

  expect(
    await as('other')('add_collaborator', { id: 1, account_id: OTHER, project_id: 'nothing', token_id: 'second' }),
  ).toEqual({ event: 'success', id: 1, project_id: SECOND });
});

test('does not count a token that brings nobody new', async () => {
  const { hub, as } = testHub({ projects, world });

  await as('other')('add_collaborator', { account_id: OWNER, token_id: 'open' });

  expect(hub.state.inviteTokens.get('open')?.counter).toBe(null);
  expect(hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' } });
});

test('refuses the first token that is not in force', async () => {
  const { hub, as, clock } = testHub({ projects, world });
  const errorOf = async (token_id: unknown, account_id: unknown = OTHER) =>
    (await as('other')('add_collaborator', { account_id, token_id })).error;
  const expired = 'Error: Project invite token is not valid - the token already expired';
  const unknown = 'Error: Project invite token is not valid - ';

  expect(await errorOf([null, 'none'])).toBe('Error: If tokens are specified, they must all be non-null.');
  expect(await errorOf(['none', null])).toBe(unknown);
  expect(await errorOf('none')).toBe(unknown);
  expect(await errorOf(5)).toBe(unknown);

  clock.advance(999);
  expect(await errorOf('ending', 'nobody')).toMatch(/valid uuid/);
  clock.advance(1);
  expect(await errorOf('ending', 'nobody')).toBe(expired);

  expect(await errorOf('limited')).toBe(undefined);
  expect(hub.state.inviteTokens.get('limited')?.counter).toBe(2);
  expect(await errorOf('limited', ADMIN)).toBe(
    'Error: Project invite token is not valid - the token can only be used 2 times',
  );
});

test('checks the limit of a token once, before it is used', async () => {
  const { hub, as } = testHub({ projects, world });

  const { event } = await as('other')('add_collaborator', {
    account_id: [OTHER, ADMIN],
    token_id: ['limited', 'limited'],
  });

  expect(event).toBe('success');
  expect(hub.state.inviteTokens.get('limited')?.counter).toBe(3);
});

test('counts an empty list of tokens as tokens, and an empty text as one that is null', async () => {
  const { as } = testHub({ projects, world });
  const request = { id: 1, project_id: PROJECT };

  expect((await as('other')('add_collaborator', { ...request, account_id: OTHER, token_id: [] })).error).toBe(
    'Error: accounts (of length 1) and projects (of length 0) must be arrays of the same length',
  );
  expect(await as('other')('add_collaborator', { ...request, account_id: [], token_id: [] })).toEqual({
    event: 'success',
    id: 1,
    project_id: [],
  });
  expect((await as('other')('add_collaborator', { ...request, account_id: OTHER, token_id: '' })).error).toBe(
    'Error: If tokens are specified, they must all be non-null.',
  );
});

test('uses up a token of a project that is not there', async () => {
  const { hub, as } = testHub({ projects, world });

  expect((await as('other')('add_collaborator', { account_id: OTHER, token_id: 'stray' })).project_id).toBe(UNKNOWN);
  expect(hub.state.inviteTokens.get('stray')?.counter).toBe(1);
  expect(hub.state.projects.hasBy('user', OTHER)).toBe(false);
});
