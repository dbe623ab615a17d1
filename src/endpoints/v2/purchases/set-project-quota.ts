import { optional, options, required } from '../../../core/options.ts';
import { membersOnly } from '../../../core/projects/rest-access.ts';
import { withUpgrades } from '../../../core/purchases/upgrades.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Says which upgrades of a project the caller pays for by the hour. [server/purchases/set-project-quota.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/set-project-quota',
  request: options({ project_id: required, quota: optional }),
  renders: 'text',
  authorize: [signedInFirst(), membersOnly('project_id', 'upgrade')],
  handle(state, { project_id, quota = null }, { account_id }) {
    return {
      state: withUpgrades(state, { project_id: project_id as string, account_id, quota }),
      answer: { status: 'ok' },
    };
  },
});
