import { defineHubFunction } from '../../../core/functions.ts';
import { readMessages } from '../../../core/mailbox.ts';
import { optional, options } from '../../../core/options.ts';

/** Tells the messages that the caller has received or written. [server/conat/api/messages.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/messages.get',
  account: 'first',
  request: options({ limit: optional, offset: optional, type: optional, cutoff: optional }),
  handle(state, request, { account_id }) {
    const { limit, offset, type, cutoff } = request;
    return { state, answer: readMessages(state, { account_id, limit, offset, type, cutoff }) };
  },
});
