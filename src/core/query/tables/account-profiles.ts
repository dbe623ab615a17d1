/** Everybody's profile. [smc-util/db-schema/account-profiles.ts] */
import type { Account } from '../../accounts/records.ts';
import { defineTable, names, type QueryTable, type TableQuery } from '../table.ts';
import { accountStore } from './account-store.ts';

export function accountProfiles(): QueryTable {
  return defineTable({
    name: 'account_profiles',
    store: accountStore,
    get: {
      fields: names('account_id profile'),
      defaults: { profile: {} },
      options: [{ limit: 1 }],
      rows: anyAccount,
    },
  });
}

function anyAccount({ state, object: { account_id } }: TableQuery): Iterable<Account> {
  if (typeof account_id !== 'string') return state.accounts.values();
  const account = state.accounts.get(account_id.toLowerCase());
  return account === undefined ? [] : [account];
}
