/** What calls make that somebody has to remove again. */
import { isObject, type Json } from '../../core/json.ts';
import { type Call, operationOf } from './exchange.ts';
import { firstArgument } from './operations.ts';
import { idIn, isIdOf, type Kind, type Thing, text } from './things.ts';

export interface Creation {
  readonly kind: Kind;
  /** What it is called, with the id of the run in it; of people in a project a list of who they are. */
  readonly title: string;
  readonly project_id?: string;
  /** What an answer tells of it: its id, and the key that it comes with. */
  readonly told: (value: Json) => { readonly id?: string | undefined; readonly secret?: Json | undefined };
}

/** What the call makes if it succeeds. */
export function creationOf(call: Call): Creation | undefined {
  return CREATIONS[operationOf(call)]?.(call);
}

const CREATIONS: Readonly<Record<string, (call: Call) => Creation | undefined>> = {
  'v1/create_project': ({ body = {} }) => ({
    kind: 'project',
    title: text(body.title),
    told: (value) => ({ id: isObject(value) ? idIn(value.project_id) : undefined }),
  }),
  'conat/hub/projects.createProject': (call) => ({
    kind: 'project',
    title: text(firstArgument(call).title),
    told: (value) => ({ id: idIn(value) }),
  }),
  'conat/hub/system.manageApiKeys': (call) => {
    const { action, name, project_id } = firstArgument(call);
    if (action !== 'create') return undefined;
    return {
      ...{ kind: 'key', title: text(name), ...(isProject(project_id) && { project_id }) },
      told(value) {
        const [key] = Array.isArray(value) ? (value as readonly Json[]) : [];
        return isObject(key) ? { id: idIn(key.id), secret: key.secret } : {};
      },
    };
  },
  'v1/add_collaborator': ({ body = {} }) => joining(body),
  'conat/hub/projects.addCollaborator': (call) => joining(firstArgument(call).opts),
  'v1/copy_path_between_projects': ({ body = {} }) => {
    const { src_project_id, src_path, wait_until_done, scheduled } = body;
    if (!isProject(src_project_id) || (wait_until_done !== false && scheduled === undefined)) return undefined;
    return {
      ...{ kind: 'copy', title: text(src_path), project_id: src_project_id },
      told: (value) => ({ id: isObject(value) ? idIn(value.copy_path_id) : undefined }),
    };
  },
  'v1/create_account': ({ body = {} }) => ({
    kind: 'account',
    title: `${text(body.first_name)} ${text(body.last_name)}`,
    told: (value) => (isObject(value) ? { id: idIn(value.account_id), secret: value.api_key } : {}),
  }),
  'conat/hub/org.createUser': (call) => ({
    kind: 'user',
    title: `${text(firstArgument(call).firstName)} ${text(firstArgument(call).lastName)}`,
    told: (value) => ({ id: idIn(value) }),
  }),
  'conat/hub/org.create': (call) => ({
    kind: 'organization',
    title: text(firstArgument(call).name),
    // The run has named it itself.
    told: () => ({}),
  }),
};

/** Kinds that carry the mark by the project that they belong to, which is the run's own or nothing is sent. */
export const MARKED_BY_PROJECT: readonly Kind[] = ['collaborator', 'copy'];

function joining(options: Json | undefined): Creation | undefined {
  if (!isObject(options)) return undefined;
  const projects = [options.project_id ?? []].flat();
  const pairs = [options.account_id ?? []].flat().map((account_id, at) => ({
    project_id: projects[at] ?? null,
    account_id,
  }));
  // Nobody comes to a project where the call does not name both.
  const named = pairs.filter(
    ({ project_id, account_id }) => isProject(project_id) && isIdOf('account', text(account_id)),
  );
  if (named.length === 0) return undefined;
  // They are known by what the call names, so no id has to come back.
  return { kind: 'collaborator', title: JSON.stringify(named), told: () => ({}) };
}

const isProject = (id: Json | undefined): id is string => isIdOf('project', text(id));

/** The people whom the title of an entry names, last one first. @throws Error where it is none. */
export function collaboratorsIn(title: string): Thing[] {
  const pairs = JSON.parse(title) as Json;
  if (!Array.isArray(pairs)) throw new Error('it is no list');
  return (pairs as readonly Json[])
    .map((pair): Thing => {
      if (!isObject(pair)) throw new Error('it is no list of objects');
      return { kind: 'collaborator', id: text(pair.account_id), project_id: text(pair.project_id) };
    })
    .reverse();
}
