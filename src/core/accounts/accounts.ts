/** Accounts and their indexes. */

import { cached } from '../caches/caches.ts';
import type { Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import { MINUTE } from '../instant.ts';
import { type HubState, put } from '../state.ts';
import type { Account } from './records.ts';

/** An account with nothing but its id, created now. */
export function newAccount({ now }: Pick<HubState, 'now'>, account_id: string): Account {
  return {
    account_id,
    first_name: null,
    last_name: null,
    email_address: null,
    email_address_before_delete: null,
    email_address_verified: null,
    email_address_challenge: null,
    password_hash: null,
    api_key: null,
    passports: null,
    groups: null,
    banned: null,
    deleted: null,
    created: now,
    created_by: null,
    last_active: null,
    creation_actions_done: null,
    sign_up_usage_intent: null,
    stripe_customer: null,
    columns: {},
  };
}

/** Whether the account is a site admin, or was one when a hub last looked. */
export function isAdmin(state: HubState, account_id: string): boolean {
  const found = () => (state.accounts.has(account_id) ? isInGroup(state, account_id, 'admin') : undefined);
  return cached(state, 'admin_cache', account_id, found) ?? false;
}

/** Lets site admins pass. */
export function admins(refusal: 'not_site_admin' | 'not_admin_to_terminate' | ByOthers): Gate<never> {
  return (state, _request, { account_id }) => {
    if (!isAdmin(state, account_id)) throw refuse(refusal);
    return state;
  };
}

type ByOthers = 'quotas_by_other' | 'quotas_for_admins' | 'organization_by_other' | 'list_by_other' | 'member_by_other';

export function isInGroup(state: HubState, account_id: string, group: string): boolean {
  return state.accounts.get(account_id)?.groups?.includes(group) ?? false;
}

/** Marks the account as active, at most once every two minutes. [postgres-server-queries.coffee touch, _touch_account] */
export function touchAccount(state: HubState, account_id: string): HubState {
  const account = state.accounts.get(account_id);
  if (account === undefined) return state;
  if (account.last_active !== null && state.now - account.last_active < 2 * MINUTE) return state;
  return put(state, 'accounts', { ...account, last_active: state.now });
}
