/** API keys of the second generation: of an account, or of one project. [server/api/manage.ts] */
import { Set } from 'immutable';
import { reindexed } from '../indexes.ts';
import { isCollaborator } from '../projects/access.ts';
import { newToken } from '../random.ts';
import type { ApiKey } from '../records.ts';
import { changed, type HubState } from '../state.ts';

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `sk-`, 16 characters of chance, and the number of the key in 6 digits of base 62. */
export function newSecret(state: HubState, id: number): string {
  return `sk-${newToken(state, 'api key').slice(0, 16)}${inBase62(id).padStart(6, '0')}`;
}

function inBase62(number: number): string {
  const rest = Math.floor(number / 62);
  return (rest === 0 ? '' : inBase62(rest)) + BASE_62[number % 62];
}

/** How a key is shown to tell it from others. */
export function truncated(secret: string): string {
  return `${secret.slice(0, 3)}...${secret.slice(-6)}`;
}

/** The state with the key added, or put in the place of the one with its number. */
export function withApiKey(state: HubState, key: ApiKey): HubState {
  const before = state.apiKeys.get(key.id);
  return changed(state, {
    apiKeys: state.apiKeys.set(key.id, key),
    apiKeysBySecret: state.apiKeysBySecret.set(key.secret, key.id),
    apiKeysByOwner: reindexed(
      state.apiKeysByOwner,
      key.id,
      before === undefined ? [] : ownersOf(before),
      ownersOf(key),
    ),
    lastApiKey: Math.max(state.lastApiKey, key.id),
  });
}

export function withoutApiKey(state: HubState, key: ApiKey): HubState {
  return changed(state, {
    apiKeys: state.apiKeys.delete(key.id),
    apiKeysBySecret: state.apiKeysBySecret.delete(key.secret),
    apiKeysByOwner: reindexed(state.apiKeysByOwner, key.id, ownersOf(key), []),
  });
}

/** Of a project: all its keys, whoever made them. Of an account: those it made, for itself and for projects. */
export function apiKeysOf(state: HubState, owner: string): ApiKey[] {
  const ids = state.apiKeysByOwner.get(owner) ?? Set<number>();
  return [...ids].map((id) => state.apiKeys.get(id) as ApiKey);
}

/** How many keys the account made, for itself and for projects. */
export function numberOfApiKeys(state: HubState, account_id: string): number {
  return state.apiKeysByOwner.get(account_id)?.size ?? 0;
}

// Ids of accounts and of projects are UUIDs, and no account has the id of a project.
function ownersOf({ account_id, project_id }: ApiKey): string[] {
  return project_id === null ? [account_id] : [account_id, project_id];
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
  const id = state.apiKeysBySecret.get(secret);
  const key = id === undefined ? undefined : state.apiKeys.get(id);
  if (key === undefined) {
    const account_id = state.accountsByKey.get(secret);
    if (account_id === undefined || isShut(state, account_id)) return { state };
    return { state, identity: { account_id } };
  }
  const { account_id, project_id, expire } = key;
  if (isShut(state, account_id)) return { state };
  const orphaned = project_id !== null && !isCollaborator(state, project_id, account_id);
  if (orphaned || (expire !== null && expire <= state.now)) return { state: withoutApiKey(state, key) };
  const used = withApiKey(state, { ...key, last_active: state.now });
  return { state: used, identity: project_id === null ? { account_id } : { project_id } };
}

function isShut(state: HubState, account_id: string): boolean {
  return state.accounts.get(account_id)?.banned === true;
}
