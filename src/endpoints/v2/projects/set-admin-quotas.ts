import { admins } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { optional, options, required } from '../../../core/options.ts';
import { withQuotas } from '../../../core/projects/quotas.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { translated } from '../../../core/translated.ts';
import { asNumber, isTruthy } from '../../../core/values.ts';

/** Sets what a project may use, from its next start on. [next/pages/api/v2/projects/set-admin-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/set-admin-quotas',
  request: options({
    project_id: required,
    memory_limit: optional,
    memory_request: optional,
    cpu_request: optional,
    cpu_limit: optional,
    disk_quota: optional,
    idle_timeout: optional,
    internet: optional,
    member_host: optional,
    always_running: optional,
  }),
  renders: 'text',
  authorize: [signedInFirst(), admins('quotas_for_admins')],
  handle(state, sent, { account_id }) {
    const { project_id, memory_limit, memory_request, cpu_request, cpu_limit, disk_quota, idle_timeout } = sent;
    const quotas = {
      account_id,
      project_id,
      memory: memory_limit,
      memory_request,
      cpu_shares: cpu_request == null ? undefined : Math.round(1024 * asNumber(cpu_request)),
      cores: cpu_limit,
      disk_quota,
      mintime: idle_timeout,
      network: flag(sent.internet),
      member_host: flag(sent.member_host),
      always_running: flag(sent.always_running),
    };
    // What is not given is taken away, so that its default shows again.
    const all = Object.fromEntries(Object.entries(quotas).map(([name, value]) => [name, value ?? null])) as JsonObject;
    if (project_id == null) throw refuse('thrown_as_text', { text: 'there is no project to set quotas of' });
    return translated(
      () => ({ state: withQuotas(state, all), answer: { status: 'success' } }),
      (refusal) =>
        refusal.code === 'type_error' ? refusal : refuse('thrown_as_text', { text: String(refusal.words) }),
    );
  },
});

/** As settings of a project have it: 0 or 1. */
function flag(sent: Json | undefined): number | undefined {
  if (sent == null) return undefined;
  return isTruthy(sent) ? 1 : 0;
}
