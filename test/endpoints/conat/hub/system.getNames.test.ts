import { expect, test } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { id, OTHER, OWNER, testHub, UNKNOWN } from '../../../hub.ts';

const DELETED = { first_name: 'Deleted', last_name: 'User' };

test('tells names and profiles, and of whom there is not in words of its own', async () => {
  const color = { color: 'rgb(1,2,3)' };
  const { hubAs } = testHub({
    accounts: { owner: { account_id: OWNER, first_name: ' Ada ', last_name: 'L ', columns: { profile: color } } },
  });

  expect(await hubAs('other')('system.getNames', [OWNER, UNKNOWN, OTHER, OWNER])).toEqual({
    [OWNER]: { first_name: 'Ada', last_name: 'L', profile: color },
    [UNKNOWN]: DELETED,
    [OTHER]: { first_name: 'Other', last_name: 'Person', profile: null },
  });
  expect(await hubAs('other')('system.getNames', [])).toEqual({});
});

test('calls an account without any name so, and one with half a name by that', async () => {
  const [nameless, half] = [id('account', 8), id('account', 9)];
  const { hubAs } = testHub({
    accounts: { nameless: { account_id: nameless, first_name: ' ' }, half: { account_id: half, last_name: 'Half' } },
  });

  expect(await hubAs('owner')('system.getNames', [nameless, half])).toEqual({
    [nameless]: { first_name: 'No', last_name: 'Name', profile: null },
    [half]: { first_name: '', last_name: 'Half', profile: null },
  });
});

test('tells nothing of a deleted account', async () => {
  const { as, hubAs } = testHub();
  await as('other')('delete_account', { account_id: OTHER });

  expect(await hubAs('owner')('system.getNames', [OTHER])).toEqual({ [OTHER]: DELETED });
});

test.each<[Json[], string]>([
  [[['abc']], 'error: invalid input syntax for type uuid: "abc"'],
  [[[OWNER, 5]], 'error: invalid input syntax for type uuid: "5"'],
  [[OWNER], `error: malformed array literal: "${OWNER}"`],
  [[5], 'error: malformed array literal: "5"'],
  [[{ account_ids: [OWNER] }], `error: malformed array literal: "{"account_ids":["${OWNER}"]}"`],
  [[{}], 'TypeError: account_ids is not iterable'],
  [[null], 'TypeError: account_ids is not iterable'],
  [[], 'TypeError: account_ids is not iterable'],
])('refuses the arguments %j', async (args, error) => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.getNames', ...args)).toEqual({ error });
});

test('does not pretend to know what a hub makes of a list that is a text', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.getNames', '{}')).toEqual({
    error: expect.stringContaining('does not simulate a list of ids as a text'),
  });
});
