import { admins } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { asText } from '../../../core/values.ts';

const SERVICES: readonly unknown[] = ['changefeeds', 'persist', 'api'];

/** Ends a service of the hub, which is started again at once. [server/conat/api/index.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.terminate',
  account: 'first',
  request: options({ service: optional }),
  authorize: [admins('not_admin_to_terminate')],
  handle(state, request) {
    const { service } = request;
    if (service === undefined || !SERVICES.includes(service))
      throw refuse('unknown_service', { service: asText(service) });
    return { state, answer: { status: 'terminated', service } };
  },
});
