import { refuse } from '../../../core/errors.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { isUuid } from '../../../core/values.ts';

/** Tells the old history of a file; there are none, and hubs fall over that. [server/conat/api/db.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/db.getLegacyTimeTravelPatches',
  account: 'first',
  handle(state, args) {
    if (!isUuid(firstOf(args).uuid)) {
      throw refuse('unsimulated', { what: 'a blob whose id is no UUID', why: 'what a hub says of it is not known' });
    }
    readMember(undefined, 'toString');
    return { state, answer: null };
  },
};
