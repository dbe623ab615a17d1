import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options } from '../../core/options.ts';
import { checkSupport, ticketAnswer, ticketsOf } from '../../core/support/support.ts';

/** Lists the tickets that name the caller as their account. [smc-hub/support.coffee get_support_tickets] */
export const endpoint = defineEndpoint({
  name: 'v1/get_support_tickets',
  request: options({ id: optional }),

  handle(state, _request, { account_id }) {
    checkSupport(state);
    return { state, answer: { event: 'support_tickets', tickets: ticketsOf(state, account_id).map(ticketAnswer) } };
  },
});
