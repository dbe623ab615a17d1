/** Calls of functions of the hub. */
import { isObject, type Json, type JsonObject } from '../../../../core/json.ts';
import type { Context } from '../../case.ts';
import { ANONYMOUS, SELF } from '../../exchange.ts';
import { PASSWORD } from '../scene.ts';
import { accountNamed, isTime, listsAccount, member, nameOf, OWN_ACCOUNT } from './answers.ts';
import type { Recipe, Recipes } from './recipe.ts';

const STATES = 'archived archiving closed closing opened opening pending running starting stopping unarchiving';

const isState = (value: Json | undefined): boolean => typeof value === 'string' && STATES.split(' ').includes(value);

/** An empty list or a zero alone shows nothing: a hub has to know as well when to say no. */
async function refuses(context: Context, name: string, parameters: JsonObject, as = SELF): Promise<boolean> {
  const { answer } = await context.call({ api: 'conat/hub', name, args: [parameters], as });
  return answer.outcome === 'refusal';
}

const ofProject: Pick<Recipe, 'props' | 'send'> = {
  props: ['project'],
  send: ({ project }) => ({ project_id: project }),
};

const nothing: Pick<Recipe, 'send'> = { send: () => ({}) };

/** A call about whoever makes it, which nobody can be asked to lend an account for. */
const ofCaller: Pick<Recipe, 'props' | 'as' | 'ofCaller'> = { props: ['account'], as: 'throwaway', ofCaller: true };

/** Only admins of the site make organizations. */
const ofOrganization: Pick<Recipe, 'props' | 'people' | 'as'> = {
  props: ['organization'],
  people: ['admin'],
  as: 'admin',
};

const inOrganization: Pick<Recipe, 'props' | 'people' | 'as' | 'send'> = {
  ...ofOrganization,
  props: ['organization', 'account'],
  send: ({ organization, account }) => ({ name: organization, user: account.account_id }),
};

export const HUB_FUNCTIONS: Recipes = {
  'conat/hub/system.getCustomize': {
    send: () => ['siteName'],
    ownAnswer: true,
    shows: ['the name of the site', (value) => typeof member(value, 'siteName') === 'string'],
  },
  'conat/hub/system.ping': {
    ...nothing,
    ownAnswer: true,
    shows: ['the time of a clock', (value) => isTime(member(value, 'now'))],
  },
  'conat/hub/system.test': {
    ...nothing,
    shows: [
      'the id of the account that asks',
      (value, { account }) => member(value, 'account_id') === account.account_id,
    ],
  },
  'conat/hub/system.getNames': {
    send: ({ self }) => [self.account_id],
    ownAnswer: true,
    shows: ['the first name of the account', (value, { account }) => accountNamed(value, account)],
  },
  'conat/hub/system.userSearch': {
    send: ({ self }) => ({ query: nameOf(self), limit: 50 }),
    ownAnswer: true,
    shows: ['the account that bears the name', listsAccount],
  },
  'conat/hub/system.manageApiKeys': {
    send: () => ({ action: 'get' }),
    ownAnswer: true,
    shows: [
      'a list of keys without their secrets, and none of a project that is not there',
      async (value, context) =>
        Array.isArray(value) &&
        value.every((key: Json) => member(key, 'secret') === undefined) &&
        (await refuses(context, 'system.manageApiKeys', { action: 'get', project_id: context.madeUpId('project') })),
    ],
  },
  'conat/hub/system.userTracking': { send: ({ word }) => ({ event: 'mock-hub', value: { word } }) },
  'conat/hub/system.logClientError': { send: ({ title }) => ({ event: 'mock-hub', error: title }) },
  'conat/hub/system.webappError': nothing,
  'conat/hub/system.terminate': {
    send: ({ word }) => ({ service: word }),
    neverSucceeds: 'it would end a service of the hub; only one that it does not have is asked for',
  },
  'conat/hub/system.generateUserAuthToken': {
    props: ['account'],
    send: ({ account }) => ({ user_account_id: account.account_id, password: PASSWORD }),
    ownAnswer: true,
    shows: ['a token', (value) => typeof value === 'string' && value.length > 10],
  },
  'conat/hub/system.revokeUserAuthToken': { send: ({ word }) => word },
  'conat/hub/system.adminResetPasswordLink': {
    props: ['account'],
    people: ['admin'],
    as: 'admin',
    send: ({ account }) => ({ user_account_id: account.account_id }),
    ownAnswer: true,
    shows: ['a link', (value) => typeof value === 'string' && /^https?:|^\/|auth/.test(value)],
  },
  'conat/hub/system.deletePassport': { ...ofCaller, send: () => ({ strategy: 'google', id: '1' }) },

  'conat/hub/projects.createProject': { send: ({ title }) => ({ title, description: 'made to try it out' }) },
  'conat/hub/projects.deleteProject': { ...ofProject, spends: ['project'] },
  'conat/hub/projects.start': ofProject,
  'conat/hub/projects.stop': ofProject,
  'conat/hub/projects.touch': ofProject,
  'conat/hub/projects.state': {
    ...ofProject,
    shows: ['a state that projects have', (value) => isState(member(value, 'state'))],
  },
  'conat/hub/projects.status': {
    ...ofProject,
    ownAnswer: true,
    // Of a project at rest there is nothing to tell, which alone would show nothing.
    shows: [
      'what goes on in a project, and nothing of one that is not there',
      async (value, context) =>
        isObject(value) && (await refuses(context, 'projects.status', { project_id: context.madeUpId('project') })),
    ],
  },
  'conat/hub/projects.setQuotas': {
    props: ['project'],
    people: ['admin'],
    as: 'admin',
    send: ({ project }) => ({ project_id: project, memory: 2000 }),
  },
  'conat/hub/projects.copyPathBetweenProjects': {
    props: ['project', 'second'],
    send: ({ project, second }) => ({
      src_project_id: project,
      src_path: 'notes',
      target_project_id: second,
      target_path: 'copied',
    }),
  },
  'conat/hub/projects.addCollaborator': {
    props: ['project'],
    people: ['other'],
    send: ({ project, other }) => ({ opts: { project_id: project, account_id: other.account_id } }),
    spends: ['project'],
  },
  'conat/hub/projects.removeCollaborator': {
    props: ['joined'],
    people: ['other'],
    send: ({ project, other }) => ({ opts: { project_id: project, account_id: other.account_id } }),
    spends: ['joined'],
  },
  'conat/hub/projects.changeUserType': {
    props: ['joined'],
    people: ['other'],
    send: ({ project, other }) => ({
      opts: { project_id: project, target_account_id: other.account_id, new_group: 'collaborator' },
    }),
  },
  'conat/hub/projects.inviteCollaborator': {
    props: ['project'],
    people: ['other'],
    send: ({ project, other }) => ({ opts: { project_id: project, account_id: other.account_id } }),
    spends: ['project'],
  },
  'conat/hub/projects.inviteCollaboratorWithoutAccount': {
    props: ['project'],
    send: ({ project, word, title }) => ({
      opts: {
        project_id: project,
        to: `${word}@example.com`,
        email: 'an invitation',
        title,
        link2proj: 'the project',
      },
    }),
  },

  'conat/hub/db.userQuery': {
    send: () => ({ query: OWN_ACCOUNT }),
    shows: [
      'the id of the account that asks',
      (value, { account }) => member(value, 'accounts', 'account_id') === account.account_id,
    ],
  },
  'conat/hub/db.touch': ofProject,
  'conat/hub/db.fileUseTimes': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, path: 'notes/a.txt' }),
  },
  'conat/hub/db.getLegacyTimeTravelInfo': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, path: 'notes/a.txt' }),
  },
  'conat/hub/db.getLegacyTimeTravelPatches': {
    send: ({ madeUpId }) => ({ uuid: madeUpId('patches') }),
    neverSucceeds: 'only files of old have such patches, and no call makes any',
  },
  'conat/hub/db.removeBlobTtls': { send: ({ madeUpId }) => ({ uuids: [madeUpId('blob')] }) },
  'conat/hub/sync.history': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, path: 'mock-hub-no-such-file' }),
    shows: ['no patches of a file that is not there', (value) => (member(value, 'patches') as Json[])?.length === 0],
  },

  'conat/hub/jupyter.kernels': {
    ...ofProject,
    ownAnswer: true,
    shows: ['a list', (value) => Array.isArray(value)],
  },
  'conat/hub/jupyter.execute': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, kernel: 'python3', input: '1+1', path: 'notes/a.ipynb' }),
    ownAnswer: true,
    shows: ['the output 2', (value) => JSON.stringify(member(value, 'output') ?? null).includes('"2"')],
  },

  'conat/hub/purchases.getBalance': {
    ...nothing,
    ownAnswer: true,
    shows: [
      'a number, and a refusal to whoever has no key',
      async (value, context) =>
        typeof value === 'number' && (await refuses(context, 'purchases.getBalance', {}, ANONYMOUS)),
    ],
  },
  'conat/hub/purchases.getMinBalance': {
    ...nothing,
    ownAnswer: true,
    shows: [
      'a number, and a refusal to whoever has no key',
      async (value, context) =>
        typeof value === 'number' && (await refuses(context, 'purchases.getMinBalance', {}, ANONYMOUS)),
    ],
  },
  'conat/hub/messages.get': {
    send: () => ({ limit: 10 }),
    ownAnswer: true,
    shows: [
      'at most as many messages as were asked for, and a refusal of more than 500',
      async (value, context) =>
        Array.isArray(value) && value.length <= 10 && (await refuses(context, 'messages.get', { limit: 501 })),
    ],
  },
  'conat/hub/messages.send': {
    people: ['other'],
    send: ({ other, title }) => ({ to_ids: [other.account_id], subject: title, body: 'made to try it out' }),
    ownAnswer: true,
    shows: ['the number of a message', (value) => typeof value === 'number'],
  },

  'conat/hub/org.create': { people: ['admin'], as: 'admin', send: ({ word }) => ({ name: `${word}-o` }) },
  'conat/hub/org.getAll': {
    people: ['admin'],
    as: 'admin',
    ...nothing,
    ownAnswer: true,
    shows: ['a list', (value) => Array.isArray(value)],
  },
  'conat/hub/org.get': { ...ofOrganization, send: ({ organization }) => ({ name: organization }) },
  'conat/hub/org.getUsers': { ...ofOrganization, send: ({ organization }) => ({ name: organization }) },
  'conat/hub/org.set': {
    ...ofOrganization,
    send: ({ organization, title }) => ({ name: organization, title }),
    spends: ['organization'],
  },
  'conat/hub/org.message': {
    ...ofOrganization,
    send: ({ organization, title }) => ({ name: organization, subject: title, body: 'made to try it out' }),
    ownAnswer: true,
  },
  'conat/hub/org.createUser': {
    ...ofOrganization,
    send: ({ organization, word }) => ({
      name: organization,
      email: `${word}@example.com`,
      firstName: word,
      lastName: 'Made',
      password: PASSWORD,
    }),
    spends: ['organization'],
  },
  'conat/hub/org.addUser': { ...inOrganization, spends: ['account', 'organization'] },
  'conat/hub/org.addAdmin': { ...inOrganization, spends: ['account', 'organization'] },
  'conat/hub/org.removeUser': { ...inOrganization, spends: ['account', 'organization'] },
  'conat/hub/org.removeAdmin': { ...inOrganization, spends: ['account', 'organization'] },
  'conat/hub/org.createToken': {
    ...inOrganization,
    send: ({ account }) => ({ user: account.account_id }),
    neverSucceeds: 'whoever the token is for has to be in an organization by then',
  },
  'conat/hub/org.expireToken': { send: ({ word }) => ({ token: word }) },
};
