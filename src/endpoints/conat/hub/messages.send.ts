import { defineHubFunction } from '../../../core/functions.ts';
import { sendMessage } from '../../../core/mailbox.ts';
import { optional, options, required } from '../../../core/options.ts';

/** Sends a message to accounts. [server/conat/api/messages.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/messages.send',
  account: 'first',
  request: options({ to_ids: required, subject: required, body: required, reply_id: optional, dedupMinutes: optional }),
  handle(state, request, { account_id: from_id }) {
    const { to_ids, subject, body, reply_id, dedupMinutes } = request;
    const { state: after, id } = sendMessage(state, { from_id, to_ids, subject, body, reply_id, dedupMinutes });
    return { state: after, answer: id ?? null };
  },
});
