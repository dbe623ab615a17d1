/** Laws of what can be read: what was written, the same twice, each thing under an id of its own, and no time before. */

import { generationOf } from '../../../contracts/contract.ts';
import { isObject } from '../../../core/json.ts';
import { callTo } from '../../language/call.ts';
import type { HubDeed } from '../../language/deeds.ts';
import { isSpoken, operationFor } from '../../language/words.ts';
import { operationsWithFacts } from '../../tested-hub/reach.ts';
import { type Case, type CaseContext, Skip } from '../case.ts';
import { sampleOf } from '../recipes.ts';
import { isShown } from '../shows.ts';
import { keyNames, newKey } from './repeating.ts';
import { caseOf, type Law, type LawTrial } from './trial.ts';

const READS_WRITES = { words: 'what was written is what is read', creates: { project: 1 } };
const UNIQUE = 'ids are unique';
const FORWARD = 'time does not go backwards';
const CONTENT = 'größer ≥ 1\n\n  two\tthree';

export const readingLaws: readonly Law[] = [
  {
    ...{ id: 'reads.file', about: 'write', ...READS_WRITES, calls: 7 },
    async try(trial) {
      const file = { project_id: await trial.create(), path: 'folder/a.txt' };
      for (const [id, content] of Object.entries({ first: CONTENT, shorter: 'a', empty: '' })) {
        await trial.write(file, content);
        trial.holds(id, content, await trial.read(file));
      }
    },
  },
  {
    ...{ id: 'reads.command', about: 'exec', ...READS_WRITES, calls: 3 },
    async try(trial) {
      const project_id = await trial.create();
      await trial.exec(project_id, 'printf "by a command" > a.txt');
      trial.holds('content', 'by a command', await trial.read({ project_id, path: 'a.txt' }));
    },
  },
  {
    ...{ id: 'reads.title', about: 'rename', ...READS_WRITES, calls: 4 },
    async try(trial) {
      const [first, second] = [trial.context.title('first'), trial.context.title('second')];
      const project_id = await trial.create(first);
      trial.holds('title', first, (await trial.project(project_id)).title ?? null);
      await trial.do({ kind: 'rename', project_id, title: second });
      trial.holds('new-title', second, (await trial.project(project_id)).title ?? null);
    },
  },
  {
    ...{ id: 'reads.project', about: 'create', ...READS_WRITES, calls: 3 },
    async try(trial) {
      const title = trial.context.title('project');
      const list = () => trial.select('projects_all', { project_id: null, title });
      trial.holds('before', [], await list());
      const project_id = await trial.create(title);
      trial.holds('added', [{ project_id, title }], await list());
    },
  },
  {
    ...{ id: 'reads.key', about: 'createKey', ...READS_WRITES, creates: { key: 1 }, calls: 6 },
    async try(trial) {
      const { id, name } = await newKey(trial);
      trial.holds('made', true, (await keyNames(trial)).includes(name));
      const other = trial.context.title('renamed');
      await trial.do({ kind: 'renameKey', id, name: other });
      const names = await keyNames(trial);
      trial.holds('renamed', [false, true], [names.includes(name), names.includes(other)]);
      await trial.do({ kind: 'deleteKey', id });
      trial.holds('deleted', false, (await keyNames(trial)).includes(other));
    },
  },
  {
    ...{ id: 'reads.moved', about: 'move', ...READS_WRITES, calls: 6 },
    try: (trial) => readsMoved(trial, { kind: 'move', path: 'folder/a.txt', folder: 'other' }),
  },
  {
    ...{ id: 'reads.renamed', about: 'renameFile', ...READS_WRITES, calls: 6 },
    try: (trial) => readsMoved(trial, { kind: 'renameFile', path: 'folder/a.txt', new_path: 'other/a.txt' }),
  },
  {
    ...{ id: 'gets.nothing-changes', about: 'query', creates: { project: 1 }, calls: 14 },
    words: 'a call that only reads leaves everything as it is',
    try: changesNothing,
  },
  {
    ...{ id: 'unique.projects', about: 'create', words: UNIQUE, creates: { project: 2 }, calls: 2 },
    async try(trial) {
      const title = trial.context.title('project');
      trial.differ([await trial.create(title), await trial.create(title)]);
    },
  },
  {
    ...{ id: 'unique.copies', about: 'copyLater', words: UNIQUE, calls: 5 },
    creates: { project: 2, copy: 2, 'record of a copy': 2 },
    async try(trial) {
      const [project_id, target_project_id] = [await trial.create(), await trial.create()];
      const file = { project_id, path: 'a.txt' };
      await trial.write(file, 'a');
      const copy = async () =>
        trial.text('copy_path_id', await trial.do({ kind: 'copyLater', ...file, target_project_id }));
      trial.differ([await copy(), await copy()]);
    },
  },
  {
    ...{ id: 'unique.answers', about: 'query', only: 'v1', words: UNIQUE, reads: true, calls: 2 },
    async try(trial) {
      const ask = async () => {
        const answer = await trial.value(callTo('v1/query', { query: { accounts: { account_id: null } } }));
        return trial.text('id', isObject(answer) ? answer.id : undefined);
      };
      trial.differ([await ask(), await ask()]);
    },
  },
  {
    ...{ id: 'unique.keys', about: 'createKey', words: UNIQUE, creates: { key: 2 }, calls: 2 },
    async try(trial) {
      trial.differ([(await newKey(trial)).id, (await newKey(trial)).id]);
    },
  },
  {
    ...{ id: 'time.ping', about: 'ping', words: FORWARD, reads: true, calls: 2 },
    async try(trial) {
      skipWhereWithdrawn(trial.context, operationFor('ping', trial.api));
      await goesForward(trial, { kind: 'ping' });
    },
  },
  {
    ...{ id: 'time.project', about: 'pingProject', words: FORWARD, creates: { project: 1 }, calls: 3 },
    try: async (trial) => goesForward(trial, { kind: 'pingProject', project_id: await trial.create() }),
  },
];

/** Each operation that can be called at once, and changes nothing, is asked twice. */
export function sameAnswerCases(): Case[] {
  return operationsWithFacts().flatMap((operation) => {
    const { recipe, send } = sampleOf(operation) ?? {};
    const shows = recipe?.shows;
    // What answers cannot be told by, or what not everybody gets, shows nothing.
    if (send === undefined || shows === undefined || recipe?.props !== undefined || recipe?.lacks !== undefined)
      return [];
    return caseOf(generationOf(operation), {
      ...{ id: `same.${operation.replaceAll('/', '.')}`, operation, reads: true, calls: 3 },
      words: 'a call that only reads is answered the same when it is made again',
      async try(trial) {
        const { context } = trial;
        skipWhereWithdrawn(context, operation);
        const call = callTo(operation, send(context));
        const [first, second] = [await trial.value(call), await trial.value(call)];
        const isAnswer = await isShown(context, shows, { operation, value: first });
        trial.needs('answer', `an answer with ${shows.what}`, first, isAnswer);
        trial.same('answer', first, second);
      },
    });
  });
}

type Moving =
  | Omit<Extract<HubDeed, { kind: 'move' }>, 'project_id'>
  | Omit<Extract<HubDeed, { kind: 'renameFile' }>, 'project_id'>;

async function readsMoved(trial: LawTrial, deed: Moving): Promise<void> {
  const project_id = await trial.create();
  await trial.write({ project_id, path: deed.path }, CONTENT);
  await trial.exec(project_id, 'mkdir other');
  await trial.do({ ...deed, project_id });
  trial.holds('place', 'other/a.txt\n', await trial.exec(project_id, 'find folder other -type f'));
  trial.holds('content', CONTENT, await trial.read({ project_id, path: 'other/a.txt' }));
}

/** What reads of a project, and leaves it as it is. */
async function changesNothing(trial: LawTrial): Promise<void> {
  const { account_id } = trial.context.account;
  const file = { project_id: await trial.create(), path: 'folder/a.txt' };
  const { project_id } = file;
  await trial.write(file, CONTENT);
  const look = async () => [await trial.project(project_id), await trial.files({ project_id, path: 'folder' })];
  const before = await look();
  const asked = { project_id, title: null, users: null };
  const deeds: readonly HubDeed[] = [
    { kind: 'read', ...file },
    { kind: 'query', query: { projects: asked } },
    { kind: 'query', query: { projects_all: [asked] } },
    { kind: 'query', query: { public_paths: [{ project_id, path: null }] } },
    { kind: 'query', query: { accounts: { account_id, first_name: null } } },
    { kind: 'copies', project_id },
    { kind: 'state', project_id },
    { kind: 'list', project_id, path: '' },
  ];
  for (const deed of deeds.filter(({ kind }) => isSpoken(kind, trial.api))) await trial.do(deed);
  trial.holds('state', before, await look());
}

async function goesForward(trial: LawTrial, deed: HubDeed): Promise<void> {
  const [first, second] = [await now(trial, deed), await now(trial, deed)];
  const inOrder = [Math.min(first, second), Math.max(first, second)];
  trial.holds('order', inOrder, [first, second]);
}

/** Milliseconds. */
async function now(trial: LawTrial, deed: HubDeed): Promise<number> {
  const said = await trial.do(deed);
  const told = isObject(said) ? said.now : undefined;
  const ms = typeof told === 'number' || typeof told === 'string' ? new Date(told).getTime() : Number.NaN;
  trial.needs('now', 'a moment', said, !Number.isNaN(ms));
  return ms;
}

/** @throws Skip */
function skipWhereWithdrawn({ profile }: CaseContext, operation: string): void {
  if (operation !== 'v1/ping' || profile !== 'observed') return;
  throw new Skip('this revision does not serve it (docs/fidelity.md, withdrawn_events)');
}
