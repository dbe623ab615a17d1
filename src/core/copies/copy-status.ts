/** What is told of copy operations, and of which. */
import { iso } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import type { Copy } from './records.ts';

/** Which copies to list; at least one of the projects is named. */
export interface CopyFilter {
  readonly source_project_id: string | undefined;
  readonly target_project_id: string | undefined;
  readonly source_path: string | undefined;
  /** Whether to list those that have not finished, that have, or only those of them that failed. */
  readonly stage: 'pending' | 'finished' | 'failed';
  readonly limit: number;
  readonly offset: number;
}

/**
 * The copies that meet all conditions, newest first, and of those of one time the one asked for last, or in no order.
 *
 * Looks only at the copies of the project named that has fewer.
 * @see [smc-hub/copy-path.ts _status_query]
 */
export function listCopies(state: HubState, filter: CopyFilter): Copy[] {
  const meets = STAGES[filter.stage];
  const wanted = copiesOf(state, filter).filter(
    (copy) =>
      meets(copy) &&
      (filter.source_project_id ?? copy.source_project_id) === copy.source_project_id &&
      (filter.target_project_id ?? copy.target_project_id) === copy.target_project_id &&
      (filter.source_path ?? copy.source_path) === copy.source_path,
  );
  return inStoredOrder(state, wanted, ({ copy_path_id }) => copy_path_id)
    .sort((one, other) => other.time - one.time)
    .slice(filter.offset, filter.offset + filter.limit);
}

/** What is told of one copy: all members, `null` where nothing has been set. [smc-hub/copy-path.ts _get_status] */
export function copyStatus(copy: Copy): JsonObject {
  const time = (instant: number | null) => (instant === null ? null : iso(instant));
  return {
    copy_path_id: copy.copy_path_id,
    time: time(copy.time),
    source_project_id: copy.source_project_id,
    source_path: copy.source_path,
    target_project_id: copy.target_project_id,
    target_path: copy.target_path,
    overwrite_newer: copy.overwrite_newer,
    delete_missing: copy.delete_missing,
    backup: copy.backup,
    started: time(copy.started),
    finished: time(copy.finished),
    scheduled: time(copy.scheduled),
    error: copy.error,
  };
}

const STAGES: Record<CopyFilter['stage'], (copy: Copy) => boolean> = {
  pending: ({ finished }) => finished === null,
  finished: ({ finished }) => finished !== null,
  failed: ({ error }) => error !== null,
};

/** All copies of the named project, or of the one of two that has fewer; the last asked for first. */
function copiesOf(state: HubState, { source_project_id, target_project_id }: CopyFilter): Copy[] {
  const { copies } = state;
  const [source, target] = [source_project_id ?? '', target_project_id ?? ''];
  const isBySource =
    target_project_id === undefined ||
    (source_project_id !== undefined && copies.countBy('source', source) <= copies.countBy('target', target));
  return (isBySource ? copies.allBy('source', source) : copies.allBy('target', target)).reverse();
}
