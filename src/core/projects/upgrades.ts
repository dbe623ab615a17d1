/** Upgrades: what subscriptions give an account, and what of it its projects have. [smc-util/upgrades.js, upgrade-spec.js] */

import type { Subscription } from '../accounts/records.ts';
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { HubState } from '../state.ts';
import { memberOf } from './collaborators.ts';
import { updateProject } from './projects.ts';
import type { ProjectUser } from './records.ts';

/** Amounts by the name of their parameter. */
type Upgrades = Readonly<Record<string, number>>;

/** What a project has without upgrades: MB, cores, 1/1024 cores, seconds, and 0 or 1. [smc-util/upgrade-spec.js] */
export const DEFAULT_QUOTAS = {
  disk_quota: 3000,
  cores: 1,
  cpu_shares: 0,
  memory: 1000,
  memory_request: 0,
  mintime: 1800,
  network: 0,
  member_host: 0,
  ephemeral_state: 0,
  ephemeral_disk: 0,
  always_running: 0,
} as const;

/** What one unit of a subscription gives, for the plans whose terms are known; a world can bring more. */
const PLANS: ReadonlyMap<string, Upgrades> = new Map([
  [
    'standard',
    {
      cores: 0,
      cpu_shares: 0,
      disk_quota: 5000,
      member_host: 2,
      memory: 3000,
      memory_request: 0,
      mintime: 86400,
      network: 20,
    },
  ],
  [
    'premium',
    {
      cores: 2,
      cpu_shares: 512,
      disk_quota: 40000,
      member_host: 16,
      memory: 24000,
      memory_request: 2000,
      mintime: 691200,
      network: 80,
    },
  ],
  [
    'professional2',
    {
      cores: 4,
      cpu_shares: 2048,
      disk_quota: 100000,
      member_host: 40,
      memory: 60000,
      memory_request: 4000,
      mintime: 1728000,
      network: 80,
    },
  ],
]);

/** What an account has in all, what is left of it, and, by project, what was taken beyond that. */
export interface AvailableUpgrades {
  readonly total: Upgrades;
  readonly excess: Readonly<Record<string, Upgrades>>;
  readonly available: Upgrades;
}

/**
 * What of its upgrades the account can still give to projects.
 *
 * Its projects are looked at in the order of their ids, so an excess is with the last of them.
 *
 * @throws Refusal `no_payments` where no payment service is connected, `no_customer` where that does not know the account.
 * @see [smc-hub/stripe/client.ts mesg_get_available_upgrades]
 */
export function availableUpgrades(state: HubState, account_id: string): AvailableUpgrades {
  if (!state.site.payments) throw refuse('no_payments');
  const customer = state.accounts.get(account_id)?.stripe_customer;
  if (customer == null) throw refuse('no_customer');
  if (customer.subscriptions === null) return { total: {}, excess: {}, available: {} };
  return remaining(totalUpgrades(state, customer.subscriptions), appliedUpgrades(state, account_id));
}

/** The sum of what the subscriptions give that are paid for or on trial; plans that are not known give nothing. */
function totalUpgrades(state: HubState, subscriptions: readonly Subscription[]): Upgrades {
  const total: Record<string, number> = deviates(state, 'always_running_upgrade') ? { always_running: 0 } : {};
  for (const { status, plan, quantity } of subscriptions) {
    if (status !== 'active' && status !== 'trialing') continue;
    for (const [parameter, amount] of Object.entries(benefitsOf(state, plan))) {
      total[parameter] = (total[parameter] ?? 0) + quantity * amount;
    }
  }
  return total;
}

function benefitsOf(state: HubState, plan: string): Upgrades {
  const [name = ''] = plan.split('-');
  return state.plans.get(name)?.upgrades ?? PLANS.get(name) ?? {};
}

/** What the account has given to each of its projects, in the order of their ids. */
function appliedUpgrades(state: HubState, account_id: string): [string, Upgrades][] {
  const project_ids = state.projects.keysBy('user', account_id).sort();
  return project_ids.map((project_id) => [project_id, memberOf(state, project_id, account_id)?.upgrades ?? {}]);
}

function remaining(total: Upgrades, applied: readonly [string, Upgrades][]): AvailableUpgrades {
  const available: Record<string, number> = { ...total };
  const excess: Record<string, Record<string, number>> = {};
  for (const [project_id, upgrades] of applied) {
    for (const [parameter, amount] of Object.entries(upgrades)) {
      const left = available[parameter] ?? 0;
      available[parameter] = Math.max(0, left - amount);
      if (amount > left) excess[project_id] = { ...excess[project_id], [parameter]: amount - left };
    }
  }
  return { total, excess, available };
}

/**
 * The state in which the account has given its projects no more than it has: what is beyond that is taken back, from
 * the project where it shows. An account without subscriptions has nothing to give.
 * [smc-hub/postgres-user-queries.coffee _user_set_query_project_change_after; postgres-server-queries.coffee ensure_user_project_upgrades_are_valid]
 */
export function curtailUpgrades(state: HubState, account_id: string): HubState {
  const subscriptions = state.accounts.get(account_id)?.stripe_customer?.subscriptions ?? [];
  const { excess } = remaining(totalUpgrades(state, subscriptions), appliedUpgrades(state, account_id));
  return Object.entries(excess).reduce(
    (result, [project_id, amounts]) => takeBack(result, project_id, account_id, amounts),
    state,
  );
}

function takeBack(state: HubState, project_id: string, account_id: string, amounts: Upgrades): HubState {
  return updateProject(state, project_id, (project) => {
    const { upgrades, ...entry } = project.users[account_id] as ProjectUser;
    const left = Object.entries(upgrades ?? {}).map(([name, amount]) => [name, amount - (amounts[name] ?? 0)]);
    return { ...project, users: { ...project.users, [account_id]: { ...entry, upgrades: Object.fromEntries(left) } } };
  });
}
