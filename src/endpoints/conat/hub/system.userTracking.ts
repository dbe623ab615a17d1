import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { options, required } from '../../../core/options.ts';
import { asNumber, isTruthy } from '../../../core/values.ts';

const EVENT_LIMIT = 80;

/** Takes note of what the caller does, where no call can read it. [database/postgres/account/user-tracking.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.userTracking',
  account: 'first',
  request: options({ event: required, value: required }),
  handle(state, request) {
    const { event, value } = request;
    if (!isTruthy(event)) throw refuse('no_event');
    if (asNumber(readMember(event, 'length')) > EVENT_LIMIT) throw refuse('event_too_long', { limit: EVENT_LIMIT });
    if (!isTruthy(value)) throw refuse('no_value');
    return { state, answer: null };
  },
});
