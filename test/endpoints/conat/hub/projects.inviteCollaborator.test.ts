import { expect, test } from 'vitest';
import { ADMIN, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const invitation = { project_id: PROJECT, account_id: OTHER, title: 'Class', email: 'Please join' };

type Hubs = ReturnType<typeof testHub>;

function inviting({ hubAs }: Hubs, name: string, opts: object) {
  return hubAs(name)('projects.inviteCollaborator', { opts } as never);
}

test('adds the account, whatever it was there, notes that, and mails it once a week', async () => {
  const hubs = testHub({ project: { users: { owner: 'owner', other: 'viewer' } } });

  expect(await inviting(hubs, 'owner', invitation)).toBeNull();
  expect(await inviting(hubs, 'owner', { ...invitation, replyto_name: 'Olga' })).toBeNull();

  const { state } = hubs.hub;
  expect(state.projects.get(PROJECT)?.users[OTHER]).toEqual({ group: 'collaborator' });
  expect(state.projects.get(PROJECT)?.invite).toEqual({ 'other@example.com': { time: Date.parse(NOW) } });
  expect([...state.outbox.values()]).toMatchObject([
    { to: 'other@example.com', subject: "Invitation for collaborating in the project 'Class'" },
  ]);
  expect(state.project_log.size).toBe(2);
});

test.each([
  [{ subject: 'Come' }, 'Come'],
  [{ replyto_name: 'Olga' }, "Olga invited you to collaborate on the project 'Class'"],
])('has the subject that %j asks for', async (more, subject) => {
  const hubs = testHub();

  await inviting(hubs, 'owner', { ...invitation, ...more });

  expect(hubs.hub.state.outbox.rows.first()).toMatchObject({ subject });
});

test('mails nobody without a text or an address', async () => {
  const hubs = testHub();

  expect(await inviting(hubs, 'owner', { ...invitation, email: '' })).toBeNull();
  expect(await inviting(hubs, 'owner', { ...invitation, account_id: UNKNOWN })).toBeNull();

  expect(hubs.hub.state.outbox.size).toBe(0);
  expect(Object.keys(hubs.hub.state.projects.get(PROJECT)?.users ?? {})).toEqual([OWNER, OTHER, UNKNOWN]);
});

test('keeps the member, and a note, where the mail is refused', async () => {
  const links = testHub();
  const banned = testHub({ world: { site: { banned_domains: ['example.com'] } } });
  const noted = ({ hub }: Hubs) => hub.state.projects.get(PROJECT)?.invite?.['other@example.com']?.error;

  expect(await inviting(links, 'owner', { ...invitation, email: 'See my.page' })).toEqual({
    error: 'Error: Sorry, links to specific websites are not allowed!',
  });
  expect(await inviting(banned, 'owner', invitation)).toEqual({ error: 'banned domain' });

  expect(noted(links)).toBe('Error: Sorry, links to specific websites are not allowed!');
  expect(noted(banned)).toBe('banned domain');
  for (const { hub } of [links, banned]) {
    expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(OTHER);
    expect(hub.state.project_log.size).toBe(0);
  }
});

test('refuses in its order', async () => {
  const managed = { users: { owner: 'owner', other: 'collaborator' }, columns: { manage_users_owner_only: true } };
  const hubs = testHub({ project: managed });

  expect(await inviting(hubs, 'owner', { ...invitation, project_id: 'x' })).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(await inviting(hubs, 'admin', invitation)).toEqual({ error: 'Error: user must be a collaborator' });
  expect(await inviting(hubs, 'other', { ...invitation, account_id: ADMIN })).toEqual({
    error: 'OwnershipError: Only owners can manage collaborators when this setting is enabled',
  });
  expect(await inviting(hubs, 'owner', { ...invitation, account_id: 'x' })).toEqual({
    error: 'invalid account_id -- x',
  });
  expect(await hubs.hubAs('owner')('projects.inviteCollaborator', {})).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'project_id')",
  });
});

test.each([
  [{ title: 't' }, 'undefined'],
  [{}, 'undefined'],
  [{ account_id: null }, 'null'],
])('an invitation of nobody, %j, puts %j among the people, over which a list of them breaks', async (opts, name) => {
  const hubs = testHub();
  const collaborators = { query: { collaborators: [{ account_id: null, first_name: null }] } };

  expect(await inviting(hubs, 'owner', { project_id: PROJECT, ...opts })).toBeNull();

  expect(hubs.hub.state.projects.get(PROJECT)?.users[name]).toEqual({ group: 'collaborator' });
  expect(await hubs.hubAs('owner')('db.userQuery', collaborators)).toEqual({
    error: `postgresql error: invalid input syntax for type uuid: "${name}"`,
  });
});
