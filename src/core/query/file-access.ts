/** When people used files. [smc-hub/postgres/file-use-times.ts] */

import { rowOf, withRow } from '../database/rows.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { HubState } from '../state.ts';

/** How many of somebody's latest uses of one file are kept: as many as are ever told. */
const KEPT = 1000;

const TABLE = 'file_access';

/** A file of a project, and who uses it. */
export interface FileUser {
  readonly project_id: string;
  readonly account_id: string;
  readonly path: string;
}

/** Notes that the file is used now, at most once a minute. */
export function noteFileAccess(state: HubState, user: FileUser): HubState {
  const times = accessTimes(state, user);
  if (times[0] !== undefined && state.now - times[0] < MINUTE) return state;
  return withRow(state, TABLE, keyOf(user), { ...user, times: [state.now, ...times].slice(0, KEPT) });
}

/** The latest uses of the file, newest first, at most 1000. */
export function accessTimes(state: HubState, user: FileUser): readonly Instant[] {
  return (rowOf(state, TABLE, keyOf(user))?.times ?? []) as readonly Instant[];
}

function keyOf({ project_id, account_id, path }: FileUser): string {
  return `${project_id} ${account_id} ${path}`;
}
