import type { JsonObject } from '../../../core/json.ts';
import { sendMessage } from '../../../core/mailbox.ts';
import { optional, options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { throttled } from '../../../core/throttle.ts';

/** Sends a message to accounts, or to oneself. [next/pages/api/v2/messages/send.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/messages/send',
  request: options({ to_ids: optional, subject: required, body: required, reply_id: optional }),
  renders: 'value',
  authorize: [signedInFirst('to_send_messages')],
  handle(state, { to_ids, subject, body, reply_id }, { account_id: from_id }) {
    return throttled(state, THROTTLE, from_id, (counted) => {
      const draft = { from_id, to_ids: to_ids ?? [from_id], idsOnly: true, subject, body, reply_id } as const;
      const { state: after, id } = sendMessage(counted, { ...draft, dedupMinutes: undefined });
      const answer: JsonObject = { status: 'success', ...(id !== undefined && { id }) };
      return { state: after, answer };
    });
  },
});

const THROTTLE = { name: 'messages/send', mostPer: { second: 1, minute: 5, hour: 60 } };
