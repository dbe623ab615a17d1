import { expect, test } from 'vitest';
import { ADMIN, OTHER, OWNER, PROJECT, testHub } from '../../../hub.ts';

const invitation = {
  project_id: PROJECT,
  to: 'a@m.local',
  email: 'Please join',
  title: 'Class',
  link2proj: 'https://x',
};

type Hubs = ReturnType<typeof testHub>;

function inviting({ hubAs }: Hubs, name: string, opts: object) {
  return hubAs(name)('projects.inviteCollaboratorWithoutAccount', { opts } as never);
}

test('mails all addresses, of which accounts join at once and others later', async () => {
  const hubs = testHub();

  expect(await inviting(hubs, 'owner', { ...invitation, to: 'A@m.local; other@example.com' })).toBeNull();

  const { state } = hubs.hub;
  expect(Object.keys(state.projects.get(PROJECT)?.users ?? {})).toEqual([OWNER, OTHER]);
  expect(state.creationActions.allBy('email_address', 'a@m.local')).toMatchObject([{ project_id: PROJECT }]);
  expect([...state.outbox.values()]).toMatchObject([
    { to: 'a@m.local', subject: 'CoCalc Invitation' },
    { to: 'other@example.com', subject: 'CoCalc Invitation' },
  ]);
  expect([...state.project_log.values()]).toMatchObject([
    { account_id: OWNER, event: { event: 'invite_nonuser', invitee_email: 'A@m.local; other@example.com' } },
  ]);
});

test('has v1 make the new account a member', async () => {
  const hubs = testHub();
  await inviting(hubs, 'owner', invitation);

  const { account_id } = await hubs.as('owner')('create_account', { email_address: 'a@m.local', password: 'secret-1' });

  expect(hubs.hub.state.projects.get(PROJECT)?.users).toHaveProperty(account_id as string, { group: 'collaborator' });
});

test('refuses an address that is none, but invites the others', async () => {
  const hubs = testHub();
  const long = `${'x'.repeat(120)}@m.local`;

  expect(await inviting(hubs, 'owner', { ...invitation, to: `nobody,${long} a@m.local` })).toEqual({
    error: "Error: invalid email address 'nobody'",
  });
  expect(await inviting(hubs, 'owner', { ...invitation, to: long })).toEqual({
    error: `Error: email address must be at most 128 characters: '${long}'`,
  });
  expect(await inviting(hubs, 'owner', { ...invitation, to: long.slice(1) })).toBeNull();

  expect(hubs.hub.state.creationActions.valuesBy('email_address').sort()).toEqual(['a@m.local', long.slice(1)]);
});

test('keeps the invitations whose mails are refused', async () => {
  const links = testHub();
  const banned = testHub({ world: { site: { banned_domains: ['m.local'] } } });

  expect(await inviting(links, 'owner', { ...invitation, email: 'See my.page' })).toEqual({
    error: 'Error: Sorry, links to specific websites are not allowed!',
  });
  expect(await inviting(banned, 'owner', { ...invitation, to: 'a@m.local other@example.com' })).toEqual({
    error: 'banned domain',
  });
  expect(await inviting(banned, 'owner', { ...invitation, to: 'b@m.local nobody' })).toEqual({
    error: "Error: invalid email address 'nobody'",
  });

  expect(links.hub.state.creationActions.hasBy('email_address', 'a@m.local')).toBe(true);
  const failed = { error: 'banned domain' };
  expect(banned.hub.state.projects.get(PROJECT)?.invite).toMatchObject({ 'a@m.local': failed, 'b@m.local': failed });
  expect([...banned.hub.state.outbox.values()]).toMatchObject([{ to: 'other@example.com' }]);
});

test('refuses in its order', async () => {
  const managed = { users: { owner: 'owner', other: 'collaborator' }, columns: { manage_users_owner_only: true } };
  const hubs = testHub({ project: managed });

  expect(await inviting(hubs, 'owner', { ...invitation, project_id: 'x' })).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(await inviting(hubs, 'admin', invitation)).toEqual({ error: 'Error: user must be a collaborator' });
  expect(await inviting(hubs, 'other', invitation)).toEqual({
    error: 'OwnershipError: Only owners can manage collaborators when this setting is enabled',
  });
  expect(await inviting(hubs, 'owner', { ...invitation, to: ' '.repeat(1025) })).toEqual({
    error: 'Error: Specify less recipients when adding collaborators to project.',
  });
  expect(await inviting(hubs, 'owner', { ...invitation, to: ' '.repeat(1024) })).toBeNull();
  expect(await inviting(hubs, 'owner', { ...invitation, to: undefined })).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'length')",
  });
  expect(await inviting(hubs, 'owner', { ...invitation, to: [ADMIN] })).toEqual({
    error: 'TypeError: opts.to.replace is not a function',
  });
});
