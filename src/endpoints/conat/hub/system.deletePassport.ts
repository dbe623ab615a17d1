import { withoutPassport } from '../../../core/accounts/passports.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { asText } from '../../../core/values.ts';

/**
 * Lets the caller no more sign in by another service. A hub keeps services that its site insists on, which are no
 * setting here. [server/auth/sso/delete-passport.ts]
 */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.deletePassport',
  account: 'first',
  request: options({ strategy: required, id: required }),
  handle(state, request, { account_id }) {
    const { strategy, id } = request;
    return {
      state: withoutPassport(state, account_id, { strategy: asText(strategy), id: asText(id) }),
      answer: null,
    };
  },
});
