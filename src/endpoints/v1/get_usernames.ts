import { cachedEach } from '../../core/caches/caches.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { optional, options, required } from '../../core/options.ts';
import type { HubState } from '../../core/state.ts';
import { asText, isUuid } from '../../core/values.ts';

/** Tells the names of accounts; nobody's are none. [smc-hub/postgres-server-queries.coffee get_usernames] */
export const endpoint = defineEndpoint({
  name: 'v1/get_usernames',
  request: options({ id: optional, account_ids: required }),

  handle(state, { account_ids }) {
    const sent: string[] = [];
    for (const uuid of elements(account_ids)) {
      if (!isUuid(uuid)) {
        const list = JSON.stringify(account_ids);
        throw refuse('invalid_uuid_in_list', { member: 'account_ids', uuid: asText(uuid), list });
      }
      sent.push(uuid);
    }
    return { state, answer: { event: 'usernames', usernames: usernames(state, sent) } };
  },
});

/** What a loop over indices meets in a list, in a text, and in all else that has a length. */
function* elements(value: Json): Generator<Json | undefined> {
  const list = value as { readonly length?: Json; readonly [index: number]: Json };
  const length = Number(asText(list.length ?? 0));
  for (let index = 0; index < length; index += 1) yield list[index];
}

/** The database finds an id in whatever case, and names it in lower case: then both spellings are told of. */
function usernames(state: HubState, sent: readonly string[]): JsonObject {
  const found = cachedEach(state, 'name_cache', sent, (uuid): JsonObject => {
    const account_id = uuid.toLowerCase();
    const account = state.accounts.get(account_id);
    return account ? { [account_id]: { first_name: account.first_name, last_name: account.last_name } } : {};
  });
  return Object.assign(Object.fromEntries(sent.map((account_id) => [account_id, {}])), ...found);
}
