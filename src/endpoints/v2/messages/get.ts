import { readMessages } from '../../../core/mailbox.ts';
import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { throttled } from '../../../core/throttle.ts';

/** Tells the messages that the caller has received or written. [next/pages/api/v2/messages/get.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/messages/get',
  request: options({ limit: optional, offset: optional, type: optional, cutoff: optional }),
  renders: 'value',
  authorize: [signedInFirst('to_get_messages')],
  handle(state, { limit, offset, type, cutoff }, { account_id }) {
    return throttled(state, THROTTLE, account_id, (counted) => {
      const messages = readMessages(counted, { account_id, limit, offset, type, cutoff });
      return { state: counted, answer: { status: 'success', messages } };
    });
  },
});

const THROTTLE = { name: 'messages/get', mostPer: { second: 3, minute: 15, hour: 200 } };
