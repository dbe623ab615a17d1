/** Laws of doing a thing twice: the second time changes nothing, and is answered alike. */
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Call } from '../../language/exchange.ts';
import { deleteProject } from '../../tested-hub/things.ts';
import { CONAT, type Hands, hubCall, inProject, ofBoth, V1 } from './hands.ts';
import type { Law, Trial } from './trial.ts';

const TWICE = 'done twice, the second time changes nothing, and is answered alike';

/** What is done twice, in a project that the run made, and what shows of it there. */
interface Repeated {
  readonly id: string;
  readonly operation: string;
  readonly calls: number;
  readonly needs?: readonly string[];
  /** Makes ready for it. @returns the call that is made twice. */
  prepare(trial: Trial, project_id: string): Call | Promise<Call>;
  /** What there is to see of it. */
  look(trial: Trial, project_id: string): Promise<Json>;
  /** What has to be seen, where that is the same each time. */
  readonly shows?: Json;
}

function lawOf(hands: Hands, { prepare, look, shows, ...repeated }: Repeated): Law {
  return {
    ...repeated,
    words: TWICE,
    creates: { project: 1 },
    async try(trial) {
      const project_id = await hands.create(trial);
      const call = await prepare(trial, project_id);
      const first = await trial.value(call);
      const after = await look(trial, project_id);
      const second = await trial.value(call);
      trial.holds('change', after, await look(trial, project_id));
      trial.alike('answer', first, second);
      if (shows !== undefined) trial.holds('effect', shows, after);
    },
  };
}

const CONTENT = 'one\ntwo\n';

export const repeatingLaws: readonly Law[] = [
  ...ofBoth((hands) => repeatedByBoth(hands).map((repeated) => lawOf(hands, repeated))),
  lawOf(V1, {
    id: 'v1.twice.touch',
    operation: 'v1/touch_project',
    calls: 5,
    prepare: (_, project_id) => hubCall('v1/touch_project', { project_id }),
    look: (trial, project_id) => V1.project(trial, project_id),
  }),
  ...['start', 'stop', 'touch'].map((deed) => lawOf(CONAT, controlling(deed))),
  lawOf(CONAT, {
    id: 'conat.twice.db-touch',
    operation: 'conat/hub/db.touch',
    calls: 5,
    prepare: (_, project_id) => hubCall('conat/hub/db.touch', { project_id }),
    look: (trial, project_id) => CONAT.project(trial, project_id),
  }),
  lawOf(CONAT, {
    id: 'conat.twice.delete-files',
    operation: 'conat/project/system.deleteFiles',
    calls: 7,
    async prepare(trial, project_id) {
      for (const path of ['folder/a.txt', 'folder/b.txt']) await CONAT.write(trial, { project_id, path }, CONTENT);
      return inProject(project_id, 'system.deleteFiles', { paths: ['folder/a.txt'] });
    },
    look: (trial, project_id) => CONAT.files(trial, { project_id, path: 'folder' }),
    shows: `./b.txt:\n${CONTENT}\n`,
  }),
  {
    id: 'conat.twice.delete-key',
    operation: 'conat/hub/system.manageApiKeys',
    words: TWICE,
    creates: { key: 1 },
    calls: 5,
    try: deletesKeyTwice,
  },
];

function repeatedByBoth(hands: Hands): Repeated[] {
  const other = ['other'];
  const path = 'folder/a.txt';
  return [
    {
      id: 'twice.write',
      operation: hands.operations.write,
      calls: 5,
      prepare: (_, project_id) => hands.writing({ project_id, path }, CONTENT),
      look: (trial, project_id) => hands.read(trial, { project_id, path }),
      shows: CONTENT,
    },
    {
      id: 'twice.add',
      operation: hands.operations.add,
      needs: other,
      calls: 6,
      prepare: async (trial, project_id) => hands.adding(project_id, await idOfOther(trial, hands)),
      look: async (trial, project_id) => groupsIn(await hands.project(trial, project_id)),
      shows: ['collaborator', 'owner'],
    },
    {
      id: 'twice.remove',
      operation: hands.operations.remove,
      needs: other,
      calls: 7,
      async prepare(trial, project_id) {
        const account_id = await idOfOther(trial, hands);
        await trial.value(hands.adding(project_id, account_id));
        return hands.removing(project_id, account_id);
      },
      look: async (trial, project_id) => groupsIn(await hands.project(trial, project_id)),
      shows: ['owner'],
    },
    {
      id: 'twice.delete',
      operation: hands.api === 'v1' ? 'v1/query' : 'conat/hub/projects.deleteProject',
      calls: 5,
      prepare: (_, project_id) => deleteProject(hands.api === 'v1' ? 'v1' : 'conat', project_id),
      look: async (trial, project_id) => (await hands.project(trial, project_id)).deleted ?? null,
      shows: true,
    },
  ];
}

/** Groups of the people of a project. */
function groupsIn({ users }: JsonObject): Json {
  return isObject(users) ? Object.values(users).sort() : null;
}

/** The id of the account that calls as `other`. */
async function idOfOther(trial: Trial, hands: Hands): Promise<string> {
  const { accounts } = await hands.result(trial, {
    ...hands.querying({ accounts: { account_id: null } }),
    as: 'other',
  });
  return trial.text('account_id', isObject(accounts) ? accounts.account_id : undefined);
}

/** Starting, stopping, touching: what shows is whether the project is up. */
function controlling(deed: string): Repeated {
  return {
    id: `conat.twice.${deed}`,
    operation: `conat/hub/projects.${deed}`,
    calls: 6,
    async prepare(trial, project_id) {
      if (deed === 'stop') await trial.value(hubCall('conat/hub/projects.start', { project_id }));
      return hubCall(`conat/hub/projects.${deed}`, { project_id });
    },
    async look(trial, project_id) {
      const value = await trial.value(hubCall('conat/hub/projects.state', { project_id }));
      const state = trial.text('state', isObject(value) ? value.state : undefined);
      return UP.includes(state);
    },
    // What touching does to a project at rest is not promised.
    ...(deed !== 'touch' && { shows: deed === 'start' }),
  };
}

/** On its way counts as there, since nobody waits for it. */
const UP = ['starting', 'running'];

async function deletesKeyTwice(trial: Trial): Promise<void> {
  const [id, name] = await newKey(trial);
  const call = hubCall('conat/hub/system.manageApiKeys', { action: 'delete', id });
  const first = await trial.value(call);
  trial.holds('effect', false, (await keyNames(trial)).includes(name));
  const second = await trial.value(call);
  trial.holds('change', false, (await keyNames(trial)).includes(name));
  trial.alike('answer', first, second);
}

/** Makes a key of the account. @returns its id and name. */
export async function newKey(trial: Trial): Promise<[id: Json, name: string]> {
  const name = trial.context.title('key');
  const made = await trial.value(hubCall('conat/hub/system.manageApiKeys', { action: 'create', name }));
  const [key] = trial.rows('key', made);
  trial.holds('name', name, key?.name ?? null);
  return [key?.id ?? null, name];
}

export async function keyNames(trial: Trial): Promise<Json[]> {
  const keys = await trial.value(hubCall('conat/hub/system.manageApiKeys', { action: 'get' }));
  return trial.rows('keys', keys).map(({ name = null }) => name);
}
