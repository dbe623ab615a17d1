import { expect, test } from 'vitest';
import { NOW, testHub } from '../../hub.ts';

test('answers with the time and the id it was sent', async () => {
  const { as } = testHub();

  expect(await as('owner')('ping', { id: 'mine' })).toEqual({ event: 'pong', id: 'mine', now: NOW });
});

test('tells the time of the call, not of its start', async () => {
  const { as, clock } = testHub();

  clock.advance(1);

  expect(await as('owner')('ping')).toMatchObject({ event: 'pong', now: '2020-09-17T03:08:33.231Z' });
});

test('draws an id of its own when it is sent none, or null', async () => {
  const { as } = testHub();

  const { id } = await as('owner')('ping');
  const { id: another } = await as('owner')('ping', { id: null });

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(another).not.toBe(id);
});

test('takes a blank key where that is documented, but no wrong one', async () => {
  const { hub } = testHub();

  expect(await hub.call('v1/ping', {}, { key: '' })).toMatchObject({
    kind: 'success',
    body: { event: 'pong', now: NOW },
  });
  expect(await hub.call('v1/ping', {}, { key: 'sk_wrong' })).toEqual({
    kind: 'rejection',
    code: 'no_account_found',
    body: { error: 'No account found. Is your API key wrong?' },
  });
});

test('was withdrawn by the time hubs were observed, for whatever key', async () => {
  const { hub } = testHub({ profile: 'observed' });
  const refused = {
    kind: 'rejection',
    code: 'not_in_api',
    body: { error: "endpoint 'ping' is not part of the HTTP API" },
  };

  expect(await hub.call('v1/ping', {}, { key: '' })).toEqual(refused);
  expect(await hub.call('v1/ping', {}, { key: 'sk_owner' })).toEqual(refused);
});
