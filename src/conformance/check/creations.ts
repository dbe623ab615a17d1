/** What calls make that somebody has to remove again: how to know it, to find it, and to undo it. */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type Call, operationOf } from './exchange.ts';
import { firstArgument } from './operations.ts';

/** A call that takes something back; `{id}` in its texts stands for the id of what was made. */
export type Undo = Omit<Call, 'as'>;

export interface Creation {
  readonly kind: 'project' | 'key' | 'collaborator' | 'account' | 'organization';
  /** What it is called, with the id of the run in it. */
  readonly title: string;
  /** The calls that undo it; none where nothing does. */
  readonly undo: readonly Undo[];
  /** The id of what was made, in the answer to the call. */
  readonly idIn: (value: Json) => string | undefined;
}

/** Stands for the id in what undoes a creation. */
const ID = '{id}';

/** What the call makes if it succeeds. */
export function creationOf(call: Call): Creation | undefined {
  return CREATIONS[operationOf(call)]?.(call);
}

const CREATIONS: Readonly<Record<string, (call: Call) => Creation | undefined>> = {
  'v1/create_project': ({ body = {} }) => ({
    kind: 'project',
    title: text(body.title),
    undo: [deleteProject('v1', ID)],
    idIn: (value) => idOf(isObject(value) ? value.project_id : undefined),
  }),
  'conat/hub/projects.createProject': (call) => ({
    kind: 'project',
    title: text(firstArgument(call).title),
    undo: [deleteProject('conat/hub', ID)],
    idIn: idOf,
  }),
  'conat/hub/system.manageApiKeys': (call) => {
    const { action, name, project_id } = firstArgument(call);
    if (action !== 'create') return undefined;
    const idIn = (value: Json) => idOf(Array.isArray(value) && isObject(value[0]) ? value[0].id : undefined);
    return { kind: 'key', title: text(name), undo: [deleteKey(ID, project_id)], idIn };
  },
  'v1/add_collaborator': ({ body = {} }) => joining('v1', body),
  'conat/hub/projects.addCollaborator': (call) => joining('conat/hub', firstArgument(call).opts),
  'v1/create_account': ({ body = {} }) => ({
    kind: 'account',
    title: `${text(body.first_name)} ${text(body.last_name)}`,
    undo: [{ api: 'v1', name: 'delete_account', body: { account_id: ID } }],
    idIn: (value) => idOf(isObject(value) ? value.account_id : undefined),
  }),
  'conat/hub/org.createUser': (call) => ({
    kind: 'account',
    title: `${text(firstArgument(call).email)} ${text(firstArgument(call).firstName)}`,
    undo: [],
    idIn: idOf,
  }),
  'conat/hub/org.create': (call) => ({
    kind: 'organization',
    title: text(firstArgument(call).name),
    undo: [],
    idIn: idOf,
  }),
};

/** v1 has no event for it: the project is marked as deleted, as the other generation does too. */
export function deleteProject(api: 'v1' | 'conat/hub', project_id: string): Undo {
  if (api === 'conat/hub') return { api, name: 'projects.deleteProject', args: [{ project_id }] };
  return { api, name: 'query', body: { query: { projects: { project_id, deleted: true } } } };
}

export function deleteKey(id: string, project_id?: Json): Undo {
  const args = [{ action: 'delete', id, ...(project_id !== undefined && { project_id }) }];
  return { api: 'conat/hub', name: 'system.manageApiKeys', args };
}

/** People in a project of the run. They are known by what the call names, so no id has to come back. */
function joining(api: 'v1' | 'conat/hub', options: Json | undefined): Creation | undefined {
  if (!isObject(options)) return undefined;
  const projects = [options.project_id ?? []].flat();
  const pairs = [options.account_id ?? []].flat().map(
    (account_id, at): JsonObject => ({
      project_id: projects[at] ?? null,
      account_id,
    }),
  );
  const undo = pairs.map(
    (pair): Undo =>
      api === 'v1'
        ? { api, name: 'remove_collaborator', body: pair }
        : { api, name: 'projects.removeCollaborator', args: [{ opts: pair }] },
  );
  // It is as good as titled: the project that it is about was made by the run, or nothing is sent.
  const title = JSON.stringify(pairs);
  return { kind: 'collaborator', title, undo: undo.reverse(), idIn: () => undefined };
}

/** Whether the calls can be made only once the id is known. */
export function needsId(undo: readonly Undo[]): boolean {
  return JSON.stringify(undo).includes(ID);
}

/** The call with the id filled in: as a number where it is all digits, as those of keys are. */
export function withId(undo: Undo, id: string): Undo {
  const fill = (value: Json): Json => {
    if (value === ID) return /^\d+$/.test(id) ? Number(id) : id;
    if (Array.isArray(value)) return value.map(fill);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
  };
  return fill(undo as unknown as Json) as unknown as Undo;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const idOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
