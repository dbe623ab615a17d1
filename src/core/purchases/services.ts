/** What can be bought at a hub. [util/db-schema/purchase-quotas.ts QUOTA_SPEC] */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { asText } from '../values.ts';

export interface Service {
  readonly display: string;
  /** Nobody can set a limit of it. */
  readonly fixed?: true;
  /** It costs by the hour or by its use; anything else is paid as it is bought. */
  readonly metered?: true;
}

const SERVICES: ReadonlyMap<string, Service> = new Map<string, Service>([
  ['credit', { display: 'Credit', fixed: true }],
  ['auto-credit', { display: 'Automatic Credit', fixed: true }],
  ['refund', { display: 'Refund', fixed: true }],
  ['compute-server', { display: 'Compute Server', metered: true }],
  ['compute-server-network-usage', { display: 'Network Data', metered: true }],
  ['compute-server-storage', { display: 'Cloud Storage', metered: true }],
  ['license', { display: 'License', fixed: true }],
  ['edit-license', { display: 'Edit License', fixed: true }],
  ['voucher', { display: 'Voucher', fixed: true }],
  ['project-upgrade', { display: 'Project Upgrade', metered: true }],
]);

/** @throws Refusal `unsimulated` for language models, and what is none: a hub then lists them all. */
export function serviceNamed(sent: Json | undefined): Service {
  const service = typeof sent === 'string' ? SERVICES.get(sent) : undefined;
  if (service === undefined) {
    const why = 'language models and their prices are outside the simulation, and for others a hub lists them all';
    throw refuse('unsimulated', { what: `the service '${asText(sent)}'`, why });
  }
  return service;
}
