import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { options, required } from '../../../core/options.ts';

/** Lets blobs be kept for good; there are none. [server/conat/api/db.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/db.removeBlobTtls',
  account: 'none',
  request: options({ uuids: required }),
  handle(state, { uuids }) {
    readMember(uuids, 'filter');
    if (!Array.isArray(uuids)) {
      throw refuse('unsimulated', { what: 'blobs in anything but a list', why: 'what a hub says of it is not known' });
    }
    return { state, answer: null };
  },
});
