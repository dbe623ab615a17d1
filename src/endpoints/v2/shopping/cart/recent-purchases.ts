import { sqlText } from '../../../../core/database/database.ts';
import { instantBefore } from '../../../../core/database/intervals.ts';
import { optional, options } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Lists what the caller bought of late: nothing is bought here. [server/shopping/cart/recent-purchases.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/recent-purchases',
  request: options({ recent: optional }),
  renders: 'text',
  authorize: [signedInFirst('to_see_cart')],
  handle(state, { recent }) {
    instantBefore(state.now, sqlText(recent ?? '1 week'));
    return { state, answer: [] };
  },
});
