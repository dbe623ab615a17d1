/** Who did what with which file. [smc-util/db-schema/file-use.ts; util/db-schema/file-use.ts] */
import { deviates } from '../../deviations.ts';
import { DAY, type Instant, MINUTE } from '../../instant.ts';
import { isObject, type Json } from '../../json.ts';
import { touchProjectAs } from '../../projects/projects.ts';
import type { HubState } from '../../state.ts';
import { asText } from '../../values.ts';
import { noteFileAccess } from '../file-access.ts';
import { pathKey } from '../keys.ts';
import { ofProjects } from '../permissions.ts';
import { type Row, rowStore } from '../store.ts';
import { defineTable, names, type QueryTable, type SetCall, settable } from '../table.ts';
import { within } from '../windows.ts';

const store = rowStore('file_use', {
  id: 'text',
  project_id: 'uuid',
  path: 'text',
  users: 'map',
  last_edited: 'time',
});

export function fileUse(): QueryTable {
  return defineTable({
    name: 'file_use',
    store,
    get: {
      fields: names('id project_id path users last_edited'),
      options: [{ order_by: '-last_edited' }, { limit: 200 }],
      rows: ofProjects(store),
      within: within(store, 'last_edited', 21 * DAY),
    },
    set: {
      fields: { id: pathKey, project_id: 'project_write', ...settable('path users last_edited') },
      after: touchWhatIsUsed,
    },
  });
}

/** Marks the project and the file as used, if the caller has just used it. */
function touchWhatIsUsed({ account_id, object, state }: SetCall<Row>, written: HubState): HubState {
  const { project_id, path, users } = object;
  const own = isObject(users) && Object.hasOwn(users, account_id) ? users[account_id] : undefined;
  if (!isObject(own)) return written;
  const isJustNow = ['edit', 'chat', 'open'].some((act) => state.now - timeOf(own[act], state) <= 3 * MINUTE);
  if (!isJustNow) return written;
  const touched = touchProjectAs(written, asText(project_id).toLowerCase(), account_id);
  return noteFileAccess(touched, {
    project_id: asText(project_id).toLowerCase(),
    account_id,
    path: asText(path ?? ''),
  });
}

function timeOf(time: Json | undefined, state: HubState): Instant {
  if (typeof time === 'number') return time;
  return typeof time === 'string' && deviates(state, 'use_time_texts') ? Date.parse(time) : Number.NaN;
}
