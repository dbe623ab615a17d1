import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options } from '../../core/options.ts';
import { availableUpgrades } from '../../core/projects/upgrades.ts';

/** Tells what upgrades the caller has, and what is left of them. [smc-hub/stripe/client.ts mesg_get_available_upgrades] */
export const endpoint = defineEndpoint({
  name: 'v1/get_available_upgrades',
  request: options({ id: optional }),

  handle(state, _request, { account_id }) {
    const { total, excess, available } = availableUpgrades(state, account_id);
    return { state, answer: { event: 'available_upgrades', total, excess, available, id: null } };
  },
});
