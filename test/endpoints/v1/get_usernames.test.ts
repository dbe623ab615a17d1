import { expect, test } from 'vitest';
import { OTHER, OWNER, testHub, UNKNOWN } from '../../hub.ts';

const OWNER_NAMES = { first_name: 'Owner', last_name: 'Person' };
const OTHER_NAMES = { first_name: 'Other', last_name: 'Person' };

function named(usernames: object) {
  return { event: 'usernames', id: 1, usernames };
}

test('tells the names of any accounts, once each', async () => {
  const { as } = testHub();

  expect(await as('owner')('get_usernames', { id: 1, account_ids: [OWNER, OTHER, OWNER] })).toEqual(
    named({ [OWNER]: OWNER_NAMES, [OTHER]: OTHER_NAMES }),
  );
});

test('has nothing to tell of ids that nobody has', async () => {
  const { as } = testHub();

  expect(await as('owner')('get_usernames', { id: 1, account_ids: [UNKNOWN, OWNER] })).toEqual(
    named({ [UNKNOWN]: {}, [OWNER]: OWNER_NAMES }),
  );
});

test('tells null for the names of an account without', async () => {
  const { as } = testHub({ accounts: { nobody: { account_id: UNKNOWN } } });

  expect(await as('owner')('get_usernames', { id: 1, account_ids: [UNKNOWN] })).toEqual(
    named({ [UNKNOWN]: { first_name: null, last_name: null } }),
  );
});

test('tells the names of the banned and the deleted', async () => {
  const { as } = testHub({ accounts: { gone: { account_id: UNKNOWN, first_name: 'Gone', banned: true } } });

  await as('owner')('delete_account', { account_id: UNKNOWN });

  expect(await as('owner')('get_usernames', { id: 1, account_ids: [UNKNOWN] })).toEqual(
    named({ [UNKNOWN]: { first_name: 'Gone', last_name: null } }),
  );
});

test('tells the names for an id in capitals under the id in small letters, and nothing under that in capitals', async () => {
  const { as } = testHub();
  const capitals = OWNER.toUpperCase();

  const { usernames } = await as('owner')('get_usernames', { account_ids: [capitals] });

  expect(Object.entries(usernames as object)).toEqual([
    [capitals, {}],
    [OWNER, OWNER_NAMES],
  ]);
});

test.each([[[]], [''], [5], [true], [{}], [{ 0: 'x' }], [{ length: 0 }]])(
  'has nobody to name for %j',
  async (account_ids) => {
    const { as } = testHub();

    expect(await as('owner')('get_usernames', { id: 1, account_ids })).toEqual(named({}));
  },
);

test.each([
  [['x'], 'invalid uuid x in account_ids -- ["x"]'],
  [[OWNER, 'x', 'y'], `invalid uuid x in account_ids -- ["${OWNER}","x","y"]`],
  [OWNER, `invalid uuid a in account_ids -- "${OWNER}"`],
  [[null], 'invalid uuid null in account_ids -- [null]'],
  [[{ a: 1 }], 'invalid uuid [object Object] in account_ids -- [{"a":1}]'],
  [{ length: 1e9 }, 'invalid uuid undefined in account_ids -- {"length":1000000000}'],
])('refuses the list %j for its first element that is no id', async (account_ids, error) => {
  const { as } = testHub();

  expect(await as('owner')('get_usernames', { id: 1, account_ids })).toEqual({ event: 'error', id: 1, error });
});

test('loops over whatever has a length', async () => {
  const { as } = testHub();

  expect(await as('owner')('get_usernames', { id: 1, account_ids: { length: '1', 0: OWNER } })).toEqual(
    named({ [OWNER]: OWNER_NAMES }),
  );
});

test('answers alike as documented and as observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('get_usernames', { id: 1, account_ids: [OWNER] })).toEqual(named({ [OWNER]: OWNER_NAMES }));
});
