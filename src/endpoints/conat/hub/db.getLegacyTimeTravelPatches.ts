import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { options, required } from '../../../core/options.ts';
import { isUuid } from '../../../core/values.ts';

/** Tells the old history of a file; there are none, and hubs fall over that. [server/conat/api/db.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/db.getLegacyTimeTravelPatches',
  account: 'first',
  request: options({ uuid: required }),
  handle(state, request) {
    if (!isUuid(request.uuid)) {
      throw refuse('unsimulated', { what: 'a blob whose id is no UUID', why: 'what a hub says of it is not known' });
    }
    readMember(undefined, 'toString');
    return { state, answer: null };
  },
});
