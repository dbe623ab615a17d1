/** What endpoints for bookmarks answer: no more than whether they know the kind. [next/pages/api/v2/bookmarks] */
import { refuse } from '../errors.ts';
import { readMember } from '../javascript.ts';
import type { Json, JsonObject } from '../json.ts';
import { asText } from '../values.ts';

/** The answer to asking for those of a project: there are none. @throws Refusal `type_error` for a body of null. */
export function bookmarkList(body: Json): JsonObject {
  const { type, project_id } = namesIn(body);
  const named = { ...(type !== undefined && { type }), ...(project_id !== undefined && { project_id }) };
  if (type !== STARRED) return { ...named, ...unknownKind(type) };
  return { ...named, stars: [], status: 'success' };
}

/** The answer to changing them. @throws Refusal `type_error` for a body of null. */
export function bookmarkChange(body: Json): JsonObject {
  const { type, project_id } = namesIn(body);
  if (type !== STARRED) return unknownKind(type);
  return { status: 'success', ...(project_id !== undefined && { project_id }), type };
}

const STARRED = 'starred-files';

function namesIn(body: Json) {
  if (body === null) {
    const fault = "Cannot destructure property 'project_id' of 'req.body' as it is null.";
    throw refuse('type_error', { fault });
  }
  return { type: readMember(body, 'type'), project_id: readMember(body, 'project_id') };
}

function unknownKind(type: Json | undefined): JsonObject {
  return { status: 'error', error: `cannot handle type '${asText(type)}'` };
}
