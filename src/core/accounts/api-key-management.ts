/** Seeing, making, changing and deleting keys of the second generation. [server/api/manage.ts] */
import { sqlInteger, varchar } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { type Instant, iso } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { isCollaborator } from '../projects/access.ts';
import { asColumn } from '../query/columns.ts';
import { type HubState, put, remove } from '../state.ts';
import { asText, isTruthy, isUuid } from '../values.ts';
import { newSecretKey, truncated } from './api-keys.ts';
import type { ApiKey } from './records.ts';

/** What is sent; a member that is not there may be `undefined`. */
export interface ApiKeyRequest {
  /** Whose keys, where no project is named. */
  readonly account_id: string;
  /** `get`, `create`, `edit` or `delete`; nothing is done for any other. */
  readonly action: Json | undefined;
  readonly project_id: Json | undefined;
  readonly name: Json | undefined;
  readonly expire: Json | undefined;
  /** Number of the key; for `get` perhaps none, for all of them. */
  readonly id: Json | undefined;
}

/** The most keys that one account may have made. */
const MOST_API_KEYS = 100_000;

const NAME_LIMIT = 128;

/**
 * Does what is asked with keys of the account, or else of the project: any collaborator deals with all of its keys.
 *
 * @returns rows, newest first; none where there is nothing to tell.
 * @throws Refusal `not_collaborator_on_keys`, `ids_not_uuids`, `too_many_api_keys`, `no_api_key`, or in the database's words.
 */
export function manageApiKeys(
  state: HubState,
  request: ApiKeyRequest,
): { readonly state: HubState; readonly rows: Json } {
  const { account_id, action, project_id } = request;
  if (project_id != null && !isCollaborator(state, project_id, account_id)) throw refuse('not_collaborator_on_keys');
  switch (action) {
    case 'get':
      return { state, rows: isTruthy(request.id) ? [shownOrNull(findKey(state, request))] : all(state, request) };
    case 'create':
      return create(state, request);
    case 'edit':
      return { state: edit(state, request), rows: null };
    case 'delete': {
      const key = findKey(state, request);
      return { state: key === undefined ? state : remove(state, 'apiKeys', key.id), rows: null };
    }
    default:
      return { state, rows: null };
  }
}

function all(state: HubState, { account_id, project_id }: ApiKeyRequest): Json {
  const keys = isUuid(project_id)
    ? state.apiKeys.allBy('owner', project_id.toLowerCase())
    : state.apiKeys.allBy('owner', account_id).filter((key) => key.project_id === null);
  return keys.sort((one, other) => other.created - one.created || other.id - one.id).map(shown);
}

/** The key with the number, if it is of the project; without one, if the account made it, for itself or for a project. */
function findKey(state: HubState, { account_id, project_id, id }: ApiKeyRequest): ApiKey | undefined {
  if (id == null) return undefined;
  const key = state.apiKeys.get(sqlInteger(id));
  const isOwn = isUuid(project_id) ? key?.project_id === project_id.toLowerCase() : key?.account_id === account_id;
  return isOwn ? key : undefined;
}

function create(state: HubState, request: ApiKeyRequest): { readonly state: HubState; readonly rows: Json } {
  const { account_id, project_id } = request;
  if (state.apiKeys.countBy('owner', account_id) >= MOST_API_KEYS)
    throw refuse('too_many_api_keys', { limit: MOST_API_KEYS });
  const id = state.apiKeys.last + 1;
  const key: ApiKey = {
    id,
    account_id,
    project_id: isUuid(project_id) ? project_id.toLowerCase() : null,
    name: nameColumn(request.name),
    secret: newSecretKey(state, id),
    created: state.now,
    expire: expireColumn(request.expire),
    last_active: null,
  };
  return { state: put(state, 'apiKeys', key), rows: [{ ...shown(key), secret: key.secret }] };
}

function edit(state: HubState, request: ApiKeyRequest): HubState {
  const key = findKey(state, request);
  if (key === undefined) throw refuse('no_api_key', { id: asText(request.id) });
  return put(state, 'apiKeys', {
    ...key,
    name: request.name == null ? key.name : nameColumn(request.name),
    // `null` takes the expiry away, where a name stays.
    expire: request.expire === undefined ? key.expire : expireColumn(request.expire),
  });
}

function nameColumn(sent: Json | undefined): string | null {
  return sent == null ? null : varchar(sent, NAME_LIMIT);
}

function expireColumn(sent: Json | undefined): Instant | null {
  if (sent == null) return null;
  if (typeof sent === 'number') {
    throw refuse('unsimulated', {
      what: 'the parameter "expire" as a number',
      why: 'which times the database reads in it is not known',
    });
  }
  return asColumn('time', sent) as Instant;
}

function shownOrNull(key: ApiKey | undefined): Json {
  return key === undefined ? null : shown(key);
}

function shown({ id, account_id, expire, created, name, secret, last_active }: ApiKey): JsonObject {
  return {
    id,
    account_id,
    expire: time(expire),
    created: iso(created),
    name,
    trunc: truncated(secret),
    last_active: time(last_active),
  };
}

function time(instant: Instant | null): string | null {
  return instant === null ? null : iso(instant);
}
