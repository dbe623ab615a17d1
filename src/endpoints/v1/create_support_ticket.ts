import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { put } from '../../core/state.ts';
import { checkSupport, newTicket, ticketUrl } from '../../core/support/support.ts';

/** Opens a ticket with the support, of which the hub itself keeps nothing. [smc-hub/support.coffee create_ticket] */
export const endpoint = defineEndpoint({
  name: 'v1/create_support_ticket',
  request: options({
    id: optional,
    username: optional,
    email_address: required,
    subject: required,
    body: required,
    tags: optional,
    account_id: optional,
    location: optional,
    info: optional,
  }),

  handle(state, request) {
    checkSupport(state);
    const ticket = newTicket(state, request);
    return { state: put(state, 'tickets', ticket), answer: { event: 'support_ticket_url', url: ticketUrl(ticket.id) } };
  },
});
