/** What accounts are called. [server/accounts/get-name.ts] */
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
  const accounts = sent.flatMap((id) => (id === null ? [] : [state.accounts.get(uuidColumn(id))]));
  const found = accounts.filter((account) => account !== undefined && !account.deleted) as Account[];
  const missing = { first_name: 'Deleted', last_name: 'User' };
  return {
    ...Object.fromEntries(sent.map((id) => [String(id), missing])),
    ...Object.fromEntries(found.map((account) => [account.account_id, nameOf(account)])),
  };
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
