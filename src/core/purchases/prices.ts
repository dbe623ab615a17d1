/** What a site without settings of its own asks for. [server/purchases/get-service-cost.ts; util/db-schema/site-settings-extras.ts] */
import { refuse } from '../errors.ts';
import { readMember } from '../javascript.ts';
import type { Json } from '../json.ts';

/** Nobody can pay less at once. */
export const LEAST_PAYMENT = 2.5;

/** Of each a month: a processor, a GB of memory, a GB of files; and how many times as much a better machine costs. */
export const UPGRADE_PRICES = { cores: 32, memory: 4, disk_quota: 0.25, member_host: 4 } as const;

const WITHOUT_COST: readonly unknown[] = ['license', 'edit-license', 'refund', 'voucher'];
const UNKNOWN_COST = /^(?:compute-server|auto-credit)/;
const LANGUAGE_MODEL = /^(?:openai|google|anthropic|mistralai|ollama|custom_openai|user|xai)-/;

/** @throws Refusal `service_without_cost`, `service_cost_unknown`, `type_error`; `unsimulated` for prices that are not known here */
export function serviceCost(service: Json | undefined): Json {
  if (typeof service !== 'string') {
    readMember(service, 'startsWith');
    throw refuse('unsimulated', { what: 'a service that is no text', why: 'what a hub says of it is not known' });
  }
  if (service === 'credit') return LEAST_PAYMENT;
  if (service === 'project-upgrade') return UPGRADE_PRICES;
  if (WITHOUT_COST.includes(service)) throw refuse('service_without_cost');
  if (UNKNOWN_COST.test(service) || LANGUAGE_MODEL.test(service)) {
    throw refuse('unsimulated', { what: `the cost of '${service}'`, why: 'the list of prices is not known' });
  }
  throw refuse('service_cost_unknown', { service });
}
