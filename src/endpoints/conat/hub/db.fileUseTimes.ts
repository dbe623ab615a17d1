import { sqlBigint } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options, required } from '../../../core/options.ts';
import { canWorkOn } from '../../../core/projects/access.ts';
import { uuidColumn } from '../../../core/query/columns.ts';
import { accessTimes } from '../../../core/query/file-access.ts';
import { asText, isTruthy } from '../../../core/values.ts';

const MOST = 1000;

/** Tells when somebody used a file, the latest use first, in milliseconds since 1970. [server/conat/api/file-use-times.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/db.fileUseTimes',
  account: 'first',
  request: options({
    project_id: required,
    path: required,
    target_account_id: optional,
    limit: optional,
    access_times: optional,
    edit_times: optional,
  }),
  authorize: [canWorkOn('project_id', () => refuse('file_use_times_access'))],
  handle(state, request, { account_id }) {
    const { project_id, path, target_account_id, limit = MOST, access_times = true, edit_times } = request;
    const target = target_account_id ?? account_id;
    const count = limit === null ? undefined : sqlBigint(limit);
    if (count !== undefined && count < 0) throw refuse('negative_limit');
    const user = {
      project_id: (project_id as string).toLowerCase(),
      account_id: uuidColumn(target),
      path: asText(path ?? ''),
    };
    return {
      state,
      answer: {
        target_account_id: target,
        ...(isTruthy(access_times) && { access_times: accessTimes(state, user).slice(0, count) }),
        // Edits are known from the history of files that are edited together, and there are none.
        ...(isTruthy(edit_times) && { edit_times: [] }),
      },
    };
  },
});
