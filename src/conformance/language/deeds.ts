/**
 * Things that people do with a hub, as data, in the words of either generation of the API that has them. What a deed is
 * about goes by its place: a project by when it was made, people by the names of their identities.
 */

import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { MARK } from '../tested-hub/mark.ts';
import { queryCall } from '../tested-hub/things.ts';
import type { Call } from './exchange.ts';

export type Deed = DeedOf[keyof DeedOf];

export type DeedKind = keyof DeedOf;

type DeedOf = { readonly [Kind in keyof Parameters]: Parameters[Kind] & { readonly kind: Kind } };

interface InProject {
  readonly project: number;
}

interface AtPath extends InProject {
  readonly path: string;
}

interface OfPerson {
  readonly person: string;
}

interface Copying extends AtPath {
  /** The project that is copied to. */
  readonly target: number;
  /** The same as in the source where absent. */
  readonly target_path?: string;
  readonly overwrite_newer?: boolean;
  readonly delete_missing?: boolean;
}

interface Parameters {
  readonly create: { readonly title: string; readonly description?: string };
  readonly rename: InProject & { readonly title: string };
  readonly describe: InProject & { readonly description: string };
  /** Asks for its title, its description, who is in it, whether it is deleted and in what state it is noted to be. */
  readonly look: InProject;
  readonly delete: InProject;
  readonly add: InProject & OfPerson;
  readonly remove: InProject & OfPerson;
  readonly write: AtPath & { readonly content: string };
  readonly read: AtPath;
  readonly list: AtPath;
  readonly discard: AtPath;
  readonly copy: Copying;
  /** Asks for a copy and does not wait for it: it is made at once, or at a time. */
  readonly copyLater: Copying & { readonly scheduled?: string };
  /** Asks after a copy that was not waited for, by its place among those. */
  readonly copyStatus: { readonly copy: number };
  readonly cancelCopy: { readonly copy: number };
  /** Runs a text of bash, or, with `args`, a program. */
  readonly exec: InProject & {
    readonly command: string;
    readonly args?: readonly string[];
    /** The directory to do it in. */
    readonly path?: string;
    readonly err_on_exit?: boolean;
  };
  readonly start: InProject;
  readonly stop: InProject;
  readonly state: InProject;
  readonly touch: InProject;
  readonly share: AtPath & { readonly description: string; readonly disabled?: boolean };
  readonly readShared: AtPath;
  readonly names: OfPerson;
  readonly search: OfPerson;
  readonly send: OfPerson & { readonly subject: string; readonly body: string };
  /** Asks for the last message. */
  readonly receive: Record<never, never>;
}

/** Somebody at one of the hubs. */
export interface Person {
  readonly account_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly groups: readonly string[];
}

/** What deeds can be about, at one of the hubs. */
export interface Scene {
  /** The id of the run, which titles carry. */
  readonly run: string;
  /** By the names of their identities. */
  readonly people: Readonly<Record<string, Person>>;
  /** Ids of the projects that were made, in order. */
  readonly projects: readonly string[];
  /** Ids of the copies that were not waited for, in order. */
  readonly copies: readonly string[];
}

interface Wording<Kind extends DeedKind> {
  readonly v1?: (deed: DeedOf[Kind], scene: Scene) => Call;
  readonly conat?: (deed: DeedOf[Kind], scene: Scene) => Call;
  /** What of the answer any two hubs share; all of it where absent. */
  readonly shared?: (value: Json, deed: DeedOf[Kind], scene: Scene) => Json;
}

const event = (name: string, body: JsonObject): Call => ({ api: 'v1', name, body });

const hubFunction = (name: string, ...args: Json[]): Call => ({ api: 'conat/hub', name, args });

const projectFunction = (project_id: string, name: string, ...args: Json[]): Call => ({
  ...{ api: 'conat/project', name, args, project_id },
});

/** The title as it is sent: clean-up knows by it what is of the run. */
const titled = (title: string, { run }: Scene) => `${MARK}${run} ${title}`;

const place = ({ project }: InProject, { projects }: Scene): string => projects[project] as string;

const accountOf = ({ person }: OfPerson, { people }: Scene): string => (people[person] as Person).account_id;

const set = (generation: Generation, deed: InProject, scene: Scene, changes: JsonObject): Call =>
  queryCall(generation, { projects: { project_id: place(deed, scene), ...changes } });

const membership = (deed: InProject & OfPerson, scene: Scene): JsonObject => ({
  project_id: place(deed, scene),
  account_id: accountOf(deed, scene),
});

const LOOKED_AT = { title: null, description: null, users: null, deleted: null, state: null };

const rowsOf = (generation: Generation, deed: InProject, scene: Scene): Call =>
  queryCall(generation, { projects: [{ project_id: place(deed, scene), ...LOOKED_AT }] });

function copying(deed: Copying, scene: Scene): JsonObject {
  const { path, target, target_path, overwrite_newer, delete_missing } = deed;
  return {
    src_project_id: place(deed, scene),
    src_path: path,
    target_project_id: scene.projects[target] as string,
    ...(target_path !== undefined && { target_path }),
    ...(overwrite_newer !== undefined && { overwrite_newer }),
    ...(delete_missing !== undefined && { delete_missing }),
  };
}

function execution({ command, args, path, err_on_exit }: DeedOf['exec']): JsonObject {
  return {
    command,
    ...(args === undefined ? { bash: true } : { args }),
    ...(path !== undefined && { path }),
    ...(err_on_exit !== undefined && { err_on_exit }),
  };
}

const shareOf = (generation: Generation, deed: DeedOf['share'], scene: Scene): Call => {
  const { path, description, disabled = false } = deed;
  return queryCall(generation, { public_paths: { project_id: place(deed, scene), path, description, disabled } });
};

const WORDINGS: { readonly [Kind in DeedKind]: Wording<Kind> } = {
  create: {
    v1: ({ title, description = '' }, scene) => event('create_project', { title: titled(title, scene), description }),
    conat: ({ title, description = '' }, scene) =>
      hubFunction('projects.createProject', { title: titled(title, scene), description }),
  },
  rename: {
    v1: (deed, scene) => set('v1', deed, scene, { title: titled(deed.title, scene) }),
    conat: (deed, scene) => set('conat', deed, scene, { title: titled(deed.title, scene) }),
  },
  describe: {
    v1: (deed, scene) => set('v1', deed, scene, { description: deed.description }),
    conat: (deed, scene) => set('conat', deed, scene, { description: deed.description }),
  },
  look: {
    v1: (deed, scene) => rowsOf('v1', deed, scene),
    conat: (deed, scene) => rowsOf('conat', deed, scene),
    shared: withoutTimesOfState,
  },
  delete: {
    v1: (deed, scene) => set('v1', deed, scene, { deleted: true }),
    conat: (deed, scene) => hubFunction('projects.deleteProject', { project_id: place(deed, scene) }),
  },
  add: {
    v1: (deed, scene) => event('add_collaborator', membership(deed, scene)),
    conat: (deed, scene) => hubFunction('projects.addCollaborator', { opts: membership(deed, scene) }),
  },
  remove: {
    v1: (deed, scene) => event('remove_collaborator', membership(deed, scene)),
    conat: (deed, scene) => hubFunction('projects.removeCollaborator', { opts: membership(deed, scene) }),
  },
  write: {
    v1: ({ path, content, ...deed }, scene) =>
      event('write_text_file_to_project', { project_id: place(deed, scene), path, content }),
    conat: ({ path, content, ...deed }, scene) =>
      projectFunction(place(deed, scene), 'system.writeTextFileToProject', { path, content }),
  },
  read: {
    v1: ({ path, ...deed }, scene) => event('read_text_file_from_project', { project_id: place(deed, scene), path }),
    conat: ({ path, ...deed }, scene) =>
      projectFunction(place(deed, scene), 'system.readTextFileFromProject', { path }),
  },
  list: {
    conat: ({ path, ...deed }, scene) => projectFunction(place(deed, scene), 'system.listing', { path }),
    shared: (value) => (Array.isArray(value) ? value.map(withoutSizeOfDirectory) : value),
  },
  discard: {
    conat: ({ path, ...deed }, scene) => projectFunction(place(deed, scene), 'system.deleteFiles', { paths: [path] }),
  },
  copy: {
    v1: (deed, scene) => event('copy_path_between_projects', copying(deed, scene)),
    conat: (deed, scene) => hubFunction('projects.copyPathBetweenProjects', copying(deed, scene)),
  },
  copyLater: {
    v1: (deed, scene) =>
      event('copy_path_between_projects', {
        ...copying(deed, scene),
        ...(deed.scheduled === undefined ? { wait_until_done: false } : { scheduled: deed.scheduled }),
      }),
  },
  copyStatus: {
    v1: ({ copy }, { copies }) => event('copy_path_status', { copy_path_id: copies[copy] as string }),
  },
  cancelCopy: {
    v1: ({ copy }, { copies }) => event('copy_path_delete', { copy_path_id: copies[copy] as string }),
  },
  exec: {
    v1: (deed, scene) => event('project_exec', { project_id: place(deed, scene), ...execution(deed) }),
    conat: (deed, scene) => projectFunction(place(deed, scene), 'system.exec', execution(deed)),
  },
  start: { conat: (deed, scene) => hubFunction('projects.start', { project_id: place(deed, scene) }) },
  stop: { conat: (deed, scene) => hubFunction('projects.stop', { project_id: place(deed, scene) }) },
  state: {
    conat: (deed, scene) => hubFunction('projects.state', { project_id: place(deed, scene) }),
    shared: (value) => (isObject(value) ? { state: value.state ?? null } : value),
  },
  touch: {
    v1: (deed, scene) => event('touch_project', { project_id: place(deed, scene) }),
    conat: (deed, scene) => hubFunction('projects.touch', { project_id: place(deed, scene) }),
  },
  share: {
    v1: (deed, scene) => shareOf('v1', deed, scene),
    conat: (deed, scene) => shareOf('conat', deed, scene),
  },
  readShared: {
    v1: ({ path, ...deed }, scene) => event('public_get_text_file', { project_id: place(deed, scene), path }),
  },
  names: {
    v1: (deed, scene) => event('get_usernames', { account_ids: [accountOf(deed, scene)] }),
    conat: (deed, scene) => hubFunction('system.getNames', [accountOf(deed, scene)]),
    shared: namesOnly,
  },
  search: {
    // By its id one account is found, and no other that happens to be there.
    conat: (deed, scene) => hubFunction('system.userSearch', { query: accountOf(deed, scene) }),
    shared: namesOnly,
  },
  send: {
    conat: ({ subject, body, ...deed }, scene) =>
      hubFunction('messages.send', {
        ...{ to_ids: [accountOf(deed, scene)], subject: titled(subject, scene), body },
      }),
    shared: (value) => (typeof value === 'number' ? '<message>' : value),
  },
  receive: {
    conat: () => hubFunction('messages.get', { limit: 1 }),
    shared: (value) => (Array.isArray(value) ? value.map(withoutNumbers) : value),
  },
};

/** Where and when a project runs is its hub's affair. */
function withoutTimesOfState(value: Json): Json {
  return changedObjects(value, (object) =>
    isObject(object.state) ? { ...object, state: object.state.state ?? null } : object,
  );
}

/** Each file system has sizes of its own for directories. */
function withoutSizeOfDirectory(entry: Json): Json {
  if (!isObject(entry) || entry.isdir !== true) return entry;
  const { size: _size, ...rest } = entry;
  return rest;
}

const OF_ACCOUNT = ['name', 'profile', 'email_address_verified', 'last_active', 'created'];

/** People have more to show for themselves at the one hub than at the other, and names of their own at each. */
function namesOnly(value: Json, { person }: OfPerson, { people }: Scene): Json {
  const { first_name, last_name } = people[person] as Person;
  const names: JsonObject = { first_name, last_name };
  return changedObjects(value, (object) => {
    const shared = Object.entries(object).filter(([name]) => !OF_ACCOUNT.includes(name));
    return Object.fromEntries(shared.map(([name, told]) => [name, told === names[name] ? `<${name}>` : told]));
  });
}

/** Messages are counted from the first one that anybody wrote. */
function withoutNumbers(message: Json): Json {
  if (!isObject(message)) return message;
  const { id: _id, thread_id: _thread_id, ...rest } = message;
  return rest;
}

/** The value with each object in it changed, the innermost first. */
function changedObjects(value: Json, change: (object: JsonObject) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => changedObjects(item, change));
  if (!isObject(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changedObjects(inner, change)])),
  );
}

/** Whether the deed can be done through the generation. */
export function isSpoken(kind: DeedKind, generation: Generation): boolean {
  return WORDINGS[kind][generation] !== undefined;
}

/** The call that does it. @throws Error when the generation has no words for it. */
export function callFor(deed: Deed, generation: Generation, scene: Scene): Call {
  const word = WORDINGS[deed.kind][generation] as ((deed: Deed, scene: Scene) => Call) | undefined;
  if (word === undefined) throw new Error(`there is no "${deed.kind}" through ${generation}`);
  return word(deed, scene);
}

/** What of the answer to the deed any two hubs share. */
export function sharedOf(deed: Deed, value: Json, scene: Scene): Json {
  const share = WORDINGS[deed.kind].shared as ((value: Json, deed: Deed, scene: Scene) => Json) | undefined;
  return share?.(value, deed, scene) ?? value;
}
