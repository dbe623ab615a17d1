/** What a project may use while it runs: worked out when it starts. [util/upgrades/quota.ts] */

import { isObject, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asNumber } from '../values.ts';
import { updateProject } from './projects.ts';
import type { Project } from './records.ts';
import { DEFAULT_QUOTAS } from './upgrades.ts';

/** The state with the project's quota of its next run noted in its record. */
export function withRunQuota(state: HubState, project_id: string): HubState {
  return updateProject(state, project_id, (project) => ({
    ...project,
    columns: { ...project.columns, run_quota: runQuota(project) },
  }));
}

/** MB, cores, seconds, and yes or no. */
interface Amounts {
  readonly disk_quota: number;
  readonly memory_limit: number;
  readonly memory_request: number;
  readonly cpu_limit: number;
  readonly cpu_request: number;
  readonly idle_timeout: number;
  readonly network: boolean;
  readonly member_host: boolean;
  readonly always_running: boolean;
  readonly privileged: boolean;
}

/** What users' upgrades and old licences may add up to. [util/upgrade-spec.js max_per_project] */
const MOST: Amounts = {
  ...ofUpgrades({
    disk_quota: 20_000,
    memory: 16_000,
    memory_request: 8000,
    cores: 3,
    cpu_shares: 2048,
    mintime: 7_776_000,
    network: 1,
    member_host: 1,
    always_running: 1,
  }),
};

const DEFAULTS = ofUpgrades(DEFAULT_QUOTAS);

/** What every project gets, so that it can start at all; `member`: on a host for members. */
const LEAST = {
  member: { cpu_request: 0.05, memory_request: 300, memory_limit: 1500 },
  other: { cpu_request: 0.02, memory_request: 200, memory_limit: 1000 },
};

/**
 * What the project's settings, which only admins make, give it; or more, where its users and licences give more.
 * Licences of the newer kind complement all that, and do not add to it.
 */
function runQuota({ columns, users, site_license }: Project): JsonObject {
  const licenses = selected(Object.values(site_license ?? {}).filter(isObject));
  const given = [
    ...Object.values(users).map(({ upgrades }) => upgrades ?? {}),
    ...licenses.filter(({ quota }) => !isObject(quota)),
  ].map(ofUpgrades);
  const settings = ofUpgrades(isObject(columns.settings) ? columns.settings : {});
  const old = combined([combined([DEFAULTS, settings], Math.max), limited(combined(given, add))], add);
  const ofLicenses = licenses.flatMap(({ quota }) => (isObject(quota) ? [ofQuota(quota)] : []));
  const quota = combined([old, combined([combined(ofLicenses, add), MOST], Math.min)], Math.max);
  const least = quota.member_host ? LEAST.member : LEAST.other;
  return {
    ...quota,
    memory_limit: Math.max(Math.floor(quota.memory_limit), least.memory_limit),
    memory_request: Math.max(Math.floor(quota.memory_request), least.memory_request),
    cpu_request: Math.max(quota.cpu_request, least.cpu_request),
    gpu: false,
    dedicated_vm: false,
    dedicated_disks: [],
  };
}

/** Licences that let a project always run do not mix with others, nor do those with a place on a host for members. */
function selected(licenses: readonly JsonObject[]): readonly JsonObject[] {
  const rank = (license: JsonObject) => {
    const { always_running, member_host } = isObject(license.quota) ? ofQuota(license.quota) : ofUpgrades(license);
    return (always_running ? 2 : 0) + (member_host ? 1 : 0);
  };
  const best = Math.max(...licenses.map(rank));
  return licenses.filter((license) => rank(license) === best);
}

/** Upgrades, of the kind that also settings are, as amounts. [util/upgrades/quota.ts upgrade2quota] */
function ofUpgrades(upgrades: Readonly<Record<string, Json | undefined>>): Amounts {
  const amount = (name: string) => asNumber(upgrades[name] ?? 0) || 0;
  const isGiven = (name: string) => amount(name) >= 1;
  return {
    disk_quota: amount('disk_quota'),
    memory_limit: amount('memory'),
    memory_request: amount('memory_request'),
    cpu_limit: amount('cores'),
    cpu_request: amount('cpu_shares') / 1024,
    idle_timeout: amount('mintime'),
    network: isGiven('network'),
    member_host: isGiven('member_host'),
    always_running: isGiven('always_running'),
    privileged: isGiven('privileged'),
  };
}

/** [util/consts/site-license.ts LicenseIdleTimeouts] */
const IDLE_SECONDS: Readonly<Record<string, number>> = { short: 1800, medium: 7200, day: 86_400 };

/** A licence's quota, in GB and cores; any such licence gives access to the network. [util/upgrades/quota.ts license2quota] */
function ofQuota(quota: JsonObject): Amounts {
  const amount = (name: string) => asNumber(quota[name] ?? 0) || 0;
  const timeout = quota.idle_timeout;
  return {
    disk_quota: 1000 * amount('disk'),
    memory_limit: 1000 * (amount('ram') + amount('dedicated_ram')),
    memory_request: 1000 * amount('dedicated_ram'),
    cpu_limit: amount('cpu') + amount('dedicated_cpu'),
    cpu_request: amount('dedicated_cpu'),
    idle_timeout: (typeof timeout === 'string' ? IDLE_SECONDS[timeout] : undefined) ?? 0,
    network: true,
    member_host: Boolean(quota.member),
    always_running: Boolean(quota.always_running),
    privileged: false,
  };
}

/** What of the amounts still fits between the defaults and the most that there may be. */
function limited(amounts: Amounts): Amounts {
  const room = combined([MOST, DEFAULTS], (most, byDefault) => Math.max(0, most - byDefault));
  return combined([amounts, room], Math.min);
}

type Operation = (one: number, other: number) => number;

function add(one: number, other: number): number {
  return one + other;
}

const NOTHING = ofUpgrades({});

/** All amounts combined one by one; yes counts as more than no. */
function combined([first = NOTHING, ...others]: readonly Amounts[], operation: Operation): Amounts {
  return others.reduce((one, other) => {
    const members = Object.entries(one).map(([name, amount]) => {
      const result = operation(Number(amount), Number(other[name as keyof Amounts]));
      return [name, typeof amount === 'boolean' ? result > 0 : result];
    });
    return Object.fromEntries(members) as unknown as Amounts;
  }, first);
}
