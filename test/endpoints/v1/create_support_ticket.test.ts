import { expect, test } from 'vitest';
import { id, NOW, OWNER, testHub, untyped } from '../../hub.ts';

const COURSE = id('project', 9);
const required = { email_address: 'jd@example.com', subject: 'package xyz', body: 'please install it' };

/** The text of the ticket that the request opens. */
async function textOf(request: object, options: Parameters<typeof testHub>[0] = {}): Promise<string | undefined> {
  const { hub, as } = testHub(options);
  expect((await as('owner')('create_support_ticket', { ...required, ...request })).event).toBe('support_ticket_url');
  return hub.state.tickets.get(1)?.description;
}

test('opens a ticket and tells where it is', async () => {
  const { hub, as } = testHub();

  expect(
    await as('other')('create_support_ticket', { id: 1, ...required, account_id: OWNER, tags: ['member'] }),
  ).toEqual({ event: 'support_ticket_url', id: 1, url: 'https://sagemathcloud.zendesk.com/requests/1' });

  expect(hub.state.tickets.get(1)).toEqual({
    id: 1,
    account_id: OWNER,
    requester: { name: 'jd@example.com', email_address: 'jd@example.com' },
    subject: 'package xyz',
    description: 'please install it\n\nNo location provided.',
    tags: ['member'],
    created_at: Date.parse(NOW),
    updated_at: Date.parse(NOW),
    status: 'open',
  });
});

test('numbers tickets one after the other', async () => {
  const { as } = testHub({ world: { tickets: { 1233: { subject: 'a', description: 'b' } } } });

  expect((await as('owner')('create_support_ticket', required)).url).toMatch(/\/requests\/1234$/);
  expect((await as('owner')('create_support_ticket', required)).url).toMatch(/\/requests\/1235$/);
});

test('takes the address for the name where no name is given', async () => {
  const { hub, as } = testHub();

  for (const username of ['  ', '', ' J. Doe ']) await as('owner')('create_support_ticket', { ...required, username });

  expect([...hub.state.tickets.values()].map(({ requester }) => requester.name)).toEqual([
    'jd@example.com',
    'jd@example.com',
    ' J. Doe ',
  ]);
});

test('adds links to where the ticket was written and to the course it is about', async () => {
  const request = { location: '/projects/x/doc.txt', info: { course: COURSE } };

  expect(await textOf(request)).toBe(
    `please install it\n\nhttps://cocalc.com/projects/x/doc.txt\n\nCourse: https://cocalc.com/projects/${COURSE}`,
  );
  expect(await textOf(request, { profile: 'observed' })).toBe(
    `please install it\n\nhttps://cocalc.com/projects/x/doc.txt?session=\n\nCourse: https://cocalc.com/projects/${COURSE}?session=`,
  );
});

test('joins the location with one slash, and takes an empty one for none', async () => {
  expect(await textOf({ location: '//settings' })).toMatch(/\n\nhttps:\/\/cocalc\.com\/settings$/);
  expect(await textOf({ location: 'settings' })).toMatch(/\n\nhttps:\/\/cocalc\.com\/settings$/);
  expect(await textOf({ location: '' })).toMatch(/\n\nNo location provided\.$/);
});

test('names only courses that are projects', async () => {
  expect(await textOf({ info: { course: 'algebra' } })).not.toMatch(/Course/);
  expect(await textOf({ info: 'course' })).not.toMatch(/Course/);
  expect(await textOf({ info: {} })).not.toMatch(/Course/);
});

test('takes the session out of links to the site, and of no others', async () => {
  const body =
    'at https://cocalc.com/a?session=mine and https://cocalc.com/b?session=m&x=1, not https://other.com/?session=mine';

  expect(await textOf({ body })).toBe(
    'at https://cocalc.com/a?session= and https://cocalc.com/b?session=&x=1, not https://other.com/?session=mine\n\nNo location provided.',
  );
});

test('says so where no ticket service is connected', async () => {
  const { as } = testHub({ world: { site: { support: false } } });

  expect(await as('owner')('create_support_ticket', { id: 1, ...required })).toEqual({
    event: 'error',
    id: 1,
    error: 'Support ticket backend is not available.',
  });
});

test('does not pretend to know what becomes of a body that is no text', async () => {
  const { hub } = testHub();

  expect(
    await hub.call(untyped('v1/create_support_ticket'), { ...required, body: {} }, { key: 'sk_owner' }),
  ).toMatchObject({
    kind: 'unsimulated',
  });
  expect(hub.state.tickets.size).toBe(0);
});
