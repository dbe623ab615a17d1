import { optional, options } from '../../../core/options.ts';
import { newHex } from '../../../core/random.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { put } from '../../../core/state.ts';

/** Makes a link with which anybody can pay for a course. [server/purchases/student-pay.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/student-pay-link',
  request: options({ project_id: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state) {
    const token = newHex(state, 'payment link', TOKEN_LENGTH);
    return {
      state: put(state, 'token_actions', { token }),
      answer: { url: `https://${state.site.dns}/token/${token}` },
    };
  },
});

const TOKEN_LENGTH = 20;
