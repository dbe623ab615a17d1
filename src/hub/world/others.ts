/**
 * What else is on a hub that is not a tester's alone: other people with their projects, and what earlier runs of a check have
 * left. All of it is drawn by the seed.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { newAccount } from '../../core/accounts/accounts.ts';
import type { Copy } from '../../core/copies/records.ts';
import { publicPathId } from '../../core/files/public-paths.ts';
import { type Directory, emptyDirectory, withNode } from '../../core/files/tree.ts';
import { DAY, HOUR, MINUTE } from '../../core/instant.ts';
import { addMessage } from '../../core/messages.ts';
import { newProject } from '../../core/projects/projects.ts';
import type { ProjectUser } from '../../core/projects/records.ts';
import { newHex, newNumber, newUuid } from '../../core/random.ts';
import { changed, type HubState, put } from '../../core/state.ts';

const FIRST_NAMES = [
  'Ayşe',
  'Björn',
  'Chidi',
  'Dolores',
  'Emre',
  'Fatou',
  'Giulia',
  'Hiroshi',
  'Ines',
  'Jamal',
  'Kaito',
  'Łucja',
];
const LAST_NAMES = [
  'Abreu',
  'Bergström',
  'Castillo',
  'Dlamini',
  'Eriksen',
  'Fontaine',
  'Grigorescu',
  'Haddad',
  'Ivanov',
  'Jónsdóttir',
];
const SUBJECTS = ['Calculus', 'Thesis', 'Lab notes', 'Sheet 7', 'Seminar', 'Grading', 'Plots', 'Draft'];
const FILES = ['notes.md', 'data.csv', 'plot.py', 'main.tex', 'todo.txt', 'results/run-1.csv', 'results/run-2.csv'];

/** Accounts of the world that have something from others: as many as a tester is likely to use. */
const MOST_KNOWN = 10;

/** The state with `count` other people, and with what they and earlier runs have to do with the accounts that are there. */
export function withOthers(state: HubState, count: number): HubState {
  if (count === 0) return state;
  const known = [...state.accounts.keys()].slice(0, MOST_KNOWN);
  const others = Array.from({ length: count }, (_, at) => newUuid(state, `other person ${at}`));
  const peopled = others.reduce(withPerson, state);
  const settled = others.reduce(
    (result, owner, at) => withProjectOf(result, owner, at, [...others, ...known]),
    peopled,
  );
  return known.reduce(
    (result, account_id) => withLeftovers(withMail(result, others[0] as string, account_id), account_id),
    settled,
  );
}

function withPerson(state: HubState, account_id: string, at: number): HubState {
  const { now } = state;
  const first_name = drawn(state, `first name ${at}`, FIRST_NAMES);
  const last_name = drawn(state, `last name ${at}`, LAST_NAMES);
  return put(state, 'accounts', {
    ...newAccount(state, account_id),
    first_name,
    last_name,
    email_address: `someone-${at}-${newHex(state, `address ${at}`, 6)}@example.org`,
    created: now - 30 * DAY - newNumber(state, `created ${at}`, 900) * DAY,
    last_active: now - newNumber(state, `active ${at}`, 20_000) * MINUTE,
    api_key: at % 3 === 0 ? `sk_${newHex(state, `key ${at}`, 24)}` : null,
  });
}

/** The state with a project of the owner: files, a shared path, lines in its log, a copy; some have a known account in them. */
function withProjectOf(state: HubState, owner: string, at: number, people: readonly string[]): HubState {
  const project_id = newUuid(state, `project of others ${at}`);
  const colleague = drawn(state, `colleague ${at}`, people);
  const users: Record<string, ProjectUser> = { [colleague]: { group: 'collaborator' }, [owner]: { group: 'owner' } };
  const title = `${drawn(state, `title ${at}`, SUBJECTS)} ${at + 1}`;
  const edited = state.now - newNumber(state, `edited ${at}`, 20_000) * MINUTE;
  const project = {
    ...newProject(changed(state, { now: edited }), {
      project_id,
      title,
      description: '',
      users,
      compute_image: null,
      site_license: null,
    }),
    created: edited - 10 * DAY,
    state: { state: 'opened', time: edited },
    deleted: at % 7 === 6 ? true : null,
    files: filesOf(state, at, edited),
  };
  const logged = [0, 1, 2].reduce(
    (result, line) =>
      put(result, 'project_log', {
        id: newUuid(state, `log ${at} ${line}`),
        project_id,
        account_id: drawn(state, `log of ${at} ${line}`, [owner, colleague]),
        time: edited - line * HOUR,
        event: { event: 'open', action: 'open', filename: FILES[line] as string, type: 'edit' },
      }),
    put(state, 'projects', project),
  );
  const shared = at % 4 === 0 ? withPublicPath(logged, project_id, edited) : logged;
  return at % 5 === 0 ? put(shared, 'copies', copyWithin(state, project_id, edited)) : shared;
}

function filesOf(state: HubState, at: number, modified: number): Directory {
  const number = 1 + newNumber(state, `files ${at}`, FILES.length);
  return FILES.slice(0, number).reduce((tree, path) => {
    const content = utf8ToBytes(`${path} of others, ${newHex(state, `${path} ${at}`, 16)}\n`);
    return withNode(tree, path.split('/'), { kind: 'file', content, modified, mode: 0o644 });
  }, emptyDirectory(modified));
}

function withPublicPath(state: HubState, project_id: string, time: number): HubState {
  const [path] = FILES as [string];
  return put(state, 'publicPaths', {
    id: publicPathId(project_id, path),
    project_id,
    path,
    description: 'shared by somebody else',
    disabled: null,
    unlisted: null,
    license: null,
    created: time,
    last_edited: time,
    columns: {},
  });
}

function copyWithin(state: HubState, project_id: string, time: number): Copy {
  return {
    copy_path_id: newUuid(state, `copy within ${project_id}`),
    time,
    source_project_id: project_id,
    source_path: FILES[0] as string,
    target_project_id: project_id,
    target_path: 'copied',
    overwrite_newer: false,
    delete_missing: false,
    backup: false,
    exclude_history: false,
    public: false,
    timeout: null,
    scheduled: null,
    started: time,
    finished: time,
    error: null,
  };
}

function withMail(state: HubState, from_id: string, account_id: string): HubState {
  const message = { from_id, to_ids: [account_id], subject: 'Lunch?', body: 'At noon.', sent: state.now - DAY };
  return addMessage(state, { ...message, thread_id: null }).state;
}

/** What two earlier runs of a check have left to the account: a project that is deleted, one that is not, a key. */
function withLeftovers(state: HubState, account_id: string): HubState {
  return [0, 1].reduce((result, run) => {
    const mark = `mock-hub-${newHex(state, `run ${run}`, 8)}`;
    const project_id = newUuid(state, `left ${run} to ${account_id}`);
    const time = state.now - (run + 1) * DAY;
    const project = newProject(changed(state, { now: time }), {
      project_id,
      title: `${mark} left behind`,
      description: '',
      users: { [account_id]: { group: 'owner' } },
      compute_image: null,
      site_license: null,
    });
    const left = put(result, 'projects', {
      ...project,
      state: { state: 'opened', time },
      deleted: run === 0 ? true : null,
    });
    return put(left, 'apiKeys', {
      id: left.apiKeys.last + 1,
      account_id,
      project_id: null,
      name: `${mark} key`,
      secret: `sk-${newHex(state, `key ${run} of ${account_id}`, 16)}${newHex(state, `end ${run} of ${account_id}`, 6)}`,
      created: time,
      expire: null,
      last_active: null,
    });
  }, state);
}

function drawn<Item>(state: HubState, name: string, items: readonly Item[]): Item {
  return items[newNumber(state, name, items.length)] as Item;
}
