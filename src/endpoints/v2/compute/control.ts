import { refuse } from '../../../core/errors.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Does nothing, at any hub. [next/pages/api/v2/compute/control.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/compute/control',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle() {
    throw refuse('servers_not_controlled');
  },
});
