import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

const SHORTEST_CODE = 8;

/** Would redeem a voucher: hubs have that switched off. [next/pages/api/v2/vouchers/redeem.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/vouchers/redeem',
  request: options({ code: required }),
  renders: 'text',
  handle(state, { code }, { account_id }) {
    const length = typeof code === 'string' ? code.length : 0;
    if (length < SHORTEST_CODE) throw refuse('voucher_code_short');
    if (account_id === '') throw refuse('sign_in_first', { words: 'to_redeem' });
    throw refuse('vouchers_switched_off').keeping(state);
  },
});
