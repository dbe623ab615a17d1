/** The accounts of a world. */
import { newAccount } from '../../core/accounts/accounts.ts';
import { hashPassword } from '../../core/accounts/passwords.ts';
import type { Account } from '../../core/accounts/records.ts';
import { type HubState, put } from '../../core/state.ts';
import { accountIdOf, instant } from './names.ts';
import type { World, WorldAccount } from './shape.ts';

export function withAccounts(state: HubState, world: World): HubState {
  return Object.entries(world.accounts ?? {}).reduce(
    (result, [name, account]) => put(result, 'accounts', accountOf(result, world, name, account)),
    state,
  );
}

function accountOf(state: HubState, world: World, name: string, account: WorldAccount): Account {
  const { subscriptions } = account;
  return {
    ...newAccount(state, accountIdOf(state, world, name)),
    first_name: account.first_name ?? null,
    last_name: account.last_name ?? null,
    email_address: account.email_address?.toLowerCase() ?? null,
    password_hash: account.password === undefined ? null : hashPassword(state, name, account.password),
    api_key: account.api_key ?? null,
    passports: account.passports ?? null,
    groups: account.groups ?? null,
    banned: account.banned ?? null,
    created: instant(account.created, state.now),
    last_active: instant(account.last_active, null),
    stripe_customer: subscriptions === undefined ? null : { id: `cus_${name}`, subscriptions },
    columns: account.columns ?? {},
  };
}
