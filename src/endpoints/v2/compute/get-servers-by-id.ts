import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { throttled } from '../../../core/throttle.ts';

/** Lists compute servers by their ids: there are none here. [next/pages/api/v2/compute/get-servers-by-id.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/compute/get-servers-by-id',
  request: options({ ids: optional, fields: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) =>
    throttled(state, THROTTLE, account_id, (counted) => ({ state: counted, answer: [] })),
});

const THROTTLE = { name: 'compute/get-servers-by-id', mostPer: { second: 15, minute: 100, hour: 1000 } };
