/** The user queries of a hub: get and set rows of its tables, as far as the caller may. [smc-hub/postgres-user-queries.coffee user_query] */
import { isAdmin } from '../accounts/accounts.ts';
import { deviates } from '../deviations.ts';
import { keepWhenRefused, type Refusal, refuse } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { getRows } from './get.ts';
import { isSet, type ReadQuery, readQuery, refuseDeepQuery, substituted } from './request.ts';
import { setRow } from './set.ts';
import type { QueryTable, TableQuery, TableResult } from './table.ts';
import { tablesOf } from './tables/index.ts';

/** How many queries one batch may hold; hubs have no such limit. */
export const BATCH_LIMIT = 1000;

export interface UserQuery {
  readonly query: Json;
  readonly options?: Json;
  /** Who asks; `''`: nobody who is signed in. */
  readonly account_id: string;
  /** Asks for later changes as well, under this id. They have nowhere to go, so only their checks are made. */
  readonly changes?: { readonly id: Json };
}

/**
 * Does a query, or a batch of them in turn.
 *
 * A get leaves the state as it is. A set answers an empty object. A batch answers a list, and ends at its first refusal.
 *
 * @throws Refusal; of a batch, keeping what its earlier queries have set.
 */
export function userQuery(state: HubState, request: UserQuery): { state: HubState; result: Json } {
  const { query, options = null, account_id, changes } = request;
  refuseDeepQuery(query);
  const asked = { options, account_id: actingAccount(state, account_id, options), changes };
  return answer(state, query, asked, '');
}

/** What all queries of a batch have in common. */
interface Request {
  readonly options: Json;
  readonly account_id: string;
  readonly changes: UserQuery['changes'];
}

/** Who the query acts as: admins may name another account. */
function actingAccount(state: HubState, account_id: string, options: Json): string {
  const sudo = Array.isArray(options)
    ? options.find((option) => isObject(option) && option.account_id != null)
    : undefined;
  if (sudo === undefined) return account_id;
  if (!isAdmin(state, account_id)) throw refuse('not_admin_to_sudo');
  return asText(sudo.account_id);
}

function answer(state: HubState, query: Json, request: Request, place: string): { state: HubState; result: Json } {
  if (Array.isArray(query)) return answerBatch(state, query, request, place);
  if (query === null) throw missingQuery(state);

  const read = readQuery(state, query, request.options);
  const { state: after, result } = answerOne(state, read, request, place);
  return { state: after, result: result === undefined ? {} : { [read.name]: result } };
}

function missingQuery(state: HubState): Refusal {
  if (deviates(state, 'null_in_batch')) return refuse('query_missing');
  return refuse('never_answers', { what: 'a batch that holds null' });
}

function answerBatch(state: HubState, queries: readonly Json[], request: Request, place: string) {
  if (request.changes !== undefined && queries.length > 1) throw refuse('changefeed_of_batch');
  if (queries.length > BATCH_LIMIT) throw refuse('batch_too_long', { limit: BATCH_LIMIT });
  let after = state;
  const result = queries.map((query, at) => {
    const one = keepWhenRefused(after, () => answer(after, query, request, `${place}.${at}`));
    after = one.state;
    return one.result;
  });
  return { state: after, result };
}

function answerOne(state: HubState, read: ReadQuery, request: Request, place: string): TableResult {
  const { account_id, changes } = request;
  const table = tablesOf(state.dialect).get(read.name);
  const { many, options } = read;
  const object = substituted(read.object, state, account_id);
  const query: TableQuery = { state, account_id, object, many, options, place };
  if (!isSet(read)) {
    if (changes !== undefined) checkChangefeed(query, changes.id, table);
    if (table === undefined) throw refuse('get_not_allowed', { table: read.name });
    return getRows(table, query);
  }
  if (changes !== undefined) throw refuse('changefeed_of_set');
  if (account_id === '') throw refuse('anonymous_set');
  if (table === undefined) throw refuse('no_such_table', { table: read.name });
  return { state: setRow(table, query), result: undefined };
}

function checkChangefeed({ many, object }: TableQuery, id: Json, table: QueryTable | undefined): void {
  if (!many) throw refuse('changefeed_of_one');
  if (!isUuid(id)) throw refuse('changefeed_id');
  const rules = table?.get;
  if (table === undefined || rules === undefined) return;
  const missing = table.store.key.find((key) => !Object.hasOwn(object, key));
  if (missing !== undefined) throw refuse('changefeed_key', { key: missing });
  if (rules.instead !== undefined) throw refuse('no_changefeed');
}
