/**
 * The kinds of things that runs make: what their ids look like, where a hub shows their titles, and the deed that undoes
 * them. All of it follows from the kind and the ids alone, so a ledger that somebody wrote to cannot cause other calls.
 */
import { type Generation, LASTING_KINDS } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type ApiExchange, answerText, UNANSWERED } from '../language/answer.ts';
import type { ApiCall } from '../language/call.ts';
import type { HubDeed } from '../language/deeds.ts';
import { textOr } from '../language/person.ts';
import { isSpoken, speak, speaking, understand } from '../language/words.ts';
import { MARK } from './mark.ts';

const MADE_KINDS = [
  ...['project', 'key', 'collaborator', 'account', 'user', 'organization', 'copy', 'public path'],
] as const;

export const KINDS = [...MADE_KINDS, ...LASTING_KINDS];

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
  /** It is a project that runs, or is on its way there or back. */
  readonly runs?: boolean;
  /** The end of a key, where the hub shows it. */
  readonly end?: string;
}

/** A hub to ask. */
export interface Asked {
  /** Sends a call that only reads. */
  readonly ask: (call: ApiCall) => Promise<ApiExchange>;
  /** The API to ask by, where it has words for the question. */
  readonly api: Generation;
}

/** The hub did not tell. */
export class CensusError extends Error {
  override readonly name = 'CensusError';
  readonly refused: boolean;
  /** There was no answer at all, so it is worth asking again. */
  readonly unanswered: boolean;

  constructor({ answer }: Pick<ApiExchange, 'answer'>) {
    super(`the hub does not tell what there is: ${answerText(answer)}`);
    this.refused = answer.outcome === 'refusal';
    this.unanswered = UNANSWERED.includes(answer.outcome);
  }
}

interface Ways {
  readonly id: RegExp;
  /** Once it is undone, the hub shows nothing of it any more. */
  readonly vanishes?: true;
  /** What the hub shows under the id; `undefined`: nothing. @throws CensusError */
  look(hub: Asked, thing: Thing): Promise<Sight | undefined>;
  /** The ids of those with the title, for what no answer told an id of. @throws CensusError */
  find?(hub: Asked, title: string, project_id: string | undefined): Promise<string[]>;
  /** The deed that undoes it. Kinds without one last. */
  undo?(thing: Thing): HubDeed;
  /** What is there of it for good once it is undone. */
  readonly remains?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const WAYS: Readonly<Record<(typeof MADE_KINDS)[number], Ways>> = {
  project: {
    id: UUID,
    look: (hub, { id }) => lookAtProject(hub, id),
    find: async (hub, title) => idsOf(await projectsAt(hub), title),
    undo: ({ id: project_id }) => ({ kind: 'delete', project_id }),
    remains: 'marked as deleted',
  },
  key: {
    id: /^\d{1,15}$/,
    vanishes: true,
    look: async (hub, { id, project_id }) => (await keysAt(hub, project_id)).find((key) => key.id === id),
    find: async (hub, title, project_id) => idsOf(await keysAt(hub, project_id), title),
    undo: ({ id, project_id }) => ({
      kind: 'deleteKey',
      id: Number(id),
      ...(project_id !== undefined && { project_id }),
    }),
  },
  collaborator: {
    id: UUID,
    look: (hub, { id, project_id = '' }) => lookAtProject(hub, project_id, id),
    undo: ({ id: account_id, project_id = '' }) => ({ kind: 'remove', project_id, account_id }),
  },
  account: {
    id: UUID,
    vanishes: true,
    look: lookAtAccount,
    find: findAccounts,
    undo: ({ id: account_id }) => ({ kind: 'deleteAccount', account_id }),
    remains: 'marked as deleted',
  },
  user: { id: UUID, look: lookAtAccount },
  organization: { id: /^[\w-]+$/, look: async (_, { id }) => ({ title: id, gone: false }) },
  copy: {
    id: UUID,
    vanishes: true,
    look: lookAtCopy,
    find: async (hub, _, project_id = '') => {
      // A caller who may not ask any more has no project there.
      const rows = await unlessRefused(tell(hub, { kind: 'copies', project_id, pending: true }, isRows));
      return (rows ?? []).map(({ copy_path_id }) => textOr(copy_path_id));
    },
    undo: ({ id: copy_path_id }) => ({ kind: 'cancelCopy', copy_path_id }),
  },
  'public path': {
    // It is known by its path.
    id: /./s,
    vanishes: true,
    look: lookAtPublicPath,
    find: async (_, path) => [path],
    undo: ({ id: path, project_id = '' }) => ({ kind: 'share', project_id, path, disabled: true }),
    remains: 'disabled',
  },
};

/** Of what nothing is known but that it is there. */
const LASTING: Ways = { id: /^$/, look: async () => undefined };

export const waysOf = (kind: Kind): Ways => (WAYS as Readonly<Record<string, Ways>>)[kind] ?? LASTING;

/** Whether a text can be the id of a thing of the kind. */
export const isIdOf = (kind: Kind, id: string): boolean => waysOf(kind).id.test(id);

/** What the hub tells, which has to be of some form. @throws CensusError */
async function tell<Form extends Json>(
  { ask, api }: Asked,
  deed: HubDeed,
  isForm: (told: unknown) => told is Form,
): Promise<Form> {
  const exchange = await ask(speak(deed, speaking(deed.kind, api)));
  const told = exchange.answer.outcome === 'success' ? understand(deed, exchange) : undefined;
  if (!isForm(told)) throw new CensusError(exchange);
  return told;
}

/** What is told, or nothing where the hub says no. @throws CensusError for anything else that is no answer */
async function unlessRefused<Value>(told: Promise<Value>): Promise<Value | undefined> {
  try {
    return await told;
  } catch (thrown) {
    if (thrown instanceof CensusError && thrown.refused) return undefined;
    throw thrown;
  }
}

const isRows = (told: unknown): told is readonly JsonObject[] => Array.isArray(told) && told.every(isObject);

interface Seen extends Sight {
  readonly id: string;
}

const idsOf = (found: readonly Seen[], title: string): string[] =>
  found.filter((one) => one.title === title).map(({ id }) => id);

type Projects = { readonly projects_all: readonly JsonObject[] };

/** Projects of the account that asks, deleted ones too. @throws CensusError */
async function projectsAt(hub: Asked): Promise<Seen[]> {
  const query = { projects_all: [{ project_id: null, title: null, deleted: null }] };
  // A list that names things as no hub does cannot show that something is gone.
  const isList = (told: unknown): told is Projects & JsonObject => {
    if (!isObject(told) || !isRows(told.projects_all)) return false;
    const ids = told.projects_all.map(({ project_id }) => textOr(project_id));
    const isNamed = ids.every((id) => isIdOf('project', id)) && new Set(ids).size === ids.length;
    return isNamed && told.projects_all.every(({ title }) => title === null || typeof title === 'string');
  };
  const { projects_all } = await tell(hub, { kind: 'query', query }, isList);
  return projects_all.map((row) => ({ id: textOr(row.project_id), ...projectIn(row) }));
}

const projectIn = ({ title, deleted, state }: JsonObject): Sight => ({
  title: textOr(title),
  gone: deleted === true,
  ...(isObject(state) && { runs: /ing$/.test(textOr(state.state)) }),
});

/** @param account_id of somebody in it, who is gone once they are not in it any more; its owner never came. */
async function lookAtProject(hub: Asked, project_id: string, account_id?: string): Promise<Sight | undefined> {
  const row = { project_id, title: null, deleted: null, state: null, ...(account_id !== undefined && { users: null }) };
  const isAnswer = (told: unknown): told is Projects & JsonObject => isObject(told) && isRows(told.projects_all);
  // A caller who is not in it is refused.
  const told = await unlessRefused(tell(hub, { kind: 'query', query: { projects_all: [row] } }, isAnswer));
  const found = told?.projects_all.find((one) => isSameId(one.project_id, project_id));
  if (found === undefined) return undefined;
  const sight = projectIn(found);
  if (account_id === undefined) return sight;
  const { title, gone } = sight;
  if (!isObject(found.users)) return { title, gone };
  const user = memberById(found.users, account_id);
  return { title, gone: gone || !isObject(user) || user.group === 'owner' };
}

/** Whoever is not in the project is shown nothing of it. */
async function lookAtPublicPath(hub: Asked, { id: path, project_id = '' }: Thing): Promise<Sight | undefined> {
  const query = { public_paths: [{ project_id, path, disabled: null }] };
  const isAnswer = (told: unknown): told is JsonObject => isObject(told) && isRows(told.public_paths);
  const told = await unlessRefused(tell(hub, { kind: 'query', query }, isAnswer));
  const row = (told?.public_paths as readonly JsonObject[] | undefined)?.find((one) => one.path === path);
  const project = row && (await lookAtProject(hub, project_id));
  return project && { title: project.title, gone: row?.disabled === true };
}

/** The keys of the account that asks, or those of a project. @throws CensusError */
async function keysAt(hub: Asked, project_id?: string): Promise<Seen[]> {
  const deed = { kind: 'keys', ...(project_id !== undefined && { project_id }) } as const;
  const isList = (told: unknown): told is readonly JsonObject[] =>
    isRows(told) && told.every(({ id }) => isIdOf('key', idIn(id) ?? ''));
  // Not every hub of this generation has keys to manage; none can have been made there.
  const rows = (await unlessRefused(tell(hub, deed, isList))) ?? [];
  return rows.map(({ id, name, trunc }) => ({
    id: idIn(id) ?? '',
    title: textOr(name),
    gone: false,
    // [server/api/manage.ts: the first three characters, dots, the last six]
    ...(typeof trunc === 'string' && { end: trunc.slice(-6) }),
  }));
}

/** The name that a hub of 2026 gives deleted accounts, and those that never were. [server/accounts/get-name.ts] */
const NOBODY = 'Deleted User';

const nameOf = ({ first_name, last_name }: JsonObject): string => `${textOr(first_name)} ${textOr(last_name)}`;

/** Accounts are known by their names. In v1 a deleted one keeps them. */
async function lookAtAccount(hub: Asked, { id }: Thing): Promise<Sight | undefined> {
  const isAnswer = (told: unknown): told is JsonObject => isObject(told);
  const person = memberById(await tell(hub, { kind: 'names', account_id: id }, isAnswer), id);
  const title = isObject(person) ? nameOf(person) : ' ';
  return title === ' ' || title === NOBODY ? undefined : { title, gone: false };
}

/** A search takes beginnings of names, and shows nobody who is deleted. */
async function findAccounts(hub: Asked, title: string): Promise<string[]> {
  const [query = ''] = title.split(' ');
  const rows = await tell(hub, { kind: 'search', query, limit: 50 }, isRows);
  return rows.filter((row) => nameOf(row) === title).map(({ account_id }) => textOr(account_id));
}

/** A copy is the run's where the project is that it is from. It waits only if it is scheduled. */
async function lookAtCopy(hub: Asked, { id, project_id = '' }: Thing): Promise<Sight | undefined> {
  const project = await lookAtProject(hub, project_id);
  const isAnswer = (told: unknown): told is JsonObject => isObject(told);
  const data = await unlessRefused(tell(hub, { kind: 'copyStatus', copy_path_id: id }, isAnswer));
  if (data === undefined) return undefined;
  if (!isSameId(data.source_project_id, project_id)) return { title: 'a copy from another project', gone: false };
  return (
    project && { title: project.title, gone: typeof data.scheduled !== 'string' || typeof data.finished === 'string' }
  );
}

/** An id in an answer. */
export const idIn = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Whether it is the id, whichever case its letters are in. */
export const isSameId = (value: Json | undefined, id: string): boolean =>
  typeof value === 'string' && value.toLowerCase() === id.toLowerCase();

/** What an object has under the id, whichever case its letters are in. */
export function memberById(object: JsonObject, id: string): Json | undefined {
  return Object.entries(object).find(([name]) => isSameId(name, id))?.[1];
}

export interface Found {
  readonly kind: 'project' | 'key';
  readonly id: string;
  readonly title: string;
}

export interface Census {
  /** As in `project 4c1c…`, of all that there is: none of these is the run's own. */
  readonly names: ReadonlySet<string>;
  /** What runs have left, this one or others: projects that are not deleted, and keys. */
  readonly marked: readonly Found[];
}

/** Names a thing, as in `project 4c1c…`. */
export const thingName = (kind: Kind, id: string): string => `${kind} ${id.toLowerCase()}`;

/** @throws CensusError when the hub does not tell what there is, RunEnded */
export async function census(hub: Asked): Promise<Census> {
  const all = [
    ...(await projectsAt(hub)).map((one) => ({ ...one, kind: 'project' as const })),
    ...(isSpoken('keys', hub.api) ? await keysAt(hub) : []).map((one) => ({ ...one, kind: 'key' as const })),
  ];
  const marked = all.filter(({ title, gone }) => title.includes(MARK) && !gone);
  return {
    names: new Set(all.map(({ kind, id }) => thingName(kind, id))),
    // In an order that does not depend on the hub.
    marked: marked
      .map(({ kind, id, title }) => ({ kind, id, title }))
      .sort((one, other) => (`${one.kind} ${one.id}` < `${other.kind} ${other.id}` ? -1 : 1)),
  };
}
