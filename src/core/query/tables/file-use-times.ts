/** When somebody used a file; a table of 2020 only. [smc-util/db-schema/file-use-times.ts; smc-hub/postgres/file-use-times.ts] */
import { isAdmin } from '../../accounts/accounts.ts';
import { refuse } from '../../errors.ts';
import type { Json, JsonObject } from '../../json.ts';
import { memberOf } from '../../projects/collaborators.ts';
import { asText } from '../../values.ts';
import { accessTimes } from '../file-access.ts';
import { readGetOptions } from '../options.ts';
import { noStore } from '../store.ts';
import { defineTable, names, type QueryTable, type TableQuery, type TableResult } from '../table.ts';

/** The most times that are told. */
const MOST = 1000;

export function fileUseTimes(): QueryTable {
  return defineTable({
    name: 'file_use_times',
    store: noStore('file_use_times'),
    get: { fields: names('project_id account_id path access_times edit_times'), instead: timesOf },
  });
}

/** One object, whether the query came in a list or not. */
function timesOf({ state, account_id, object, options }: TableQuery): TableResult {
  const [project_id, target, path] = ['project_id', 'account_id', 'path'].map((field) => asText(object[field] || ''));
  if (!project_id || !target || !path) throw refuse('file_use_times_incomplete');
  const isMember = memberOf(state, project_id, account_id) !== undefined;
  if (!isMember && !isAdmin(state, account_id)) throw refuse('file_use_times_access');

  const limit = readGetOptions({ state, options: options.slice(0, 1) }, [{ limit: MOST }]).limit;
  // Edits are known from the patches of synchronised documents, of which there are none.
  const times: JsonObject = {
    access_times: accessTimes(state, { project_id, account_id: target, path }).slice(0, limit),
    edit_times: [],
  };
  const filled = Object.entries(object).map(([field, value]): [string, Json] => [
    field,
    value === null && Object.hasOwn(times, field) ? (times[field] as Json) : value,
  ]);
  return { state, result: Object.fromEntries(filled) };
}
