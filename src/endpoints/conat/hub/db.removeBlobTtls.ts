import { refuse } from '../../../core/errors.ts';
import type { HubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { isObject } from '../../../core/json.ts';

/** Lets blobs be kept for good; there are none. [server/conat/api/db.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/db.removeBlobTtls',
  account: 'none',
  handle(state, [first]) {
    const uuids = isObject(first) ? first.uuids : undefined;
    if (isObject(first)) readMember(uuids, 'filter');
    if (!Array.isArray(uuids)) {
      throw refuse('unsimulated', { what: 'blobs in anything but a list', why: 'what a hub says of it is not known' });
    }
    return { state, answer: null };
  },
};
