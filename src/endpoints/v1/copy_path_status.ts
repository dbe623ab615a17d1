import { requireCopyAccess, requireCopyRead, requireCopyWrite } from '../../core/copies/copy-access.ts';
import { copyStatus, listCopies } from '../../core/copies/copy-status.ts';
import { sqlText, sqlUuid } from '../../core/database/database.ts';
import { type Caller, defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { optional, options, type Request } from '../../core/options.ts';
import type { HubState } from '../../core/state.ts';
import { asNumber, asText, isTrue, isUuid } from '../../core/values.ts';

const request = options({
  copy_path_id: optional,
  src_project_id: optional,
  target_project_id: optional,
  src_path: optional,
  limit: 1000,
  offset: 0,
  pending: true,
  failed: false,
});

/**
 * Tells of one copy operation, or of those from or to a project: then of what has finished or of what has not, never of
 * both. [smc-hub/copy-path.ts status, _status_query, _status_single]
 */
export const endpoint = defineEndpoint({
  name: 'v1/copy_path_status',
  touchesCaller: true,
  request,

  handle(state, sent, caller) {
    const isList = sent.src_project_id !== undefined || sent.target_project_id !== undefined;
    const data = isList ? statusOfMany(state, sent, caller) : statusOfOne(state, sent.copy_path_id, caller);
    return { state, answer: { event: 'copy_path_status_response', data } };
  },
});

function statusOfOne(state: HubState, copy_path_id: Json | undefined, caller: Caller): JsonObject {
  if (copy_path_id === undefined) throw refuse('copy_status_of_nothing');
  const copy = state.copies.get(sqlUuid(copy_path_id));
  if (copy === undefined) throw refuse('copy_not_found', { copy_path_id: asText(copy_path_id) });
  requireCopyAccess(state, copy, caller);
  return Object.fromEntries(Object.entries(copyStatus(copy)).filter(([, value]) => value !== null));
}

function statusOfMany(state: HubState, sent: Request<typeof request>, caller: Caller): JsonObject[] {
  const source_project_id = projectNamed('src_project_id', sent, (id) => requireCopyRead(state, id, caller));
  const target_project_id = projectNamed('target_project_id', sent, (id) => requireCopyWrite(state, id, caller));
  const within = { offset: numberUpTo(100_000, 'offset', sent.offset), limit: numberUpTo(1000, 'limit', sent.limit) };
  const limit = integer('limit', within.limit);
  const offset = integer('offset', within.offset);

  const source_path = sent.src_path === undefined ? undefined : sqlText(sent.src_path);
  const stage = isTrue(sent.failed) ? 'failed' : isTrue(sent.pending) ? 'pending' : 'finished';
  const found = listCopies(state, { source_project_id, target_project_id, source_path, stage, limit, offset });
  return found.map(copyStatus);
}

/** The id of the project that the member names, as the database spells it, once the caller is known to have access. */
function projectNamed(
  member: 'src_project_id' | 'target_project_id',
  sent: Request<typeof request>,
  requireAccess: (project_id: string) => void,
): string | undefined {
  const project_id = sent[member];
  if (project_id === undefined) return undefined;
  if (!isUuid(project_id)) throw refuse('invalid_copy_filter', { member, project_id: asText(project_id) });
  requireAccess(project_id);
  return project_id.toLowerCase();
}

/** A number, or the integer that a text begins with; other values are compared as JavaScript does, and left as they are. */
function numberUpTo(most: number, name: 'limit' | 'offset', value: Json): Json {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  const compared = asNumber(number);
  if (!(compared >= 0 && compared <= most)) {
    throw refuse('illegal_value', { name, value: asText(value), most });
  }
  return number;
}

function integer(name: 'limit' | 'offset', value: Json): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw refuse('not_an_integer', { name, value: asText(value) });
}
