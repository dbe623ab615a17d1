import { cached } from '../caches/caches.ts';
import { isCollaborator } from '../projects/access.ts';
import { newApiKey, newToken } from '../random.ts';
import { type HubState, remove, update } from '../state.ts';
import type { ApiKey } from './records.ts';

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `sk-`, 16 characters of chance, and the number of the key in 6 digits of base 62. */
export function newSecretKey(state: HubState, id: number): string {
  return `sk-${newToken(state, 'api key').slice(0, 16)}${inBase62(id).padStart(6, '0')}`;
}

function inBase62(number: number): string {
  const rest = Math.floor(number / 62);
  return (rest === 0 ? '' : inBase62(rest)) + BASE_62[number % 62];
}

/** The API key that the account has, or else a new one. [smc-hub/api/manage.coffee] */
export function withKey(state: HubState, account_id: string): { readonly state: HubState; readonly api_key: string } {
  const known = state.accounts.get(account_id)?.api_key;
  if (known) return { state, api_key: known };
  const api_key = newApiKey(state, 'api key');
  return { state: update(state, 'accounts', account_id, (account) => ({ ...account, api_key })), api_key };
}

/** How a key is shown to tell it from others. */
export function truncated(secret: string): string {
  return `${secret.slice(0, 3)}...${secret.slice(-6)}`;
}

/** Whom a key stands for. */
export type Identity = { readonly account_id: string } | { readonly project_id: string };

/**
 * Who shows the key, if it is any good. A key that has expired is deleted when it is shown, and so is one of a project
 * that its maker has left, while those of a banned account stay; a good one is marked as used.
 *
 * @see [server/api/manage.ts getAccountWithApiKey]
 */
export function identify(state: HubState, secret: string): { readonly state: HubState; readonly identity?: Identity } {
  if (!/^sk[-_]/.test(secret)) return { state };
  const key = cached(state, 'key_cache', secret, () => keyRow(state, secret));
  if (key === undefined || isBanned(state, key.account_id)) return { state };
  const { id, account_id, project_id, expire } = key;
  if (id === null) return { state, identity: { account_id } };
  const orphaned = project_id !== null && !isCollaborator(state, project_id, account_id);
  if (orphaned || (expire !== null && expire <= state.now)) return { state: remove(state, 'apiKeys', id) };
  // A key may have been deleted, and be remembered all the same.
  const used = update(state, 'apiKeys', id, (row) => ({ ...row, last_active: state.now }));
  return { state: used, identity: project_id === null ? { account_id } : { project_id } };
}

/** What is remembered of a key. A key of the first generation has no number. */
type KeyRow = { readonly id: number | null } & Pick<ApiKey, 'account_id' | 'project_id' | 'expire'>;

function keyRow(state: HubState, secret: string): KeyRow | undefined {
  const key = state.apiKeys.by('secret', secret);
  if (key !== undefined) {
    const { id, account_id, project_id, expire } = key;
    return { id, account_id, project_id, expire };
  }
  const account = state.accounts.by('api_key', secret);
  return account && { id: null, account_id: account.account_id, project_id: null, expire: null };
}

/** That somebody is banned is remembered longer than that nobody is. [server/accounts/is-banned.ts] */
export function isBanned(state: HubState, account_id: string): boolean {
  const isSo = state.accounts.get(account_id)?.banned ?? false;
  if (state.caches === 'none') return isSo;
  if (cached<true>(state, 'ban_cache', account_id, () => undefined)) return true;
  if (cached(state, 'no_ban_cache', account_id, () => (isSo ? undefined : true))) return false;
  return cached(state, 'ban_cache', account_id, () => isSo || undefined) ?? false;
}
