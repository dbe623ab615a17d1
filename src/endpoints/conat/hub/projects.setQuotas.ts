import { admins } from '../../../core/accounts/accounts.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import type { JsonObject } from '../../../core/json.ts';
import { optional, options, required } from '../../../core/options.ts';
import { withQuotas } from '../../../core/projects/quotas.ts';

/** Sets what a project may use, from its next start on. [server/conat/api/projects.ts setQuotas] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.setQuotas',
  account: 'first',
  queries: true,
  request: options({
    project_id: required,
    memory: optional,
    memory_request: optional,
    cpu_shares: optional,
    cores: optional,
    disk_quota: optional,
    mintime: optional,
    network: optional,
    member_host: optional,
    always_running: optional,
  }),
  authorize: [admins('quotas_by_other')],
  handle: (state, request) => ({ state: withQuotas(state, request as JsonObject), answer: null }),
});
