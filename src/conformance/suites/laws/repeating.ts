/** Laws of doing a thing twice: the second time changes nothing, and is answered alike. */
import { isObject, type Json } from '../../../core/json.ts';
import type { DeedKind, DeedOf, HubDeed } from '../../language/deeds.ts';
import type { Law, LawTrial } from './trial.ts';

const TWICE = 'done twice, the second time changes nothing, and is answered alike';

/** What is done twice, in a project that the run made, and what shows of it there. */
interface Repeated extends Pick<Law, 'only' | 'needs' | 'calls'> {
  readonly id: string;
  readonly kind: DeedKind;
  /** Makes ready for it. @returns the deed that is done twice. */
  prepare(trial: LawTrial, project_id: string): HubDeed | Promise<HubDeed>;
  /** What there is to see of it. */
  look(trial: LawTrial, project_id: string): Promise<Json>;
  /** What has to be seen, where that is the same each time. */
  readonly shows?: Json;
}

const CONTENT = 'one\ntwo\n';
const [FOLDER, PATH] = ['folder', 'folder/a.txt'];

const REPEATED: readonly Repeated[] = [
  {
    ...{ id: 'write', kind: 'write', calls: 5 },
    prepare: (_, project_id) => ({ kind: 'write', project_id, path: PATH, content: CONTENT }),
    look: (trial, project_id) => trial.read({ project_id, path: PATH }),
    shows: CONTENT,
  },
  {
    ...{ id: 'add', kind: 'add', needs: ['other'], calls: 6 },
    prepare: adding,
    look: groupsIn,
    shows: ['collaborator', 'owner'],
  },
  {
    ...{ id: 'remove', kind: 'remove', needs: ['other'], calls: 7 },
    async prepare(trial, project_id) {
      const deed = await adding(trial, project_id);
      await trial.do(deed);
      return { ...deed, kind: 'remove' };
    },
    look: groupsIn,
    shows: ['owner'],
  },
  {
    ...{ id: 'delete', kind: 'delete', calls: 5 },
    prepare: (_, project_id) => ({ kind: 'delete', project_id }),
    look: async (trial, project_id) => (await trial.project(project_id)).deleted ?? null,
    shows: true,
  },
  {
    ...{ id: 'touch', kind: 'touch', only: 'v1', calls: 5 },
    prepare: (_, project_id) => ({ kind: 'touch', project_id }),
    look: (trial, project_id) => trial.project(project_id),
  },
  {
    ...{ id: 'db-touch', kind: 'note', calls: 5 },
    prepare: (_, project_id) => ({ kind: 'note', project_id }),
    look: (trial, project_id) => trial.project(project_id),
  },
  {
    ...{ id: 'delete-files', kind: 'discard', calls: 7 },
    async prepare(trial, project_id) {
      for (const path of [PATH, `${FOLDER}/b.txt`]) await trial.write({ project_id, path }, CONTENT);
      return { kind: 'discard', project_id, path: PATH };
    },
    look: (trial, project_id) => trial.files({ project_id, path: FOLDER }),
    shows: `./b.txt:\n${CONTENT}\n`,
  },
  {
    ...{ id: 'start', kind: 'start', calls: 6 },
    prepare: (_, project_id) => ({ kind: 'start', project_id }),
    look: isUp,
    shows: true,
  },
  {
    ...{ id: 'stop', kind: 'stop', calls: 6 },
    async prepare(trial, project_id) {
      await trial.do({ kind: 'start', project_id });
      return { kind: 'stop', project_id };
    },
    look: isUp,
    shows: false,
  },
  {
    // What touching does to a project at rest is not promised.
    ...{ id: 'touch', kind: 'touch', only: 'conat', calls: 6 },
    prepare: (_, project_id) => ({ kind: 'touch', project_id }),
    look: isUp,
  },
];

export const repeatingLaws: readonly Law[] = [
  ...REPEATED.map(
    ({ id, kind, prepare, look, shows, ...law }): Law => ({
      ...law,
      ...{ id: `twice.${id}`, about: kind, words: TWICE, creates: { project: 1 } },
      async try(trial) {
        const project_id = await trial.create();
        const deed = await prepare(trial, project_id);
        const first = await trial.do(deed);
        const after = await look(trial, project_id);
        const second = await trial.do(deed);
        trial.holds('change', after, await look(trial, project_id));
        trial.alike('answer', first, second);
        if (shows !== undefined) trial.holds('effect', shows, after);
      },
    }),
  ),
  {
    ...{ id: 'twice.delete-key', about: 'deleteKey', words: TWICE, creates: { key: 1 }, calls: 5 },
    async try(trial) {
      const { id, name } = await newKey(trial);
      const first = await trial.do({ kind: 'deleteKey', id });
      trial.holds('effect', false, (await keyNames(trial)).includes(name));
      const second = await trial.do({ kind: 'deleteKey', id });
      trial.holds('change', false, (await keyNames(trial)).includes(name));
      trial.alike('answer', first, second);
    },
  },
];

/** Groups of the people of a project. */
async function groupsIn(trial: LawTrial, project_id: string): Promise<Json> {
  const { users } = await trial.project(project_id);
  return isObject(users) ? Object.values(users).sort() : null;
}

/** Adds the account that calls as `other`. */
async function adding(trial: LawTrial, project_id: string): Promise<DeedOf['add']> {
  const said = await trial.do({ kind: 'identify' }, 'other');
  return {
    kind: 'add',
    project_id,
    account_id: trial.text('account_id', isObject(said) ? said.account_id : undefined),
  };
}

/** Whether the project is up; on its way counts as there, since nobody waits for it. */
async function isUp(trial: LawTrial, project_id: string): Promise<Json> {
  const state = trial.text('state', await trial.do({ kind: 'state', project_id }));
  return ['starting', 'running'].includes(state);
}

/** Makes a key of the account. */
export async function newKey(trial: LawTrial): Promise<{ readonly id: Json; readonly name: string }> {
  const name = trial.context.title('key');
  const key = await trial.do({ kind: 'createKey', name });
  const made = isObject(key) ? key : {};
  trial.holds('name', name, made.name ?? null);
  return { id: made.id ?? null, name };
}

export async function keyNames(trial: LawTrial): Promise<Json[]> {
  return trial.rows('keys', await trial.do({ kind: 'keys' })).map(({ name = null }) => name);
}
