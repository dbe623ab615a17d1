/** Organizations, since 2026. [util/db-schema/organizations.ts] */
import { refuse } from '../../errors.ts';
import { noStore } from '../store.ts';
import { defineTable, names, type QueryTable, type SetCall, settable } from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';

const FIELDS = 'organization_id name title description profile';

export function organizations(): QueryTable {
  return defineTable({
    name: 'organizations',
    store: { ...noStore('organizations'), key: ['organization_id'] },
    get: { fields: names(FIELDS), instead: failing },
    set: {
      fields: settable(FIELDS),
      before: requireMember,
      instead: unsimulatedTable('organizations', 'organizations are changed by the calls of their own'),
    },
  });
}

/** The hub compares the id of an account with the name of a column. */
function failing(): never {
  throw refuse('sql_syntax', { type: 'uuid', text: 'organization_id' });
}

function requireMember({ state, account_id }: SetCall): void {
  if (state.accounts.get(account_id)?.columns.org == null) throw refuse('not_member_of_organization');
}
