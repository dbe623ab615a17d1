/** Groups of accounts, since 2026. [util/db-schema/groups.ts] */

import { refuse } from '../../errors.ts';
import { newUuid } from '../../random.ts';
import { asColumn } from '../columns.ts';
import { type Row, rowStore } from '../store.ts';
import {
  defineTable,
  names,
  type QueryTable,
  type SetCall,
  settable,
  type TableQuery,
  type TableResult,
} from '../table.ts';

const FIELDS = 'group_id owner_account_ids member_account_ids title color';

const store = rowStore('groups', {
  group_id: 'uuid',
  owner_account_ids: 'uuids',
  member_account_ids: 'uuids',
  title: 'text',
  color: 'text',
});

export function groups(): QueryTable[] {
  return [
    defineTable({
      name: 'groups',
      store,
      get: {
        fields: names(FIELDS),
        rows: ({ state, account_id }) => state.groups.allBy('owner_account_ids', account_id),
      },
      set: { fields: settable(FIELDS), before: requireOwner },
    }),
    defineTable({ name: 'create_group', store, get: { fields: names(FIELDS), instead: create } }),
  ];
}

function requireOwner({ account_id, item }: SetCall<Row>): void {
  const owners = item?.owner_account_ids;
  if (!Array.isArray(owners) || !owners.includes(account_id)) throw refuse('not_owner_of_group');
}

/** A get that inserts the group that it describes, and answers with its id. */
function create({ state, object, place }: TableQuery): TableResult {
  if (!Array.isArray(object.owner_account_ids)) {
    throw refuse('unsimulated', {
      what: 'a group without a list of owners',
      why: "the hub's words for it are not known",
    });
  }
  const group_id = newUuid(state, `query group ${place}`);
  const columns = Object.entries(object).filter(([, value]) => value !== null);
  const row = columns.map(([column, value]) => [column, asColumn(store.columns[column] ?? 'text', value)]);
  return { state: store.write(state, undefined, { ...Object.fromEntries(row), group_id }), result: { group_id } };
}
