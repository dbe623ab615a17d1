/**
 * The kinds of things that runs make: what their ids look like, where a hub shows their titles, and the call that undoes
 * them. All of it follows from the kind and the ids alone, so whoever writes to a ledger cannot have anything else called.
 */

import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { answerText, type Call, type Exchange, UNANSWERED } from '../language/exchange.ts';

export const KINDS = ['project', 'key', 'collaborator', 'account', 'user', 'organization', 'copy'] as const;

/** `user`: an account in an organization, made by an admin. */
export type Kind = (typeof KINDS)[number];

export interface Thing {
  readonly kind: Kind;
  /** Of a collaborator the id of the account. */
  readonly id: string;
  /** The project that it belongs to: of a key, if it has one, of a collaborator, and of a copy the one it is from. */
  readonly project_id?: string;
}

/** What a hub shows of a thing. */
export interface Sight {
  /** Its own, or that of the project that it belongs to. */
  readonly title: string;
  /** It is undone already, or was never done. */
  readonly gone: boolean;
  /** The end of a key, where the hub shows it. */
  readonly end?: string;
}

/** Sends a call that only reads. */
export type Ask = (call: Call) => Promise<Exchange>;

/** The hub did not tell. */
export class CensusError extends Error {
  override readonly name = 'CensusError';
  /** There was no answer at all, so it is worth asking again. */
  readonly unanswered: boolean;

  constructor({ answer }: Pick<Exchange, 'answer'>) {
    super(`the hub does not tell what there is: ${answerText(answer)}`);
    this.unanswered = UNANSWERED.includes(answer.outcome);
  }
}

interface Ways {
  readonly id: RegExp;
  /** Once it is undone, the hub shows nothing of it any more. */
  readonly vanishes?: true;
  /** What the hub shows under the id; `undefined`: nothing. @throws CensusError */
  look(ask: Ask, thing: Thing, generation: Generation): Promise<Sight | undefined>;
  /** The ids of those with the title, for what no answer told an id of. @throws CensusError */
  find?(ask: Ask, title: string, project_id: string | undefined, generation: Generation): Promise<string[]>;
  /** The call that undoes it. Kinds without one last. */
  undo?(thing: Thing, generation: Generation): Omit<Call, 'as'>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const WAYS: Readonly<Record<Kind, Ways>> = {
  project: {
    id: UUID,
    look: (ask, { id }, generation) => lookAtProject(ask, id, generation),
    find: async (ask, title, _, generation) =>
      (await projects(ask, generation)).filter((one) => one.title === title).map(({ id }) => id),
    undo: ({ id }, generation) => deleteProject(generation, id),
  },
  key: {
    id: /^\d{1,15}$/,
    vanishes: true,
    look: async (ask, { id, project_id }) => (await keys(ask, project_id)).find((key) => key.id === id),
    find: async (ask, title, project_id) =>
      (await keys(ask, project_id)).filter((key) => key.title === title).map(({ id }) => id),
    undo: ({ id, project_id }) => ({
      api: 'conat/hub',
      name: 'system.manageApiKeys',
      args: [{ action: 'delete', id: Number(id), ...(project_id !== undefined && { project_id }) }],
    }),
  },
  collaborator: {
    id: UUID,
    look: (ask, { id, project_id = '' }, generation) => lookAtProject(ask, project_id, generation, id),
    undo: ({ id: account_id, project_id = '' }, generation) =>
      generation === 'v1'
        ? { api: 'v1', name: 'remove_collaborator', body: { project_id, account_id } }
        : { api: 'conat/hub', name: 'projects.removeCollaborator', args: [{ opts: { project_id, account_id } }] },
  },
  account: {
    id: UUID,
    vanishes: true,
    look: lookAtAccount,
    find: findAccounts,
    undo: ({ id }) => ({ api: 'v1', name: 'delete_account', body: { account_id: id } }),
  },
  user: { id: UUID, look: lookAtAccount },
  organization: { id: /^[\w-]+$/, look: async (_, { id }) => ({ title: id, gone: false }) },
  copy: {
    id: UUID,
    vanishes: true,
    look: lookAtCopy,
    find: async (ask, _, project_id = '') => {
      const exchange = await ask(event('copy_path_status', { src_project_id: project_id, pending: true }));
      // Who may not ask any more has no project there.
      if (exchange.answer.outcome === 'refusal') return [];
      const rows = memberOf(exchange, 'data');
      if (!Array.isArray(rows)) throw new CensusError(exchange);
      return rows.filter(isObject).map(({ copy_path_id }) => text(copy_path_id));
    },
    undo: ({ id }) => event('copy_path_delete', { copy_path_id: id }),
  },
};

export const waysOf = (kind: Kind): Ways => WAYS[kind];

/** Whether a text can be the id of a thing of the kind. */
export const isIdOf = (kind: Kind, id: string): boolean => WAYS[kind].id.test(id);

/** v1 has no event for it: the project is marked as deleted, as the other generation does too. */
export function deleteProject(generation: Generation, project_id: string): Omit<Call, 'as'> {
  if (generation === 'conat') return { api: 'conat/hub', name: 'projects.deleteProject', args: [{ project_id }] };
  return event('query', { query: { projects: { project_id, deleted: true } } });
}

/** Projects of the account that asks, deleted ones too. */
export async function projects(ask: Ask, generation: Generation): Promise<(Sight & { readonly id: string })[]> {
  const asked = { project_id: null, title: null, deleted: null };
  const exchange = await ask(queryCall(generation, { projects_all: [asked] }));
  const rows = rowsIn(exchange);
  // A list that names things as no hub does is no list to say that something is gone by.
  const ids = rows.map(({ project_id }) => text(project_id));
  const isList = ids.every((id) => isIdOf('project', id)) && new Set(ids).size === ids.length;
  if (!isList || !rows.every(({ title }) => title === null || typeof title === 'string'))
    throw new CensusError(exchange);
  return rows.map((row) => ({ id: text(row.project_id), ...projectIn(row) }));
}

const projectIn = ({ title, deleted }: JsonObject): Sight => ({ title: text(title), gone: deleted === true });

/** @param account_id of somebody in it, who is gone once they are not in it any more; its owner never came. */
async function lookAtProject(
  ask: Ask,
  project_id: string,
  generation: Generation,
  account_id?: string,
): Promise<Sight | undefined> {
  const asked = { project_id, title: null, deleted: null, ...(account_id !== undefined && { users: null }) };
  const exchange = await ask(queryCall(generation, { projects_all: [asked] }));
  // Whoever is not in it is told no.
  if (exchange.answer.outcome === 'refusal') return undefined;
  const row = rowsIn(exchange).find((one) => isSameId(one.project_id, project_id));
  if (row === undefined) return undefined;
  const sight = projectIn(row);
  if (account_id === undefined || !isObject(row.users)) return sight;
  const [, user] = Object.entries(row.users).find(([id]) => isSameId(id, account_id)) ?? [];
  return { ...sight, gone: sight.gone || !isObject(user) || user.group === 'owner' };
}

/** @throws CensusError */
function rowsIn(exchange: Exchange): JsonObject[] {
  const rows = resultOf(exchange)?.projects_all;
  if (!Array.isArray(rows) || !rows.every(isObject)) throw new CensusError(exchange);
  return rows;
}

/** The keys of the account that asks, or those of a project. @throws CensusError */
export async function keys(ask: Ask, project_id?: string): Promise<(Sight & { readonly id: string })[]> {
  const args = [{ action: 'get', ...(project_id !== undefined && { project_id }) }];
  const exchange = await ask({ api: 'conat/hub', name: 'system.manageApiKeys', args });
  const { answer } = exchange;
  // Not every hub of this generation has keys to manage; none can have been made there.
  if (answer.outcome === 'refusal') return [];
  const rows = answer.outcome === 'success' && Array.isArray(answer.value) ? (answer.value as readonly Json[]) : [null];
  const isList = rows.every((row) => isObject(row) && isIdOf('key', idIn(row.id) ?? ''));
  if (!isList) throw new CensusError(exchange);
  return rows.filter(isObject).map(({ id, name, trunc }) => ({
    id: idIn(id) ?? '',
    title: text(name),
    gone: false,
    // [server/api/manage.ts: the first three characters, dots, the last six]
    ...(typeof trunc === 'string' && { end: trunc.slice(-6) }),
  }));
}

/** In which a hub of the second generation names whoever is deleted, or never was. [server/accounts/get-name.ts] */
const NOBODY = 'Deleted User';

/** Accounts are known by their names. In v1 a deleted one keeps them. */
async function lookAtAccount(ask: Ask, { id }: Thing, generation: Generation): Promise<Sight | undefined> {
  const exchange = await ask(
    generation === 'v1'
      ? event('get_usernames', { account_ids: [id] })
      : { api: 'conat/hub', name: 'system.getNames', args: [[id]] },
  );
  if (exchange.answer.outcome !== 'success') throw new CensusError(exchange);
  const names = generation === 'v1' ? memberOf(exchange, 'usernames') : exchange.answer.value;
  const [, person] = isObject(names) ? (Object.entries(names).find(([one]) => isSameId(one, id)) ?? []) : [];
  const title = isObject(person) ? `${text(person.first_name)} ${text(person.last_name)}` : ' ';
  return title === ' ' || title === NOBODY ? undefined : { title, gone: false };
}

/** A search takes beginnings of names, and shows nobody who is deleted. */
async function findAccounts(ask: Ask, title: string, _: unknown, generation: Generation): Promise<string[]> {
  const [query = ''] = title.split(' ');
  const exchange = await ask(
    generation === 'v1'
      ? event('user_search', { query, limit: 50 })
      : { api: 'conat/hub', name: 'system.userSearch', args: [{ query, limit: 50 }] },
  );
  if (exchange.answer.outcome !== 'success') throw new CensusError(exchange);
  const rows = generation === 'v1' ? memberOf(exchange, 'results') : exchange.answer.value;
  if (!Array.isArray(rows)) throw new CensusError(exchange);
  return rows
    .filter(isObject)
    .filter(({ first_name, last_name }) => `${text(first_name)} ${text(last_name)}` === title)
    .map(({ account_id }) => text(account_id));
}

/** A copy is the run's where the project is that it is from. It waits only if it is scheduled. */
async function lookAtCopy(ask: Ask, { id, project_id = '' }: Thing): Promise<Sight | undefined> {
  const project = await lookAtProject(ask, project_id, 'v1');
  const exchange = await ask(event('copy_path_status', { copy_path_id: id }));
  if (exchange.answer.outcome === 'refusal') return undefined;
  const data = memberOf(exchange, 'data');
  if (!isObject(data)) throw new CensusError(exchange);
  if (!isSameId(data.source_project_id, project_id)) return { title: 'a copy from another project', gone: false };
  return project && { ...project, gone: typeof data.scheduled !== 'string' || typeof data.finished === 'string' };
}

/** A user query as a call of either generation. */
export function queryCall(generation: Generation, query: JsonObject): Call {
  return generation === 'v1'
    ? event('query', { query })
    : { api: 'conat/hub', name: 'db.userQuery', args: [{ query }] };
}

/** What a query found, by table; nothing where it did not succeed. */
export function resultOf({ call, answer }: Exchange): JsonObject | undefined {
  if (answer.outcome !== 'success' || !isObject(answer.value)) return undefined;
  const result: Json | undefined = call.api === 'v1' ? answer.value.query : answer.value;
  return isObject(result) ? result : undefined;
}

/** An id in an answer. */
export const idIn = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Whether it is the id, whichever case its letters are in. */
export const isSameId = (value: Json | undefined, id: string): boolean =>
  typeof value === 'string' && value.toLowerCase() === id.toLowerCase();

const event = (name: string, body: JsonObject): Call => ({ api: 'v1', name, body });

function memberOf({ answer }: Exchange, name: string): Json | undefined {
  return answer.outcome === 'success' && isObject(answer.value) ? answer.value[name] : undefined;
}

/** The text, or an empty one for anything else that a hub may send in its place. */
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
