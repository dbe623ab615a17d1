/** When people used files. [smc-hub/postgres/file-use-times.ts] */

import { rowKey } from '../database/records.ts';
import { type Instant, MINUTE } from '../instant.ts';
import { type HubState, put } from '../state.ts';

/** How many of somebody's latest uses of one file are kept: as many as are ever told. */
const KEPT = 1000;

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
  return put(state, 'file_access', { ...user, times: [state.now, ...times].slice(0, KEPT) });
}

/** The latest uses of the file, newest first, at most 1000. */
export function accessTimes(state: HubState, user: FileUser): readonly Instant[] {
  return (state.file_access.get(rowKey('file_access', { ...user }))?.times ?? []) as readonly Instant[];
}
