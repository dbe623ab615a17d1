import { expect, test } from 'vitest';
import { OTHER, OWNER, testHub } from '../../hub.ts';

const required = { email_address: 'jd@example.com', subject: 'package xyz', body: 'please install it' };

test('lists the tickets of the caller, in the words of the ticket service', async () => {
  const tickets = {
    1235: { account_id: 'owner', subject: 'second', description: 'two', status: 'solved', created_at: '2018-01-01' },
    1234: {
      account_id: OWNER,
      subject: 'first',
      description: 'one',
      created_at: '2017-07-05T14:28:38Z',
      updated_at: '2017-07-05T14:29:29Z',
    },
    1236: { account_id: 'other', subject: 'not mine', description: 'three' },
    1237: { subject: 'of nobody', description: 'four' },
  };
  const { as } = testHub({ world: { tickets } });

  expect(await as('owner')('get_support_tickets', { id: 1 })).toEqual({
    event: 'support_tickets',
    id: 1,
    tickets: [
      {
        id: 1234,
        subject: 'first',
        description: 'one',
        created_at: '2017-07-05T14:28:38Z',
        updated_at: '2017-07-05T14:29:29Z',
        status: 'open',
        url: 'https://sagemathcloud.zendesk.com/requests/1234',
      },
      {
        id: 1235,
        subject: 'second',
        description: 'two',
        created_at: '2018-01-01T00:00:00Z',
        updated_at: '2018-01-01T00:00:00Z',
        status: 'solved',
        url: 'https://sagemathcloud.zendesk.com/requests/1235',
      },
    ],
  });
});

test('finds a ticket by the account it names, whoever opened it', async () => {
  const { as } = testHub();
  const { url } = await as('owner')('create_support_ticket', { ...required, account_id: OTHER });
  await as('owner')('create_support_ticket', required);

  expect(await as('other')('get_support_tickets')).toMatchObject({
    tickets: [{ subject: 'package xyz', created_at: '2020-09-17T03:08:33Z', updated_at: '2020-09-17T03:08:33Z', url }],
  });
  expect(await as('owner')('get_support_tickets', { id: 1 })).toEqual({ event: 'support_tickets', id: 1, tickets: [] });
});

test('says so where no ticket service is connected', async () => {
  const { as } = testHub({ world: { site: { support: false } } });

  expect(await as('owner')('get_support_tickets', { id: 1 })).toEqual({
    event: 'error',
    id: 1,
    error: 'Support ticket backend is not available.',
  });
});
