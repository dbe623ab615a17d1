import { isAdmin, touchAccount } from '../../core/accounts/accounts.ts';
import { usersFound, usersFoundForAdmin } from '../../core/accounts/users-found.ts';
import { deviates } from '../../core/deviations.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { keepWhenRefused, refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { optional, options, required } from '../../core/options.ts';
import { asText, isTruthy } from '../../core/values.ts';

const MOST = 50;

/** Finds people by their names and e-mail addresses; admins find more. [smc-hub/client.coffee mesg_user_search] */
export const endpoint = defineEndpoint({
  name: 'v1/user_search',
  blankKey: true,
  request: options({ id: optional, query: required, admin: false, active: '', limit: 20 }),

  handle(state, { query, admin, active, limit }, { account_id }) {
    const forAdmin = isTruthy(admin);
    if (forAdmin && !isAdmin(state, account_id)) throw refuse('not_in_group', { group: 'admin' });

    const touched = touchAccount(state, account_id);
    const uncapped = forAdmin && deviates(state, 'user_search_limit');
    const search = { query, active, limit: uncapped ? limit : capped(limit) };
    const results = keepWhenRefused(touched, () => (forAdmin ? usersFoundForAdmin : usersFound)(touched, search));
    return { state: touched, answer: { event: 'user_search_results', results } };
  },
});

function capped(limit: Json): Json {
  return Number(asText(limit)) > MOST ? MOST : limit;
}
