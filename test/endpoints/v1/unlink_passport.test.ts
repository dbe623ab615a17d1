import { expect, test } from 'vitest';
import { OTHER, OWNER, people, testHub, untyped } from '../../hub.ts';

const passports = { 'facebook-14159265358': { id: '14159265358' }, 'google-1': { id: '1' } };
const linked = { owner: { ...people.owner, passports }, other: { ...people.other, passports } };

test('unlinks one way to sign in from the own account, and answers with its id', async () => {
  const { as, hub } = testHub({ accounts: linked });

  expect(await as('owner')('unlink_passport', { strategy: 'facebook', id: '14159265358' })).toEqual({
    event: 'success',
    id: '14159265358',
  });

  expect(hub.state.accounts.get(OWNER)?.passports).toEqual({ 'google-1': { id: '1' } });
  expect(hub.state.accounts.get(OTHER)?.passports).toEqual(passports);
});

test('takes the id as a number, and answers with the number', async () => {
  const { as, hub } = testHub({ accounts: linked });

  expect(await as('owner')('unlink_passport', { strategy: 'google', id: 1 })).toEqual({ event: 'success', id: 1 });
  expect(hub.state.accounts.get(OWNER)?.passports).not.toHaveProperty('google-1');
});

test('succeeds for what was never linked, which leaves an empty list of them', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('unlink_passport', { strategy: 'github', id: '2' })).toEqual({ event: 'success', id: '2' });
  expect(hub.state.accounts.get(OWNER)?.passports).toEqual({});
});

test('needs the id as well', async () => {
  const { as } = testHub();

  expect(await as('owner')('unlink_passport', { strategy: 'github' })).toEqual({
    error: "invalid parameters 'Error: misc.defaults -- TypeError: property 'id' must be specified: '",
  });
});

test('has no answer for an id without a text', async () => {
  const { hub } = testHub();

  expect(
    await hub.call(untyped('v1/unlink_passport'), { strategy: 'github', id: { toString: 1 } }, { key: 'sk_owner' }),
  ).toMatchObject({ kind: 'unsimulated', code: 'never_answers' });
});

test('was withdrawn by the time hubs were observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('unlink_passport', { strategy: 'facebook', id: '1' })).toEqual({
    error: "endpoint 'unlink_passport' is not part of the HTTP API",
  });
});
