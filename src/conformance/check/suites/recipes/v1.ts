/** Calls of events. */
import { isObject, type Json } from '../../../../core/json.ts';
import { text as textIn } from '../../things.ts';
import { NOTE, PASSWORD } from '../scene.ts';
import { accountNamed, isTime, listsAccount, member, nameOf, OWN_ACCOUNT } from './answers.ts';
import type { Recipe, Recipes } from './recipe.ts';

const ofProject: Pick<Recipe, 'props' | 'send'> = {
  props: ['project'],
  send: ({ project }) => ({ project_id: project }),
};

/** Whoever a call is about that nobody can be asked to lend. */
const ofAccount: Pick<Recipe, 'props' | 'as'> = { props: ['account'], as: 'throwaway' };

const ofCaller: Pick<Recipe, 'props' | 'as' | 'ofCaller'> = { ...ofAccount, ofCaller: true };

const LICENSE = '00000000-0000-4000-8000-00000000feed';

export const EVENTS: Recipes = {
  'v1/ping': {
    send: () => ({}),
    ownAnswer: true,
    shows: ['the time of a clock', (value) => isTime(member(value, 'now'))],
  },
  'v1/query': {
    send: () => ({ query: OWN_ACCOUNT }),
    shows: [
      'the id of the account that asks',
      (value, { account }) => member(value, 'query', 'accounts', 'account_id') === account.account_id,
    ],
  },
  'v1/user_search': {
    send: ({ self }) => ({ query: nameOf(self), limit: 50 }),
    ownAnswer: true,
    shows: ['the account that bears the name', (value, context) => listsAccount(member(value, 'results'), context)],
  },
  'v1/get_usernames': {
    send: ({ self }) => ({ account_ids: [self.account_id] }),
    shows: ['the first name of the account', (value, { account }) => accountNamed(member(value, 'usernames'), account)],
  },
  'v1/get_available_upgrades': {
    send: () => ({}),
    ownAnswer: true,
    shows: ['a total of upgrades', (value) => isObject(member(value, 'total'))],
    lacks: ['Error: stripe customer not defined'],
  },
  'v1/get_support_tickets': {
    send: () => ({}),
    ownAnswer: true,
    shows: ['a list of tickets', (value) => Array.isArray(member(value, 'tickets'))],
    lacks: ['Support ticket backend is not available.'],
  },
  'v1/copy_path_status': {
    props: ['copy'],
    send: ({ copy }) => ({ copy_path_id: copy }),
    shows: ['the copy', (value) => isObject(member(value, 'data'))],
  },

  'v1/create_project': { send: ({ title }) => ({ title, description: 'made to try it out' }) },
  'v1/touch_project': ofProject,
  'v1/disconnect_from_project': ofProject,
  'v1/project_exec': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, command: 'echo', args: ['hello'] }),
  },
  'v1/write_text_file_to_project': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, path: 'notes/b.txt', content: 'another note\n' }),
  },
  'v1/read_text_file_from_project': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, path: NOTE.path }),
  },
  'v1/copy_path_between_projects': {
    props: ['project', 'second'],
    send: ({ project, second }) => ({
      src_project_id: project,
      src_path: 'notes',
      target_project_id: second,
      target_path: 'copied',
    }),
  },
  'v1/copy_path_delete': { props: ['copy'], send: ({ copy }) => ({ copy_path_id: copy }), spends: ['copy'] },
  'v1/copy_public_path_between_projects': {
    props: ['published', 'second'],
    send: ({ project, second }) => ({
      src_project_id: project,
      src_path: 'notes',
      target_project_id: second,
      target_path: 'copied',
    }),
  },
  'v1/public_get_directory_listing': {
    props: ['published'],
    send: ({ project }) => ({ project_id: project, path: 'notes' }),
  },
  'v1/public_get_text_file': {
    props: ['published'],
    send: ({ project }) => ({ project_id: project, path: NOTE.path }),
  },
  'v1/add_collaborator': {
    props: ['project'],
    people: ['other'],
    send: ({ project, other }) => ({ project_id: project, account_id: other.account_id }),
    spends: ['project'],
  },
  'v1/remove_collaborator': {
    props: ['joined'],
    people: ['other'],
    send: ({ project, other }) => ({ project_id: project, account_id: other.account_id }),
    spends: ['joined'],
  },
  'v1/add_license_to_project': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, license_id: LICENSE }),
  },
  'v1/remove_license_from_project': {
    props: ['project'],
    send: ({ project }) => ({ project_id: project, license_id: LICENSE }),
  },

  'v1/invite_collaborator': {
    props: ['project'],
    people: ['other'],
    send: ({ project, other }) => ({ project_id: project, account_id: other.account_id }),
    spends: ['project'],
  },
  'v1/invite_noncloud_collaborators': {
    props: ['project'],
    send: ({ project, word, title }) => ({
      project_id: project,
      to: `${word}@example.com`,
      email: 'an invitation',
      title,
      link2proj: 'the project',
    }),
  },
  'v1/create_account': {
    send: ({ word }) => ({
      first_name: word,
      last_name: 'Made',
      email_address: `${word}@example.com`,
      password: PASSWORD,
      agreed_to_terms: true,
    }),
  },
  'v1/delete_account': {
    ...ofCaller,
    send: ({ account }) => ({ account_id: account.account_id }),
    spends: ['account'],
  },
  'v1/change_email_address': {
    ...ofCaller,
    send: ({ account, word }) => ({
      account_id: account.account_id,
      old_email_address: account.email_address,
      new_email_address: `${word}-changed@example.com`,
      password: PASSWORD,
    }),
    spends: ['account'],
  },
  'v1/change_password': {
    ...ofCaller,
    send: ({ account }) => ({
      account_id: account.account_id,
      old_password: PASSWORD,
      new_password: `${PASSWORD}-changed`,
    }),
    spends: ['account'],
  },
  'v1/user_auth': { ...ofAccount, send: ({ account }) => ({ account_id: account.account_id, password: PASSWORD }) },
  'v1/forgot_password': { ...ofAccount, send: ({ account }) => ({ email_address: account.email_address }) },
  'v1/reset_forgot_password': {
    send: ({ madeUpId }) => ({ reset_code: madeUpId('code'), new_password: PASSWORD }),
    neverSucceeds: 'its code comes by mail alone',
  },
  'v1/unlink_passport': { ...ofCaller, send: () => ({ strategy: 'google', id: '1' }) },
  'v1/create_support_ticket': {
    send: ({ word, title }) => ({ email_address: `${word}@example.com`, subject: title, body: 'made to try it out' }),
    ownAnswer: true,
    shows: ['a URL', (value) => URL.canParse(textIn(member(value, 'url')))],
    lacks: ['Support ticket backend is not available.'],
  },
  'v1/log_client_error': { send: ({ title }): Json => ({ error: title }) },
};
