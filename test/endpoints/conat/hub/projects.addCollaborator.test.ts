import { expect, test } from 'vitest';
import { ADMIN, id, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

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
    over: { project_id: 'project', expires: NOW },
    used: { project_id: 'project', usage_limit: 2, counter: 2 },
  },
};

type Hubs = ReturnType<typeof testHub>;

function adding({ hubAs }: Hubs, name: string, opts: object) {
  return hubAs(name)('projects.addCollaborator', { opts } as never);
}

test('adds an account to a project, answers with a list, and writes it into the log of the project', async () => {
  const hubs = testHub();

  expect(await adding(hubs, 'owner', { project_id: PROJECT, account_id: OTHER })).toEqual({ project_id: [PROJECT] });
  await adding(hubs, 'other', { project_id: PROJECT, account_id: [UNKNOWN] });

  expect(hubs.hub.state.projects.get(PROJECT)?.users).toEqual({
    [OWNER]: { group: 'owner' },
    [OTHER]: MEMBER,
    [UNKNOWN]: MEMBER,
  });
  const { query } = await hubs.as('owner')('query', {
    query: { project_log: [{ project_id: PROJECT, time: null, account_id: null, event: null }] },
  });
  expect((query as { project_log: object[] }).project_log).toEqual(
    expect.arrayContaining([
      { project_id: PROJECT, time: NOW, account_id: OWNER, event: { event: 'invite_user', invitee_account_id: OTHER } },
      {
        project_id: PROJECT,
        time: NOW,
        account_id: OTHER,
        event: { event: 'invite_user', invitee_account_id: UNKNOWN },
      },
    ]),
  );
});

test('adds the first account to the first project, and so on, and leaves whoever is there as they are', async () => {
  const hubs = testHub({ projects });

  expect(
    await adding(hubs, 'owner', { project_id: [PROJECT, SECOND, SECOND], account_id: [OTHER, ADMIN, OWNER] }),
  ).toEqual({ project_id: [PROJECT, SECOND, SECOND] });

  expect(hubs.hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' }, [OTHER]: MEMBER });
  expect(hubs.hub.state.projects.get(SECOND)?.users).toEqual({ [OWNER]: { group: 'owner' }, [ADMIN]: MEMBER });
});

test('looks at all projects before it looks at who asks', async () => {
  const hubs = testHub({ projects });
  const refusal = (name: string, project_id: unknown, account_id: unknown = ADMIN) =>
    adding(hubs, name, { project_id, account_id });

  expect(await refusal('other', [PROJECT, 'x'])).toEqual({ error: 'Error: Invalid project_id: x' });
  expect(await refusal('other', [PROJECT, UNKNOWN])).toEqual({ error: 'OwnershipError: Project not found' });
  expect(await refusal('admin', UNKNOWN)).toEqual({ error: 'OwnershipError: Project not found' });
  expect(await refusal('other', PROJECT)).toEqual({
    error: `Error: user ${OTHER} does not have write access to project ${PROJECT}`,
  });
  expect(await refusal('owner', '')).toEqual({ error: 'invalid project_id -- ' });
  expect(await refusal('owner', [PROJECT], [])).toEqual({
    error: 'Error: accounts (of length 0) and projects (of length 1) must be arrays of the same length',
  });
  expect(await refusal('owner', PROJECT, 'x')).toEqual({
    error: `Error: all account id's must be valid uuid's, but "x" is not`,
  });
  expect(await refusal('owner', null)).toEqual({
    error: `Error: all project id's must be valid uuid's (or empty), but "null" is not`,
  });
  expect(await refusal('admin', PROJECT)).toEqual({ project_id: [PROJECT] });
});

test('does not take viewers for collaborators', async () => {
  const hubs = testHub({ project: { users: { owner: 'owner', other: 'viewer' } }, profile: 'observed' });

  expect(await adding(hubs, 'other', { project_id: PROJECT, account_id: ADMIN })).toEqual({
    error: `Error: user ${OTHER} does not have write access to project ${PROJECT}`,
  });
});

test('leaves it to owners where the project or the site says so, even where a site admin asks', async () => {
  const people = { owner: 'owner', other: 'collaborator' };
  const managed = testHub({ project: { users: people, columns: { manage_users_owner_only: true } } });
  const strict = testHub({ project: { users: people } });
  const setting = { name: 'strict_collaborator_management', value: 'yes' };
  await strict.as('admin')('query', { query: { site_settings: setting } });
  const refused = { error: 'OwnershipError: Only owners can manage collaborators when this setting is enabled' };

  for (const hubs of [managed, strict]) {
    expect(await adding(hubs, 'other', { project_id: PROJECT, account_id: ADMIN })).toEqual(refused);
    expect(await adding(hubs, 'admin', { project_id: PROJECT, account_id: ADMIN })).toEqual(refused);
    expect(await adding(hubs, 'owner', { project_id: PROJECT, account_id: ADMIN })).toEqual({ project_id: [PROJECT] });
  }
});

test('lets those who work on a course add themselves to its projects, and nobody else', async () => {
  const course = (users: Record<string, string>) =>
    testHub({
      projects: {
        project: { project_id: PROJECT, users: { owner: 'owner' }, columns: { course: { project_id: SECOND } } },
        second: { project_id: SECOND, users },
      },
    });
  const self = { project_id: PROJECT, account_id: OTHER };
  const outside = { error: `Error: user ${OTHER} does not have write access to project ${PROJECT}` };

  expect(await adding(course({ other: 'collaborator' }), 'other', self)).toEqual({ project_id: [PROJECT] });
  expect(await adding(course({ other: 'owner' }), 'other', { ...self, account_id: ADMIN })).toEqual(outside);
  expect(await adding(course({ other: 'viewer' }), 'other', self)).toEqual({
    error: `Error: cannot add self to "${PROJECT}" -- must be owner or collaborator on course project`,
  });
  expect(await adding(testHub(), 'other', self)).toEqual({
    error: `Error: cannot add self to "${PROJECT}" -- must be an admin`,
  });
  expect(await adding(testHub({ project: { users: {} } }), 'other', { account_id: OTHER })).toEqual({
    error: 'Error: no project with id "undefined"',
  });
});

test('lets anybody add people to a sandbox', async () => {
  const hubs = testHub({ project: { columns: { sandbox: true } } });

  expect(await adding(hubs, 'other', { project_id: PROJECT, account_id: ADMIN })).toEqual({ project_id: [PROJECT] });
});

test('lets anybody who has a token add anybody, and counts only who is new', async () => {
  const hubs = testHub({ projects, world });

  expect(await adding(hubs, 'other', { project_id: 'x', account_id: OTHER, token_id: 'open' })).toEqual({
    project_id: PROJECT,
  });
  expect(await adding(hubs, 'other', { account_id: [OTHER, OTHER], token_id: ['open', 'second'] })).toEqual({
    project_id: [PROJECT, SECOND],
  });

  expect(hubs.hub.state.inviteTokens.get('open')?.counter).toBe(1);
  expect(hubs.hub.state.inviteTokens.get('second')?.counter).toBe(1);
});

test.each([
  ['none', 'Error: Project invite token is not valid - no such token'],
  ['over', 'Error: Project invite token is not valid - the token already expired'],
  ['used', 'Error: Project invite token is not valid - the token can only be used 2 times'],
  [[null], 'Error: If tokens are specified, they must all be non-null.'],
  ['', 'Error: If tokens are specified, they must all be non-null.'],
])('refuses the token %j', async (token_id, error) => {
  const hubs = testHub({ projects, world });

  expect(await adding(hubs, 'owner', { project_id: PROJECT, account_id: OTHER, token_id })).toEqual({ error });
});

test('needs its options in a member', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('projects.addCollaborator', { project_id: PROJECT, account_id: OTHER })).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'project_id')",
  });
  expect(await hubAs('owner')('projects.addCollaborator', { opts: null })).toEqual({
    error: "TypeError: Cannot read properties of null (reading 'project_id')",
  });
});
