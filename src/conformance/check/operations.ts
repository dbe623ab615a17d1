/** What each operation does to a hub. What is not listed here is taken for the worst. */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type Call, operationOf } from './exchange.ts';
import type { Kind, Thing } from './things.ts';

/**
 * `reads`: leaves everything as it is. `wakes`: reads, and starts a project for it. `writes`: changes what a project
 * holds, or makes what can be removed again. `lasts`: cannot be taken back: mail, accounts, passwords, tickets.
 */
export type Effect = 'reads' | 'wakes' | 'writes' | 'lasts';

const V1: Readonly<Record<Exclude<Effect, 'lasts'>, string>> = {
  reads: 'ping user_search get_usernames get_available_upgrades copy_path_status get_support_tickets',
  wakes: 'read_text_file_from_project public_get_directory_listing public_get_text_file',
  writes:
    'create_project touch_project project_exec write_text_file_to_project copy_path_between_projects copy_path_delete copy_public_path_between_projects add_collaborator remove_collaborator add_license_to_project remove_license_from_project disconnect_from_project',
};

const HUB: typeof V1 = {
  reads:
    'system.getCustomize system.ping system.test system.getNames system.userSearch projects.state projects.status db.getLegacyTimeTravelInfo db.getLegacyTimeTravelPatches db.fileUseTimes purchases.getBalance purchases.getMinBalance sync.history org.getAll org.get org.getUsers messages.get',
  wakes: 'jupyter.kernels',
  writes:
    'projects.createProject projects.copyPathBetweenProjects projects.removeCollaborator projects.addCollaborator projects.changeUserType projects.setQuotas projects.start projects.stop projects.touch db.touch projects.deleteProject jupyter.execute',
};

/** Every call of a project's function starts the project. [server/api/project-bridge.ts callProject] */
const PROJECT: typeof V1 = {
  reads: '',
  wakes:
    'ping system.ping system.test system.version system.listing system.realpath system.canonicalPaths system.readTextFileFromProject system.configuration system.listJupyterKernels editor.jupyterKernels editor.jupyterKernelLogo sync.close',
  writes:
    'system.exec system.jupyterExecute system.stopJupyterKernel system.deleteFiles system.moveFiles system.renameFile system.writeTextFileToProject system.signal system.terminate editor.newFile editor.jupyterStripNotebook editor.jupyterNbconvert editor.jupyterRunNotebook editor.formatterString editor.printSageWS editor.createTerminalService',
};

const EFFECTS: ReadonlyMap<string, Effect> = new Map([
  ...listed('v1', V1),
  ...listed('conat/hub', HUB),
  ...listed('conat/project', PROJECT),
]);

function listed(api: string, names: typeof V1): [string, Effect][] {
  return Object.entries(names).flatMap(([effect, list]) =>
    list
      .split(' ')
      .filter((name) => name !== '')
      .map((name): [string, Effect] => [`${api}/${name}`, effect as Effect]),
  );
}

/** A name that nothing at a hub has, to ask for what is not there. */
export const NOTHING = 'mock_hub_unknown';

/** A text that nobody takes for an id. */
export const MALFORMED = 'not-an-id';

export function effectOf(call: Call): Effect {
  const operation = operationOf(call);
  // Nothing is done where nothing is named, but for a key of a project, which starts it.
  if (call.name === '') return call.api === 'conat/project' && call.as !== 'anonymous' ? 'wakes' : 'reads';
  if (call.name.split('.').at(-1) === NOTHING && call.api !== 'conat/project') return 'reads';
  if (operation === 'v1/query') return effectOfQuery(call.body ?? {});
  if (operation === 'conat/hub/db.userQuery') return effectOfQuery(firstArgument(call));
  if (operation === 'conat/hub/system.manageApiKeys') return effectOfKeys(firstArgument(call));
  return EFFECTS.get(operation) ?? 'lasts';
}

/** The first argument of a function, as an object. */
export function firstArgument({ args }: Call): JsonObject {
  const first = Array.isArray(args) ? (args[0] as Json) : undefined;
  return isObject(first) ? first : {};
}

function effectOfKeys({ action }: JsonObject): Effect {
  if (action === 'get') return 'reads';
  return action === 'create' || action === 'edit' || action === 'delete' ? 'writes' : 'lasts';
}

/** Options of a query that leave a get a get. */
const READING_OPTIONS = ['limit', 'order_by', 'heads'];

/** Tables of which every row belongs to a project. */
const OF_PROJECTS = ['projects', 'projects_all', 'public_paths', 'project_log', 'project_invite_tokens', 'file_use'];

/** Tables whose gets do something. */
const ACTING = ['create_message'];

/** A query reads where every part asks for something, and no option says otherwise. */
function effectOfQuery({ query, options = [], changes }: JsonObject): Effect {
  const parts = (Array.isArray(query) ? query : [query]) as readonly (Json | undefined)[];
  const plain = Array.isArray(options) && options.every((option) => isObject(option) && isReading(option));
  const isGet = plain && !changes && parts.every((part) => asksForSomething(part) && !names(part, ACTING));
  if (isGet) return 'reads';
  return parts.every((part) => names(part, OF_PROJECTS)) ? 'writes' : 'lasts';
}

function isReading(option: JsonObject): boolean {
  return Object.keys(option).every((name) => READING_OPTIONS.includes(name));
}

/** Whether there is a `null` in it, which is what makes a query a get. */
function asksForSomething(part: Json | undefined): boolean {
  if (part === null) return true;
  return typeof part === 'object' && Object.values(part).some(asksForSomething);
}

function names(part: Json | undefined, tables: readonly string[]): boolean {
  const [table] = isObject(part) ? Object.keys(part) : [];
  return table !== undefined && tables.includes(table);
}

/** Members that name things, and of which kind. */
const NAMING: Readonly<Record<string, Kind>> = {
  project_id: 'project',
  src_project_id: 'project',
  target_project_id: 'project',
  copy_path_id: 'copy',
  account_id: 'account',
  user_account_id: 'account',
};

/** Of these calls an account is somebody who comes to a project or goes, and is not changed itself. */
const OF_PEOPLE_IN_PROJECTS = /collaborator|changeUserType/i;

/** The things that the call would change, or take for its change, as far as it names them. */
export function thingsNamed(call: Call): Thing[] {
  const { name, body, args, project_id } = call;
  const all = [...named({ project_id: project_id ?? null }), ...named(body), ...named(args), ...namedByPlace(call)];
  return OF_PEOPLE_IN_PROJECTS.test(name) ? all.filter(({ kind }) => kind !== 'account') : all;
}

function named(value: Json | undefined): Thing[] {
  if (Array.isArray(value)) return value.flatMap(named);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const kind = Object.hasOwn(NAMING, name) ? NAMING[name] : undefined;
    const texts = [inner].flat().filter((one) => typeof one === 'string');
    return kind !== undefined && texts.length > 0 ? texts.map((id) => ({ kind, id })) : named(inner);
  });
}

/** What members of such names are only in these calls. */
function namedByPlace(call: Call): Thing[] {
  const { id, name, user } = firstArgument(call);
  if (operationOf(call) === 'conat/hub/system.manageApiKeys') return thing('key', id);
  if (!operationOf(call).startsWith('conat/hub/org.')) return [];
  return [...thing('organization', name), ...thing('account', user)];
}

function thing(kind: Kind, id: Json | undefined): Thing[] {
  return typeof id === 'string' || typeof id === 'number' ? [{ kind, id: String(id) }] : [];
}
