import { withoutPassport } from '../../../core/accounts/passports.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { asText } from '../../../core/values.ts';

/**
 * Lets the caller no more sign in by another service. A hub keeps services that its site insists on, which are no
 * setting here. [server/auth/sso/delete-passport.ts]
 */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.deletePassport',
  account: 'first',
  handle(state, args, { account_id }) {
    const { strategy, id } = firstOf(args);
    return {
      state: withoutPassport(state, account_id, { strategy: asText(strategy), id: asText(id) }),
      answer: null,
    };
  },
};
