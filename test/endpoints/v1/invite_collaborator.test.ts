import { expect, test } from 'vitest';
import type { WorldAccount } from '../../../src/hub/world/shape.ts';
import { NOW, OTHER, OWNER, PROJECT, people, testHub, UNKNOWN } from '../../hub.ts';

const now = Date.parse(NOW);
const DAY = 24 * 60 * 60 * 1000;
const ADDRESS = 'other@example.com';

const invitation = { project_id: PROJECT, account_id: OTHER, title: 'Class', email: 'Please <b>join</b>!' };
const withLink = { ...invitation, email: 'Please look at my.page' };

const paying: WorldAccount = {
  ...people.owner,
  subscriptions: [{ status: 'canceled', quantity: 1, plan: 'standard-month' }],
};

test('puts the account into the project without telling it where no mail is asked for', async () => {
  const { hub, as } = testHub();

  expect(await as('owner')('invite_collaborator', { id: 1, project_id: PROJECT, account_id: OTHER })).toEqual({
    event: 'success',
    id: 1,
  });

  expect(hub.state.projects.get(PROJECT)?.users).toEqual({
    [OWNER]: { group: 'owner' },
    [OTHER]: { group: 'collaborator' },
  });
  expect(hub.state.projects.keysBy('user', OTHER)).toEqual([PROJECT]);
  expect(hub.state.projects.get(PROJECT)?.invite).toBe(null);
  expect(hub.state.outbox.size).toBe(0);
});

test('keeps what the entry of the account has, and makes a mere collaborator of an owner', async () => {
  const users = { owner: { group: 'owner', upgrades: { memory: 5 } }, other: 'viewer' };
  const { hub, as } = testHub({ project: { users } });

  await as('owner')('invite_collaborator', { project_id: PROJECT, account_id: OTHER });
  await as('owner')('invite_collaborator', { project_id: PROJECT, account_id: OWNER });

  expect(hub.state.projects.get(PROJECT)?.users).toEqual({
    [OWNER]: { group: 'collaborator', upgrades: { memory: 5 } },
    [OTHER]: { group: 'collaborator' },
  });
});

test('adds an account that does not exist', async () => {
  const { hub, as } = testHub();

  await as('owner')('invite_collaborator', { ...invitation, account_id: UNKNOWN });

  expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(UNKNOWN, { group: 'collaborator' });
  expect(hub.state.outbox.size).toBe(0);
});

test('sends a mail where there is a text for one, and notes that in the project', async () => {
  const { hub, as } = testHub();

  const link2proj = 'https://cocalc.com/projects/x';
  await as('owner')('invite_collaborator', { ...invitation, link2proj });

  expect([...hub.state.outbox.values()]).toEqual([
    {
      to: ADDRESS,
      from: 'invites@cocalc.com',
      bcc: 'invites@cocalc.com',
      reply_to: 'help@cocalc.com',
      subject: "Invitation to CoCalc for collaborating in project 'Class'",
      body: expect.stringMatching(
        /^Please <b>join<\/b>!<br\/>.*other@example\.com.*href='https:\/\/cocalc\.com\/projects\/x'/s,
      ),
      time: now,
    },
  ]);
  expect(hub.state.projects.get(PROJECT)?.invite).toEqual({ [ADDRESS]: { time: now } });
});

test('takes subject, name and address for replies from the request', async () => {
  const subjectOf = async (given: object) => {
    const { hub, as } = testHub();
    await as('owner')('invite_collaborator', { ...invitation, ...given });
    const { subject, reply_to } = hub.state.outbox.rows.last() ?? {};
    return { subject, reply_to };
  };

  expect(await subjectOf({ replyto: 'me@example.com', replyto_name: 'Me' })).toEqual({
    subject: "Me invited you to collaborate on CoCalc in project 'Class'",
    reply_to: 'me@example.com',
  });
  expect(await subjectOf({ replyto_name: 'Me', subject: 'Hello' })).toEqual({
    subject: 'Hello',
    reply_to: 'help@cocalc.com',
  });
});

test('sends one mail a week to an address for a project', async () => {
  const { hub, as, clock } = testHub();
  const sentAfter = async (ms: number) => {
    clock.advance(ms);
    expect((await as('owner')('invite_collaborator', invitation)).event).toBe('success');
    return hub.state.outbox.size;
  };

  expect(await sentAfter(0)).toBe(1);
  expect(await sentAfter(7 * DAY - 1)).toBe(1);
  expect(await sentAfter(1)).toBe(2);
});

test('refuses a mail with links, although the account is in the project then', async () => {
  const { hub, as } = testHub();

  expect(await as('owner')('invite_collaborator', { id: 1, ...withLink })).toEqual({
    event: 'error',
    id: 1,
    error: 'Error: Sorry, links to specific websites are not allowed!',
  });

  expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(OTHER, { group: 'collaborator' });
  expect(hub.state.projects.get(PROJECT)?.invite).toBe(null);
  expect(hub.state.outbox.size).toBe(0);
});

test('sends links for those who pay and for projects with network access', async () => {
  const errorOf = async (hub: Parameters<typeof testHub>[0]) =>
    (await testHub(hub).as('owner')('invite_collaborator', withLink)).error;

  expect(await errorOf({ accounts: { owner: paying } })).toBe(undefined);
  expect(await errorOf({ project: { columns: { settings: { network: 1 } } } })).toBe(undefined);
  expect(await errorOf({ project: { users: { owner: { group: 'owner', upgrades: { network: 1 } } } } })).toBe(
    undefined,
  );

  expect(await errorOf({ accounts: { owner: { ...paying, subscriptions: [] } } })).toMatch(/links/);
  expect(await errorOf({ project: { columns: { settings: { network: 0 } } } })).toMatch(/links/);
});

test('looks for links only where a mail is to be sent', async () => {
  const accounts = { other: { account_id: OTHER, api_key: 'sk_other' } };
  const { as: asWithoutAddress } = testHub({ accounts });
  const { as } = testHub();
  await as('owner')('invite_collaborator', invitation);

  expect((await asWithoutAddress('owner')('invite_collaborator', withLink)).event).toBe('success');
  expect((await as('owner')('invite_collaborator', withLink)).event).toBe('success');
});

test('sends nothing to or from banned domains, although the account is in the project then', async () => {
  for (const domain of ['example.com', 'cocalc.com']) {
    const { hub, as } = testHub({ world: { site: { banned_domains: [domain] } } });

    expect(await as('owner')('invite_collaborator', { id: 1, ...invitation })).toEqual({
      event: 'error',
      id: 1,
      error: 'banned domain',
    });

    expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(OTHER);
    expect(hub.state.projects.get(PROJECT)?.invite).toEqual({ [ADDRESS]: { time: now, error: 'banned domain' } });
    expect(hub.state.outbox.size).toBe(0);
  }
});

test('tries again where the last invitation failed', async () => {
  const { as } = testHub({ world: { site: { banned_domains: ['example.com'] } } });
  await as('owner')('invite_collaborator', invitation);

  expect((await as('owner')('invite_collaborator', invitation)).error).toBe('banned domain');
});

test('looks at the project first, then at the account', async () => {
  const { hub, as } = testHub();
  const errorOf = async (name: string, project_id: unknown, account_id: unknown) =>
    (await as(name)('invite_collaborator', { ...withLink, project_id, account_id })).error;

  expect(await errorOf('owner', 'nothing', 'nobody')).toBe(
    'Internal error determining user permission -- invalid project_id -- nothing',
  );
  expect(await errorOf('other', PROJECT, 'nobody')).toBe(
    `User ${OTHER} does not have write access to project ${PROJECT}`,
  );
  expect(await errorOf('owner', PROJECT, 'nobody')).toBe('invalid account_id -- nobody');
  expect(hub.state.accounts.get(OTHER)?.last_active).toBe(now);
});

test('sends the mail of an admin who names no project that exists', async () => {
  const { hub, as } = testHub();
  const before = hub.state.projects;

  expect((await as('admin')('invite_collaborator', { ...invitation, project_id: UNKNOWN })).event).toBe('success');

  expect(hub.state.projects).toBe(before);
  expect(hub.state.outbox.size).toBe(1);
});
