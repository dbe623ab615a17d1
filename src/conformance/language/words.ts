/** The language of deeds: how each API says them, and what any two hubs share of the answers. */
import { GENERATIONS, type Generation, generationOf } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { ApiExchange } from './answer.ts';
import { type ApiCall, callTo } from './call.ts';
import type { DeedKind, DeedOf, HubDeed } from './deeds.ts';

/** How one API says a deed. */
type Words<Deed> = readonly [
  /** As in `v1/ping`. */
  operation: string,
  /** The body, or the first argument of a function. */
  parameters: (deed: Deed) => Json | undefined,
  /** The path in a success to what was asked for, as in `names`; where absent, all but what each answer of the API has. */
  result?: string,
];

/** A column for each API that can say it. */
type Wording<Kind extends DeedKind> = { readonly [Column in Generation]?: Words<DeedOf[Kind]> } & {
  /** What any two hubs share of the result; all of it where absent. */
  readonly shared?: (result: Json, deed: DeedOf[Kind]) => Json;
};

/** The members of a deed under these names. */
function having<Name extends string>(...names: readonly Name[]) {
  return (deed: { readonly [Member in Name]?: Json }): JsonObject =>
    Object.fromEntries(
      names.flatMap((name) => (deed[name] === undefined ? [] : [[name, deed[name] as unknown as Json]])),
    );
}

/** Parameters of a query. */
function querying<Deed>(query: (deed: Deed) => JsonObject, options: (deed: Deed) => JsonObject = () => ({})) {
  return (deed: Deed): JsonObject => ({ query: query(deed), ...options(deed) });
}

/** How the database is asked. */
const QUERIES = { v1: 'v1/query', conat: 'conat/hub/db.userQuery', v2: 'v2/user-query' } as const;

/** The columns of what is done by a query in each API. */
function asked<Deed>(...query: Parameters<typeof querying<Deed>>) {
  return {
    v1: [QUERIES.v1, querying(...query), 'query'] as const,
    conat: [QUERIES.conat, querying(...query)] as const,
    v2: [QUERIES.v2, querying(...query), 'query'] as const,
  };
}

const nothing = () => undefined;
const inProject = having('project_id');
const atPath = having('project_id', 'path');
const membership = having('project_id', 'account_id');

const change = <Deed extends { readonly project_id: string }>(changes: (deed: Deed) => JsonObject) => {
  return (deed: Deed) => ({ projects: { project_id: deed.project_id, ...changes(deed) } });
};

const copyOptions = having('target_project_id', 'target_path', 'overwrite_newer', 'delete_missing');

const copying = ({ project_id, path, ...deed }: DeedOf['copy'] | DeedOf['copyLater']): JsonObject => ({
  ...{ src_project_id: project_id, src_path: path, ...copyOptions(deed) },
});

const execution = (deed: DeedOf['exec']): JsonObject => ({
  ...having('command', 'args', 'path', 'err_on_exit')(deed),
  ...(deed.args === undefined && { bash: true }),
});

const executed = (deed: DeedOf['exec']): JsonObject => ({ ...inProject(deed), ...execution(deed) });

function managingKeys<Deed>(action: string, options: (deed: Deed) => JsonObject) {
  const parameters = (deed: Deed) => ({ action, ...options(deed) });
  return {
    conat: ['conat/hub/system.manageApiKeys', parameters] as const,
    v2: ['v2/api-keys', parameters, 'response'] as const,
  };
}

/** A message to the daemon of a project, which v2 hands on. */
const telling = <Deed extends { readonly project_id: string }>(event: string, options: (deed: Deed) => JsonObject) => {
  return (deed: Deed) => ({ project_id: deed.project_id, mesg: { event, ...options(deed) } });
};

const LOOKED_AT = { title: null, description: null, users: null, deleted: null, state: null };
const IDENTITY = { account_id: null, first_name: null, last_name: null, groups: null };

const WORDS: { readonly [Kind in DeedKind]: Wording<Kind> } = {
  identify: {
    ...asked<DeedOf['identify']>(() => ({ accounts: IDENTITY })),
    shared: (result) => memberOf(result, 'accounts'),
  },
  ping: {
    v1: ['v1/ping', () => ({})],
    conat: ['conat/hub/system.ping', nothing],
  },
  query: asked<DeedOf['query']>(({ query }) => query),
  select: {
    v1: [QUERIES.v1, having('query', 'options'), 'query'],
    conat: [QUERIES.conat, having('query', 'options')],
  },

  create: {
    v1: ['v1/create_project', having('title', 'description'), 'project_id'],
    conat: ['conat/hub/projects.createProject', having('title', 'description')],
    v2: ['v2/projects/create', having('title', 'description'), 'project_id'],
  },
  rename: {
    ...asked<DeedOf['rename']>(change<DeedOf['rename']>(having('title'))),
    v2: ['v2/projects/update', having('project_id', 'title')],
  },
  describe: {
    ...asked<DeedOf['describe']>(change<DeedOf['describe']>(having('description'))),
    v2: ['v2/projects/update', having('project_id', 'description')],
  },
  look: {
    ...asked<DeedOf['look']>(({ project_id }) => ({ projects: [{ project_id, ...LOOKED_AT }] })),
    shared: (result) => withoutTimesOfState(onlyItem(memberOf(result, 'projects'))),
  },
  delete: {
    // v1 has no event for it: the project is marked as deleted, as the function does too.
    v1: ['v1/query', querying(change(() => ({ deleted: true }))), 'query'],
    conat: ['conat/hub/projects.deleteProject', inProject],
    v2: ['v2/projects/delete', inProject],
  },
  add: {
    v1: ['v1/add_collaborator', membership],
    conat: ['conat/hub/projects.addCollaborator', (deed) => ({ opts: membership(deed) })],
    v2: ['v2/projects/collaborators/add', membership],
  },
  remove: {
    v1: ['v1/remove_collaborator', membership],
    conat: ['conat/hub/projects.removeCollaborator', (deed) => ({ opts: membership(deed) })],
    v2: ['v2/projects/collaborators/remove', membership],
  },
  start: { conat: ['conat/hub/projects.start', inProject], v2: ['v2/projects/start', inProject] },
  stop: { conat: ['conat/hub/projects.stop', inProject], v2: ['v2/projects/stop', inProject] },
  state: {
    conat: ['conat/hub/projects.state', inProject],
    v2: [QUERIES.v2, querying(change(() => ({ state: null }))), 'query.projects.state'],
    shared: (result) => memberOf(result, 'state'),
  },
  touch: {
    v1: ['v1/touch_project', inProject],
    conat: ['conat/hub/projects.touch', inProject],
    v2: ['v2/projects/touch', inProject],
  },
  note: { conat: ['conat/hub/db.touch', inProject] },
  pingProject: { conat: ['conat/project/system.ping', nothing] },

  write: {
    v1: ['v1/write_text_file_to_project', having('project_id', 'path', 'content')],
    conat: ['conat/project/system.writeTextFileToProject', having('path', 'content')],
    v2: ['v2/projects/write-text-file', having('project_id', 'path', 'content')],
  },
  read: {
    v1: ['v1/read_text_file_from_project', atPath, 'content'],
    conat: ['conat/project/system.readTextFileFromProject', having('path')],
    v2: ['v2/projects/call', telling<DeedOf['read']>('read_text_file_from_project', having('path')), 'content'],
  },
  list: {
    conat: ['conat/project/system.listing', having('path')],
    shared: (result) => (Array.isArray(result) ? result.map(withoutSizeOfDirectory) : result),
  },
  discard: { conat: ['conat/project/system.deleteFiles', ({ path }) => ({ paths: [path] })] },
  move: { conat: ['conat/project/system.moveFiles', ({ path, folder }) => ({ paths: [path], dest: folder })] },
  renameFile: { conat: ['conat/project/system.renameFile', ({ path, new_path }) => ({ src: path, dest: new_path })] },
  exec: {
    v1: ['v1/project_exec', executed],
    conat: ['conat/project/system.exec', execution],
    v2: ['v2/exec', executed],
    shared: (result) => (isObject(result) ? having('stdout', 'stderr', 'exit_code')(result) : result),
  },

  copy: {
    v1: ['v1/copy_path_between_projects', copying],
    conat: ['conat/hub/projects.copyPathBetweenProjects', copying],
    v2: [
      'v2/projects/copy-path',
      ({ project_id, ...deed }) => ({
        ...{ src_project_id: project_id, path: deed.path, ...copyOptions(deed) },
      }),
    ],
  },
  copyLater: {
    v1: [
      'v1/copy_path_between_projects',
      ({ scheduled, ...deed }) => ({
        ...copying(deed),
        ...{ wait_until_done: false, ...(scheduled !== undefined && { scheduled }) },
      }),
      'copy_path_id',
    ],
  },
  copyStatus: { v1: ['v1/copy_path_status', having('copy_path_id'), 'data'] },
  cancelCopy: { v1: ['v1/copy_path_delete', having('copy_path_id')] },
  copies: {
    v1: [
      'v1/copy_path_status',
      ({ project_id, ...deed }) => ({
        src_project_id: project_id,
        ...having('target_project_id', 'pending', 'limit', 'offset')(deed),
      }),
      'data',
    ],
  },

  share: asked<DeedOf['share']>((deed) => ({
    public_paths: having('project_id', 'path', 'description', 'disabled')(deed),
  })),
  readShared: { v1: ['v1/public_get_text_file', atPath] },
  listShared: {
    v1: ['v1/public_get_directory_listing', having('project_id', 'path', 'start', 'limit'), 'result'],
  },

  names: {
    v1: ['v1/get_usernames', ({ account_id }) => ({ account_ids: [account_id] }), 'usernames'],
    conat: ['conat/hub/system.getNames', ({ account_id }) => [account_id]],
    v2: ['v2/accounts/get-names', ({ account_id }) => ({ account_ids: [account_id] }), 'names'],
    shared: namesOnly,
  },
  find: {
    conat: ['conat/hub/system.userSearch', ({ account_id }) => ({ query: account_id })],
    v2: ['v2/accounts/search', ({ account_id }) => ({ query: account_id })],
    shared: namesOnly,
  },
  search: {
    v1: ['v1/user_search', having('query', 'limit'), 'results'],
    conat: ['conat/hub/system.userSearch', having('query', 'limit')],
    shared: namesOnly,
  },
  // Endpoints of v2 for messages answer only a few calls a minute.
  send: {
    conat: ['conat/hub/messages.send', ({ account_id, subject, body }) => ({ to_ids: [account_id], subject, body })],
    shared: (result) => ({ id: result }),
  },
  receive: {
    conat: ['conat/hub/messages.get', having('type', 'limit', 'offset')],
    shared: (result) => (Array.isArray(result) ? result.map(withoutThread) : result),
  },

  createKey: {
    ...managingKeys<DeedOf['createKey']>('create', having('name', 'project_id', 'expire')),
    shared: onlyItem,
  },
  keys: managingKeys<DeedOf['keys']>('get', having('project_id')),
  renameKey: managingKeys<DeedOf['renameKey']>('edit', having('id', 'name')),
  deleteKey: managingKeys<DeedOf['deleteKey']>('delete', having('id', 'project_id')),
  createAccount: {
    v1: [
      'v1/create_account',
      (deed) => ({
        ...having('first_name', 'last_name', 'email_address', 'password')(deed),
        ...{ agreed_to_terms: true, get_api_key: true },
      }),
    ],
  },
  signIn: {
    v2: ['v2/auth/sign-in', ({ email_address, password }) => ({ email: email_address, password }), 'account_id'],
  },
  deleteAccount: { v1: ['v1/delete_account', having('account_id')] },
  createOrganization: { conat: ['conat/hub/org.create', having('name')] },
};

const memberOf = (value: Json, name: string): Json => (isObject(value) ? (value[name] ?? null) : null);

/** The item of a list that has no other; anything else as it is. */
function onlyItem(value: Json): Json {
  return Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;
}

/** Where and when a project runs differs from hub to hub. */
function withoutTimesOfState(row: Json): Json {
  return isObject(row) && isObject(row.state) ? { ...row, state: row.state.state ?? null } : row;
}

/** Each file system has sizes of its own for directories. */
function withoutSizeOfDirectory(entry: Json): Json {
  return isObject(entry) && entry.isdir === true ? without(entry, ['size']) : entry;
}

/** Threads are counted from the first message that anybody wrote. */
function withoutThread(message: Json): Json {
  return isObject(message) ? without(message, ['thread_id']) : message;
}

const OF_ACCOUNT = ['name', 'profile', 'email_address_verified', 'last_active', 'created'];

/** People have more to show for themselves at the one hub than at the other. */
function namesOnly(value: Json): Json {
  if (Array.isArray(value)) return value.map(namesOnly);
  if (!isObject(value)) return value;
  const inner = Object.entries(without(value, OF_ACCOUNT)).map(([name, one]) => [name, namesOnly(one)]);
  return Object.fromEntries(inner);
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Whether the API has words for such deeds. */
export function isSpoken(kind: DeedKind, api: Generation): boolean {
  return WORDS[kind][api] !== undefined;
}

/** The API if it has words for such deeds, or else another one that has, of these if there is one. */
export function speaking(kind: DeedKind, api: Generation, of: readonly Generation[] = GENERATIONS): Generation {
  return [api, ...of, ...GENERATIONS].find((one) => isSpoken(kind, one)) ?? api;
}

/** The operation that the API does such deeds by, as in `v1/ping`. @throws Error when it has no words for them. */
export function operationFor(kind: DeedKind, api: Generation): string {
  return wordsFor(kind, api)[0];
}

/** Whether the database answers it, which has no other answer than the present one. */
export const isAskedOfDatabase = (kind: DeedKind, api: Generation): boolean => WORDS[kind][api]?.[0] === QUERIES[api];

/** Lists that come in an order which hubs promise. */
const ORDERED: readonly DeedKind[] = ['receive', 'copies'];

/** Whether a list that the deed asks for has an order. */
export function isOrdered(deed: HubDeed): boolean {
  if (deed.kind !== 'select') return ORDERED.includes(deed.kind);
  return deed.options.some(({ order_by }) => order_by !== undefined);
}

/** The call that does the deed. @throws Error when the API has no words for it. */
export function speak(deed: HubDeed, api: Generation): ApiCall {
  const [operation, parameters] = wordsFor(deed.kind, api);
  return callTo(operation, parameters(deed), 'project_id' in deed ? deed.project_id : undefined);
}

/** What any two hubs share of the answer to the deed: of its result, or of the words of a refusal; nothing of silence. */
export function understand(deed: HubDeed, { call, answer }: ApiExchange): Json | undefined {
  if ('words' in answer) return answer.words;
  if (!('value' in answer)) return undefined;
  const [, , path] = wordsFor(deed.kind, generationOf(call.api));
  const result =
    path === undefined ? withoutEnvelope(answer.value, call) : path.split('.').reduce(memberOf, answer.value);
  const share = WORDS[deed.kind].shared as ((result: Json, deed: HubDeed) => Json) | undefined;
  return share === undefined ? result : share(result, deed);
}

/** Each answer of v1 names its event, and has the id of its request. */
function withoutEnvelope(value: Json, { api }: Pick<ApiCall, 'api'>): Json {
  return api === 'v1' && isObject(value) ? without(value, ['event', 'id']) : value;
}

function wordsFor(kind: DeedKind, api: Generation): Words<HubDeed> {
  const words = WORDS[kind][api] as Words<HubDeed> | undefined;
  if (words === undefined) throw new Error(`there is no "${kind}" through ${api}`);
  return words;
}
