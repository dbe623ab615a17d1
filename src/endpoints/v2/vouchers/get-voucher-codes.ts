import { sqlInteger } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the codes of vouchers that the caller has bought: there are none here. [server/vouchers/voucher-codes.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/vouchers/get-voucher-codes',
  request: options({ id: required }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(_state, { id }) {
    if (id == null) {
      throw refuse('unsimulated', {
        what: 'codes of a voucher without an id',
        why: 'what a hub says of it is not known',
      });
    }
    throw refuse('no_voucher', { id: sqlInteger(id) });
  },
});
