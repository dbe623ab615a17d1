import { expect, test } from 'vitest';
import type { WorldAccount } from '../../../src/hub/world/shape.ts';
import { NOW, OTHER, OWNER, PROJECT, people, testHub, UNKNOWN, untyped } from '../../hub.ts';

const now = Date.parse(NOW);
const DAY = 24 * 60 * 60 * 1000;

const invitation = {
  project_id: PROJECT,
  to: 'someone@m.local',
  email: 'Please join',
  title: 'Class',
  link2proj: 'https://cocalc.com/projects/x',
};
const withLink = { ...invitation, email: 'See my.page' };

const paying: WorldAccount = { ...people.owner, subscriptions: [{ status: 'active', quantity: 1, plan: 'standard' }] };

test('mails an address that nobody has, and has the project wait for an account with it', async () => {
  const { hub, as } = testHub();

  expect(await as('owner')('invite_noncloud_collaborators', { id: 1, ...invitation })).toEqual({
    event: 'invite_noncloud_collaborators_resp',
    id: 1,
    mesg: 'Invited someone@m.local to collaborate on a project.',
  });

  expect([...hub.state.outbox.values()]).toEqual([
    {
      to: 'someone@m.local',
      from: 'invites@cocalc.com',
      bcc: 'invites@cocalc.com',
      reply_to: 'help@cocalc.com',
      subject: 'CoCalc Invitation',
      body: [
        'Please join<br/><br/>',
        '<b>To accept the invitation, please sign up at',
        "<a href='https://cocalc.com'>https://cocalc.com</a>",
        "using exactly the email address 'someone@m.local'.",
        "Then go to <a href='https://cocalc.com/projects/x'>the project 'Class'</a>.</b><br/>",
        '',
      ].join('\n'),
      time: now,
    },
  ]);
  expect(hub.state.creationActions.allBy('email_address', 'someone@m.local')).toMatchObject([
    { email_address: 'someone@m.local', project_id: PROJECT, group: 'collaborator', expire: now + 14 * DAY },
  ]);
  expect(hub.state.projects.get(PROJECT)?.invite).toEqual({ 'someone@m.local': { time: now } });
  expect(hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' } });
});

test('puts a new account with the address into the project, for 14 days', async () => {
  for (const [days, group] of [
    [14, 'collaborator'],
    [14 + 1e-8, undefined],
  ] as const) {
    const { hub, as, clock } = testHub();
    await as('owner')('invite_noncloud_collaborators', invitation);

    clock.advance(Math.ceil(days * DAY));
    const { account_id } = await as('other')('create_account', {
      email_address: 'SomeOne@m.local',
      password: 'secret',
    });

    expect(hub.state.projects.get(PROJECT)?.users[account_id as string]?.group).toBe(group);
  }
});

test('adds whoever has an account with the address at once, without a mail', async () => {
  const { hub, as } = testHub();

  await as('owner')('invite_noncloud_collaborators', { ...withLink, to: 'OTHER@Example.com' });

  expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(OTHER, { group: 'collaborator' });
  expect(hub.state.outbox.size).toBe(0);
  expect(hub.state.creationActions.size).toBe(0);
});

test('takes addresses between commas, semicolons and blanks, and shows them as they were sent', async () => {
  const { hub, as } = testHub();
  const to = ' A@m.local,b@m.local;\tother@example.com\n;c@m.local ,';

  expect((await as('owner')('invite_noncloud_collaborators', { ...invitation, to })).mesg).toBe(
    `Invited ${to} to collaborate on a project.`,
  );

  expect([...hub.state.outbox.values()].map((mail) => mail.to)).toEqual(['a@m.local', 'b@m.local', 'c@m.local']);
  expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(OTHER);
});

test('succeeds for nobody at all', async () => {
  const { hub, as } = testHub();

  expect((await as('owner')('invite_noncloud_collaborators', { ...invitation, to: ' ;, ' })).mesg).toBe(
    'Invited  ;,  to collaborate on a project.',
  );
  expect(hub.state.outbox.size).toBe(0);
});

test('sends one mail a week to an address, though the project waits longer each time', async () => {
  const { hub, as, clock } = testHub();
  const after = async (ms: number) => {
    clock.advance(ms);
    await as('owner')('invite_noncloud_collaborators', invitation);
    const expire = hub.state.creationActions.by('email_address', 'someone@m.local')?.expire;
    return [hub.state.outbox.size, (expire as number) - hub.state.now];
  };

  expect(await after(0)).toEqual([1, 14 * DAY]);
  expect(await after(7 * DAY - 1)).toEqual([1, 14 * DAY]);
  expect(await after(1)).toEqual([2, 14 * DAY]);
});

test('keeps what it did for the addresses before the one it refuses', async () => {
  const { hub, as } = testHub();
  const long = `${'x'.repeat(119)}@M.local`;
  const errorOf = async (to: string) =>
    (await as('owner')('invite_noncloud_collaborators', { ...invitation, to })).error;

  expect(await errorOf('one@m.local, No Body')).toBe("invalid email address 'No'");
  expect(await errorOf(`two@m.local,x${long}`)).toBe(
    `email address must be at most 128 characters: 'x${long.toLowerCase()}'`,
  );
  expect(await errorOf(long)).toBe(undefined);
  expect([...hub.state.outbox.values()].map((mail) => mail.to)).toEqual([
    'one@m.local',
    'two@m.local',
    long.toLowerCase(),
  ]);
});

test('refuses links to those who do not pay, when the project waits already', async () => {
  const { hub, as } = testHub();

  expect(await as('owner')('invite_noncloud_collaborators', { id: 1, ...withLink })).toEqual({
    event: 'error',
    id: 1,
    error: 'Error: Sorry, links to specific websites are not allowed!',
  });
  expect(hub.state.creationActions.hasBy('email_address', 'someone@m.local')).toBe(true);
  expect(hub.state.outbox.size).toBe(0);

  const payer = testHub({ accounts: { owner: paying } });
  expect((await payer.as('owner')('invite_noncloud_collaborators', withLink)).event).not.toBe('error');
});

test('does not tell of mails that could not be sent, but notes them', async () => {
  const { hub, as } = testHub({ world: { site: { banned_domains: ['m.local'] } } });

  expect((await as('owner')('invite_noncloud_collaborators', invitation)).event).toBe(
    'invite_noncloud_collaborators_resp',
  );

  expect(hub.state.outbox.size).toBe(0);
  expect(hub.state.projects.get(PROJECT)?.invite).toEqual({ 'someone@m.local': { time: now, error: 'banned domain' } });
});

test('limits the recipients, as observed', async () => {
  const { as } = testHub({ profile: 'observed' });
  const errorOf = async (length: number) => {
    const request = { ...invitation, email: 'x'.repeat(5000), to: 'a@m.local'.padEnd(length, ',') };
    return (await as('owner')('invite_noncloud_collaborators', request)).error;
  };

  expect(await errorOf(1024)).toBe(undefined);
  expect(await errorOf(1025)).toBe('Specify less recipients when adding collaborators to project.');
});

test('limits the whole request, as documented', async () => {
  const { as } = testHub();
  const request = { id: 1, ...invitation, subject: 'Hello' };
  const errorOf = async (length: number) => {
    const missing = length - JSON.stringify(request).length;
    return (
      await as('owner')('invite_noncloud_collaborators', {
        ...request,
        email: request.email.padEnd(request.email.length + missing),
      })
    ).error;
  };

  expect(await errorOf(1024)).toBe(undefined);
  expect(await errorOf(1025)).toBe('Specify less recipients when adding collaborators to project.');
});

test('looks at the project first, then at the recipients', async () => {
  const { hub, as } = testHub();
  const errorOf = async (name: string, project_id: unknown) =>
    (await as(name)('invite_noncloud_collaborators', { ...invitation, project_id, to: 'x'.repeat(2000) })).error;

  expect(await errorOf('owner', 'nothing')).toBe(
    'Internal error determining user permission -- invalid project_id -- nothing',
  );
  expect(await errorOf('other', PROJECT)).toBe(`User ${OTHER} does not have write access to project ${PROJECT}`);
  expect(await errorOf('owner', PROJECT)).toMatch(/less recipients/);
  expect(await errorOf('admin', UNKNOWN)).toMatch(/less recipients/);
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(null);
});

test('never answers where the recipients are no text', async () => {
  const { hub } = testHub();

  expect(
    await hub.call(
      untyped('v1/invite_noncloud_collaborators'),
      { ...invitation, to: ['a@m.local'] },
      { key: 'sk_owner' },
    ),
  ).toEqual({
    kind: 'unsimulated',
    code: 'never_answers',
    body: { error: 'cocalc-mock-hub: a real hub never answers a `to` that is no text' },
  });
});
