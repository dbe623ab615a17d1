/** What happened in projects. [smc-util/db-schema/project-log.ts; util/db-schema/project-log.ts] */

import { monthsBefore } from '../../database/intervals.ts';
import { type Dialect, valueIn } from '../../deviations.ts';
import { randomKey } from '../keys.ts';
import { ofProjects } from '../permissions.ts';
import { type Row, rowStore } from '../store.ts';
import { defineTable, type GetRules, names, type QueryTable, settable, type TableQuery } from '../table.ts';

const store = rowStore('project_log', {
  id: 'uuid',
  project_id: 'uuid',
  time: 'time',
  account_id: 'uuid',
  event: 'map',
});

export function projectLog(dialect: Dialect): QueryTable[] {
  const newestFirst = { order_by: '-time' };
  const get: GetRules<Row> = { fields: names('id project_id time account_id event'), rows: ofProjects(store) };
  return [
    defineTable({
      name: 'project_log',
      store,
      get: { ...get, options: [newestFirst, { limit: valueIn({ dialect }, 'project_log_rows') }], within: isRecent },
      set: {
        fields: {
          id: randomKey,
          project_id: 'project_write',
          account_id: 'account_id',
          ...settable('time event'),
        },
      },
    }),
    defineTable({ name: 'project_log_all', store, get: { ...get, options: [newestFirst, { limit: 7500 }] } }),
  ];
}

/** An entry that was sent without a time is never recent. */
function isRecent({ state }: TableQuery, { time = null }: Row): boolean {
  return time !== null && (time as number) >= monthsBefore(state.now, 2);
}
