/** What calls do to a hub, and to which things. What is not known is taken for the worst. */
import type { Facts } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { CONTRACTS, readContracts } from '../../contracts/folder.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type ApiCall, membersSent, operationOf } from '../language/call.ts';
import type { Kind, Thing } from './things.ts';

/** How far a call goes, as `Facts` has it. */
export type Reach = Exclude<Facts['does'], 'as queried' | 'as its action'>;

/** A name that nothing at a hub has, to ask for what is not there. */
export const NOTHING = 'mock_hub_unknown';

/** A text that nobody takes for an id. */
export const MALFORMED = 'not-an-id';

export function reachOf(call: ApiCall): Reach {
  const operation = operationOf(call);
  // Nothing is done where nothing is named, but for a key of a project, which starts it.
  if (call.name === '') return call.api === 'conat/project' && call.as !== 'anonymous' ? 'wakes' : 'reads';
  if (call.name.split('.').at(-1) === NOTHING && call.api !== 'conat/project') return 'reads';
  const does = factsOf(operation)?.does ?? 'lasts';
  if (does === 'as queried') return effectOfQuery(membersSent(call));
  return does === 'as its action' ? effectOfAction(membersSent(call)) : does;
}

function effectOfAction({ action }: JsonObject): Reach {
  if (action === 'get') return 'reads';
  return action === 'create' || action === 'edit' || action === 'delete' ? 'writes' : 'lasts';
}

/** Options of a query that leave a get a get. */
const READING_OPTIONS = ['limit', 'order_by', 'heads'];

/** Tables whose rows all belong to projects. */
const OF_PROJECTS = ['projects', 'projects_all', 'public_paths', 'project_log', 'project_invite_tokens', 'file_use'];

/** Tables whose gets do something. */
const ACTING = ['create_message'];

/** A query reads where every part asks for something, and no option says otherwise. */
function effectOfQuery({ query, options = [], changes }: JsonObject): Reach {
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
  copy_id: 'copy',
  account_id: 'account',
  target_account_id: 'account',
  user_account_id: 'account',
};

/** In these calls an account is somebody who joins or leaves a project, and is not changed itself. */
const OF_PEOPLE_IN_PROJECTS = /collaborator|changeUserType/i;

/** The things that the call would change, or take for its change, as far as it names them. */
export function thingsNamed(call: ApiCall): Thing[] {
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
function namedByPlace(call: ApiCall): Thing[] {
  const { id, name, user } = membersSent(call);
  if (factsOf(operationOf(call))?.does === 'as its action') return thing('key', id);
  if (!operationOf(call).startsWith('conat/hub/org.')) return [];
  return [...thing('organization', name), ...thing('account', user)];
}

function thing(kind: Kind, id: Json | undefined): Thing[] {
  return typeof id === 'string' || typeof id === 'number' ? [{ kind, id: String(id) }] : [];
}

let endpoints: Contracts['endpoints'] | undefined;

/** The facts of an operation; nothing for one that has no contract. */
export function factsOf(operation: string): Facts | undefined {
  return Object.hasOwn(all(), operation) ? all()[operation]?.facts : undefined;
}

function all(): Contracts['endpoints'] {
  endpoints ??= readContracts(CONTRACTS).endpoints;
  return endpoints;
}

export function operationsWithFacts(): string[] {
  return Object.keys(all()).sort();
}
