/** What accounts have bought, since 2026; nothing here makes such rows. [util/db-schema/purchases.ts, subscriptions.ts, statements.ts, purchase-quotas.ts, vouchers.ts] */

import type { RowsName } from '../../database/records.ts';
import { refuse } from '../../errors.ts';
import { type Columns, type Row, rowStore } from '../store.ts';
import { defineTable, type GetRules, names, type QueryTable, type SetCall, type SetRules, settable } from '../table.ts';

const OWNED: Columns = { id: 'integer', account_id: 'uuid' };

const PURCHASE: Columns = {
  id: 'integer',
  time: 'time',
  period_start: 'time',
  period_end: 'time',
  account_id: 'uuid',
  cost: 'number',
  pending: 'boolean',
  cost_per_hour: 'number',
  cost_so_far: 'number',
  service: 'text',
  description: 'map',
  invoice_id: 'text',
  project_id: 'uuid',
  tag: 'text',
  notes: 'text',
};

export function payments(): QueryTable[] {
  return [
    owned('purchases', PURCHASE, {}),
    owned('subscriptions', OWNED, { get: { moreFields: true } }),
    owned('statements', OWNED, { get: { moreFields: true } }),
    owned('purchase_quotas', OWNED, { get: { moreFields: true } }),
    owned(
      'vouchers',
      { id: 'text', created_by: 'uuid' },
      // Its id is all that a set may name, so there is nothing to change.
      { by: 'created_by', get: { moreFields: true }, set: { fields: settable('id'), instead: ({ state }) => state } },
    ),
    owned(
      'openai_chatgpt_log',
      { ...OWNED, expire: 'time' },
      { get: { moreFields: true }, set: { fields: settable('id expire'), before: requireOwn } },
    ),
  ];
}

function requireOwn({ account_id, item }: SetCall<Row>): void {
  if (item?.account_id === account_id) return;
  throw refuse('unsimulated', {
    what: "a set on a row that is not the caller's",
    why: 'what hubs make of it is not known',
  });
}

interface Owned {
  /** The column that says whose a row is. */
  readonly by?: string;
  readonly get?: Pick<GetRules<Row>, 'moreFields'>;
  readonly set?: SetRules<Row>;
}

function owned(name: RowsName, columns: Columns, { by = 'account_id', get, set }: Owned): QueryTable {
  return defineTable({
    name,
    store: rowStore(name, columns),
    get: {
      ...get,
      fields: names(Object.keys(columns).join(' ')),
      rows: ({ state, account_id }) => state[name].allBy(by, account_id),
    },
    ...(set && { set }),
  });
}
