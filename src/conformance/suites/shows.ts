/** What answers have to show beyond being one of their contract, where their model does not know it: what only code can tell. */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { ANONYMOUS, SELF } from '../language/call.ts';
import { type Person, textOr as textIn } from '../language/person.ts';
import type { CaseContext } from './case.ts';

const member = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, part) => (isObject(inner) ? inner[part] : undefined), value);

const listsAccount = (value: Json | undefined, { account }: CaseContext): boolean =>
  Array.isArray(value) && value.some((row: Json) => member(row, 'account_id') === account.account_id);

const accountNamed = (value: Json | undefined, { account_id, first_name }: Person): boolean =>
  member(value, account_id, 'first_name') === first_name;

/** There were no hubs before. */
const FIRST_HUB = Date.UTC(2013, 0);

const DAY_MS = 86_400_000;

/** A time that a hub's clock can show: those of mocks may stand still in the past, but none is ahead. */
const isTime = (value: Json | undefined): boolean => {
  const ms = typeof value === 'number' || typeof value === 'string' ? new Date(value).getTime() : Number.NaN;
  return ms > FIRST_HUB && ms < Date.now() + DAY_MS;
};

const STATES = [
  'archived',
  'archiving',
  'closed',
  'closing',
  'opened',
  'opening',
  'pending',
  'running',
  'starting',
  'stopping',
  'unarchiving',
];

const isState = (value: Json | undefined): boolean => typeof value === 'string' && STATES.includes(value);

/** An empty list or a zero alone shows nothing: a hub has to know as well when to say no. */
async function refuses(context: CaseContext, name: string, parameters: JsonObject, as = SELF): Promise<boolean> {
  const { answer } = await context.call({ api: 'conat/hub', name, args: [parameters], as });
  return answer.outcome === 'refusal';
}

/** Words for it, and whether an answer does. */
export type Shows = readonly [words: string, holds: (value: Json, context: CaseContext) => boolean | Promise<boolean>];

/** By operation. */
export const SHOWS: Readonly<Record<string, Shows>> = {
  'v1/ping': ['the time of a clock', (value) => isTime(member(value, 'now'))],
  'v1/query': [
    'the id of the account that asks',
    (value, { account }) => member(value, 'query', 'accounts', 'account_id') === account.account_id,
  ],
  'v1/user_search': [
    'the account that bears the name',
    (value, context) => listsAccount(member(value, 'results'), context),
  ],
  'v1/get_usernames': [
    'the first name of the account',
    (value, { account }) => accountNamed(member(value, 'usernames'), account),
  ],
  'v1/get_available_upgrades': ['a total of upgrades', (value) => isObject(member(value, 'total'))],
  'v1/get_support_tickets': ['a list of tickets', (value) => Array.isArray(member(value, 'tickets'))],
  'v1/copy_path_status': ['the copy', (value) => isObject(member(value, 'data'))],
  'v1/create_support_ticket': ['a URL', (value) => URL.canParse(textIn(member(value, 'url')))],
  'conat/hub/system.getCustomize': ['the name of the site', (value) => typeof member(value, 'siteName') === 'string'],
  'conat/hub/system.ping': ['the time of a clock', (value) => isTime(member(value, 'now'))],
  'conat/hub/system.test': [
    'the id of the account that asks',
    (value, { account }) => member(value, 'account_id') === account.account_id,
  ],
  'conat/hub/system.getNames': ['the first name of the account', (value, { account }) => accountNamed(value, account)],
  'conat/hub/system.userSearch': ['the account that bears the name', listsAccount],
  'conat/hub/system.manageApiKeys': [
    'a list of keys without their secrets, and none of a project that is not there',
    async (value, context) =>
      Array.isArray(value) &&
      value.every((key: Json) => member(key, 'secret') === undefined) &&
      (await refuses(context, 'system.manageApiKeys', { action: 'get', project_id: context.madeUpId('project') })),
  ],
  'conat/hub/system.generateUserAuthToken': ['a token', (value) => typeof value === 'string' && value.length > 10],
  'conat/hub/system.adminResetPasswordLink': [
    'a link',
    (value) => typeof value === 'string' && /^https?:|^\/|auth/.test(value),
  ],
  'conat/hub/projects.state': ['a state that projects have', (value) => isState(member(value, 'state'))],
  'conat/hub/projects.status': [
    'what goes on in a project, and nothing of one that is not there',
    async (value, context) =>
      isObject(value) && (await refuses(context, 'projects.status', { project_id: context.madeUpId('project') })),
  ],
  'conat/hub/db.userQuery': [
    'the id of the account that asks',
    (value, { account }) => member(value, 'accounts', 'account_id') === account.account_id,
  ],
  'conat/hub/sync.history': [
    'no patches of a file that is not there',
    (value) => (member(value, 'patches') as Json[])?.length === 0,
  ],
  'conat/hub/jupyter.kernels': ['a list', (value) => Array.isArray(value)],
  'conat/hub/jupyter.execute': [
    'the output 2',
    (value) => JSON.stringify(member(value, 'output') ?? null).includes('"2"'),
  ],
  'conat/hub/purchases.getBalance': [
    'a number, and a refusal to callers without a key',
    async (value, context) =>
      typeof value === 'number' && (await refuses(context, 'purchases.getBalance', {}, ANONYMOUS)),
  ],
  'conat/hub/purchases.getMinBalance': [
    'a number, and a refusal to callers without a key',
    async (value, context) =>
      typeof value === 'number' && (await refuses(context, 'purchases.getMinBalance', {}, ANONYMOUS)),
  ],
  'conat/hub/messages.get': [
    'at most as many messages as were asked for, and a refusal of more than 500',
    async (value, context) =>
      Array.isArray(value) && value.length <= 10 && (await refuses(context, 'messages.get', { limit: 501 })),
  ],
  'conat/hub/messages.send': ['the number of a message', (value) => typeof value === 'number'],
  'conat/hub/org.getAll': ['a list', (value) => Array.isArray(value)],
  'conat/project/system.ping': ['a time', (value) => typeof member(value, 'now') === 'number'],
  'conat/project/system.test': ['the id of a project', (value) => typeof member(value, 'project_id') === 'string'],
  'conat/project/system.version': ['a number', (value) => typeof value === 'number'],
  'conat/project/system.listing': [
    'the file in it',
    (value) => Array.isArray(value) && value.some((file) => member(file, 'name') === 'a.txt'),
  ],
  'conat/project/system.jupyterExecute': ['the output 2', (value) => JSON.stringify(value).includes('"2"')],
  'conat/project/system.listJupyterKernels': ['a list', (value) => Array.isArray(value)],
  'conat/project/editor.jupyterKernels': ['a list', (value) => Array.isArray(value)],
};
