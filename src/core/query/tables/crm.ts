/** The tables of the site's customer relations, for admins, since 2026. [util/db-schema/crm.ts] */
import { noStore } from '../store.ts';
import { defineTable, names, type QueryTable } from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';

/** Those whose names are known. */
const NAMES = ['crm_accounts', 'crm_projects', 'crm_public_paths'];

export function crm(): QueryTable[] {
  return NAMES.map((name) => {
    const instead = unsimulatedTable(name, 'customer relations are outside the simulation');
    return defineTable({
      name,
      store: noStore(name),
      get: { admin: true, fields: names(), moreFields: true, instead },
      set: { admin: true, fields: {}, moreFields: true, instead },
    });
  });
}
