/** What accounts are called. [server/accounts/get-name.ts] */
import { cached } from '../caches/caches.ts';
import { sqlText } from '../database/database.ts';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { uuidColumn } from '../query/columns.ts';
import type { HubState } from '../state.ts';
import type { Account } from './records.ts';

/**
 * Names and profiles of the accounts, by the ids as they are sent. An account that is deleted, or never was, is told of
 * in words of its own, and has no profile.
 *
 * @throws Refusal in the database's words for what is no list of UUIDs, `type_error` for nothing at all.
 */
export function namesOf(state: HubState, account_ids: Json | undefined): JsonObject {
  const sent = listOf(account_ids);
  const ids = sent.flatMap((id) => (id === null ? [] : [uuidColumn(id)]));
  const missing = { first_name: 'Deleted', last_name: 'User' };
  // The database is asked for all of a list at once; that it has found nobody is not remembered.
  const found = cached(state, 'name_cache', JSON.stringify(sent), () => {
    const accounts = ids.flatMap((id) => state.accounts.get(id) ?? []).filter(({ deleted }) => !deleted);
    if (accounts.length === 0) return undefined;
    return Object.fromEntries(accounts.map((account) => [account.account_id, nameOf(account)]));
  });
  return { ...Object.fromEntries(sent.map((id) => [String(id), missing])), ...found };
}

/** @throws Refusal as `namesOf`. */
function listOf(sent: Json | undefined): readonly Json[] {
  if (Array.isArray(sent)) return sent;
  const isReadAsList = typeof sent === 'object' && sent !== null && Object.keys(sent).length === 0;
  if (sent == null || isReadAsList) throw refuse('type_error', { fault: 'account_ids is not iterable' });
  if (typeof sent === 'string' && sent.trimStart().startsWith('{')) {
    throw refuse('unsimulated', {
      what: 'a list of ids as a text',
      why: 'what a hub makes of its characters is not known',
    });
  }
  throw refuse('sql_malformed_array', { text: sqlText(sent) });
}

function nameOf({ first_name, last_name, columns }: Account): JsonObject {
  const [first, last] = [first_name?.trim() ?? '', last_name?.trim() ?? ''];
  const named = first !== '' || last !== '';
  return {
    first_name: named ? first : 'No',
    last_name: named ? last : 'Name',
    profile: columns.profile ?? null,
  };
}
