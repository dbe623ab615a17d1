import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { sendMessage } from '../../../core/mailbox.ts';

/** Sends a message to accounts. [server/conat/api/messages.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/messages.send',
  account: 'first',
  handle(state, args, { account_id: from_id }) {
    const { to_ids, subject, body, reply_id, dedupMinutes } = firstOf(args);
    const { state: after, id } = sendMessage(state, { from_id, to_ids, subject, body, reply_id, dedupMinutes });
    return { state: after, answer: id ?? null };
  },
};
