import { expect, test } from 'vitest';
import { id, NOW, OWNER, testHub } from '../../hub.ts';

const DAY = 86_400_000;
const ID = id('other', 1);

test('keeps the error under the id of the call, as documented', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('log_client_error', { id: ID, error: 'cannot load library xyz' })).toEqual({
    event: 'success',
    id: ID,
  });

  expect(hub.state.clientErrors.rows.toJS()).toEqual({
    [ID]: {
      id: ID,
      event: 'error',
      error: 'cannot load library xyz',
      account_id: OWNER,
      time: Date.parse(NOW),
      expire: Date.parse(NOW) + 30 * DAY,
    },
  });
});

test('keeps the error under the id that it draws for the call, where it was sent none', async () => {
  const { as, hub } = testHub();

  const answer = await as('owner')('log_client_error', { error: '' });

  expect([...hub.state.clientErrors.keys()]).toEqual([answer.id]);
});

test('keeps the error under an id of its own, as observed', async () => {
  const { as, hub } = testHub({ profile: 'observed' });

  expect(await as('owner')('log_client_error', { id: ID, error: 'x' })).toEqual({ event: 'success', id: ID });
  await as('owner')('log_client_error', { id: ID, error: 'y' });

  const kept = hub.state.clientErrors.rows.valueSeq().toArray();
  expect(kept.map(({ error }) => error).sort()).toEqual(['x', 'y']);
  expect(kept.map((error) => error.id)).not.toContain(ID);
});

test('draws another id than that of the call, as observed', async () => {
  const { as, hub } = testHub({ profile: 'observed' });

  const answer = await as('owner')('log_client_error', { error: 'x' });

  expect(hub.state.clientErrors.size).toBe(1);
  expect([...hub.state.clientErrors.keys()]).not.toContain(answer.id);
});

test('keeps an error that is no text as it is', async () => {
  const { as, hub } = testHub();

  await as('owner')('log_client_error', { id: ID, error: { stack: ['a', 'b'] } });

  expect(hub.state.clientErrors.get(ID)?.error).toEqual({ stack: ['a', 'b'] });
});

test('drops what is older than 30 days', async () => {
  const { as, hub, clock } = testHub();

  await as('owner')('log_client_error', { id: 'old', error: 'x' });
  clock.advance(30 * DAY);
  await as('owner')('log_client_error', { id: 'new', error: 'x' });

  expect([...hub.state.clientErrors.keys()]).toEqual(['new']);
});

test('refuses text that the database cannot hold', async () => {
  const { as } = testHub();

  expect(await as('owner')('log_client_error', { id: ID, error: 'a\0b' })).toEqual({
    event: 'error',
    id: ID,
    error: 'postgresql Error: invalid byte sequence for encoding "UTF8": 0x00',
  });
});

test('takes no type of error', async () => {
  const { as } = testHub();

  expect(await as('owner')('log_client_error', { error: 'x', type: 'crash' })).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'type' '",
  });
});
