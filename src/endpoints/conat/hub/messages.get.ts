import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { readMessages } from '../../../core/mailbox.ts';

/** Tells the messages that the caller has received or written. [server/conat/api/messages.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/messages.get',
  account: 'first',
  handle(state, args, { account_id }) {
    const { limit, offset, type, cutoff } = firstOf(args);
    return { state, answer: readMessages(state, { account_id, limit, offset, type, cutoff }) };
  },
};
