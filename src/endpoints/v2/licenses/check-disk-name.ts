import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells whether a disk could have the name. [next/pages/api/v2/licenses/check-disk-name.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/licenses/check-disk-name',
  request: options({ name: required }),
  renders: 'message',
  authorize: [signedInFirst('to_check_disk')],
  handle(state, { name }) {
    if (typeof name !== 'string') throw refuse('disk_name_no_text');
    return { state, answer: { available: true } };
  },
});
