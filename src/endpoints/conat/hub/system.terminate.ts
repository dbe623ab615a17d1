import { isAdmin } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { asText } from '../../../core/values.ts';

const SERVICES: readonly unknown[] = ['changefeeds', 'persist', 'api'];

/** Ends a service of the hub, which is started again at once. [server/conat/api/index.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.terminate',
  account: 'first',
  handle(state, args, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('not_admin_to_terminate');
    const { service } = firstOf(args);
    if (service === undefined || !SERVICES.includes(service))
      throw refuse('unknown_service', { service: asText(service) });
    return { state, answer: { status: 'terminated', service } };
  },
};
