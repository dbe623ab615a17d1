/** Mentions of people in files. [smc-util/db-schema/mentions.ts; util/db-schema/mentions.ts] */
import { type Dialect, valueIn } from '../../deviations.ts';
import { DAY, iso } from '../../instant.ts';
import type { Json } from '../../json.ts';
import { ofProjects } from '../permissions.ts';
import { rowStore } from '../store.ts';
import { defineTable, names, type QueryTable, settable, type TableQuery } from '../table.ts';
import { within } from '../windows.ts';

const store = rowStore('mentions', {
  time: 'time',
  project_id: 'uuid',
  path: 'text',
  source: 'uuid',
  target: 'text',
  priority: 'number',
  description: 'text',
  fragment_id: 'text',
  users: 'map',
});

export function mentions(dialect: Dialect): QueryTable {
  const columns = valueIn({ dialect }, 'mentions_columns');
  return defineTable({
    name: 'mentions',
    store,
    get: {
      fields: names('time project_id path source target priority description users', columns),
      options: [{ order_by: '-time' }, { limit: valueIn({ dialect }, 'mentions_rows') }],
      rows: ofProjects(store),
      within: within(store, 'time', valueIn({ dialect }, 'mentions_window') * DAY),
    },
    set: {
      fields: {
        time: timeOrNow,
        project_id: 'project_write',
        ...settable('path source target priority description users', columns),
      },
    },
  });
}

function timeOrNow({ state, object }: TableQuery): Json {
  return object.time ?? iso(state.now);
}
