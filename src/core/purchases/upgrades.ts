/** Upgrades of projects that are paid for by the hour. [server/purchases/set-project-quota.ts] */
import { refuse } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import { updateProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';

const UPGRADE_KEYS: readonly string[] = [
  ...['enabled', 'cost', 'cores', 'disk_quota', 'memory', 'mintime', 'network', 'member_host', 'always_running'],
];

/** Only amounts above nothing are kept, each account's beside those of others. @throws Refusal `upgrade_unknown` */
export function withUpgrades(
  state: HubState,
  { project_id, account_id, quota }: { readonly project_id: string; readonly account_id: string; readonly quota: Json },
): HubState {
  const sent = isObject(quota) ? Object.entries(quota) : [];
  for (const [key] of sent) if (!UPGRADE_KEYS.includes(key)) throw refuse('upgrade_unknown', { key });
  const kept = Object.fromEntries(sent.filter(([, amount]) => typeof amount === 'number' && amount > 0));
  return updateProject(state, project_id, (project) => {
    const others = project.columns.pay_as_you_go_quotas;
    const quotas = { ...(isObject(others) && others), [account_id]: kept };
    return { ...project, columns: { ...project.columns, pay_as_you_go_quotas: quotas } };
  });
}

/** What queries show of the column. @throws Refusal `unsimulated` where somebody pays: a hub adds what that costs. */
export function shownUpgrades(quotas: Json): Json {
  if (isObject(quotas) && Object.values(quotas).some((one) => isObject(one) && !('cost' in one) && hasMembers(one))) {
    throw refuse('unsimulated', { what: 'upgrades that are paid for', why: 'what an hour of them costs is not known' });
  }
  return quotas;
}

const hasMembers = (one: object): boolean => Object.keys(one).length > 0;
