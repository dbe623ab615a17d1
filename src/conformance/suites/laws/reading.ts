/** Laws of what can be read: what was written, the same twice, each thing under an id of its own, and no time before. */
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { type Call, operationOf } from '../../language/exchange.ts';
import type { Account } from '../../tested-hub/flavour.ts';
import { type Context, Skip } from '../case.ts';
import { CONAT, type Hands, hubCall, inProject, ofBoth, V1 } from './hands.ts';
import { keyNames, newKey } from './repeating.ts';
import { type Law, requireProjectFunctions, type Trial } from './trial.ts';

const READS_WRITES = 'what was written is what is read';
const UNIQUE = 'ids are unique';
const KEEPS = 'a call that only reads leaves everything as it is';
const SAME = 'a call that only reads is answered the same when it is made again';
const FORWARD = 'time does not go backwards';

/** Something to ask of everybody's account. */
interface Question {
  send(account: Account): Json;
  /** What tells the answer from any other. */
  readonly shows: 'the account' | 'a list' | 'now' | 'results';
}

const OWN_ACCOUNT = { query: { accounts: { account_id: null, first_name: null, last_name: null } } };

/** By operation. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  'v1/ping': { send: () => ({}), shows: 'now' },
  'v1/query': { send: () => OWN_ACCOUNT, shows: 'the account' },
  'v1/user_search': { send: ({ first_name }) => ({ query: first_name }), shows: 'results' },
  'v1/get_usernames': { send: ({ account_id }) => ({ account_ids: [account_id] }), shows: 'the account' },
  'conat/hub/system.ping': { send: () => ({}), shows: 'now' },
  'conat/hub/system.test': { send: () => ({}), shows: 'the account' },
  'conat/hub/system.getNames': { send: ({ account_id }) => [account_id], shows: 'the account' },
  'conat/hub/system.userSearch': { send: ({ first_name }) => ({ query: first_name }), shows: 'a list' },
  'conat/hub/system.manageApiKeys': { send: () => ({ action: 'get' }), shows: 'a list' },
  'conat/hub/db.userQuery': { send: () => OWN_ACCOUNT, shows: 'the account' },
  'conat/hub/messages.get': { send: () => ({ limit: 10 }), shows: 'a list' },
};

export const readingLaws: readonly Law[] = [
  ...ofBoth(lawsOfBoth),
  {
    ...{ id: 'v1.unique.copies', operation: 'v1/copy_path_between_projects', words: UNIQUE },
    ...{ creates: { project: 2, copy: 2 }, calls: 5 },
    try: hasUniqueCopies,
  },
  {
    ...{ id: 'v1.unique.answers', operation: 'v1/query', words: UNIQUE },
    ...{ reads: true, calls: 2 },
    try: hasUniqueAnswers,
  },
  {
    ...{ id: 'conat.unique.keys', operation: 'conat/hub/system.manageApiKeys', words: UNIQUE },
    ...{ creates: { key: 2 }, calls: 2 },
    try: hasUniqueKeys,
  },
  {
    ...{ id: 'conat.reads.key', operation: 'conat/hub/system.manageApiKeys', words: READS_WRITES },
    ...{ creates: { key: 1 }, calls: 6 },
    try: readsKeys,
  },
  {
    ...{ id: 'conat.reads.moved', operation: 'conat/project/system.moveFiles', words: READS_WRITES },
    ...{ creates: { project: 1 }, calls: 6 },
    try: (trial) => readsMoved(trial, 'system.moveFiles', { paths: ['folder/a.txt'], dest: 'other' }),
  },
  {
    ...{ id: 'conat.reads.renamed', operation: 'conat/project/system.renameFile', words: READS_WRITES },
    ...{ creates: { project: 1 }, calls: 6 },
    try: (trial) => readsMoved(trial, 'system.renameFile', { src: 'folder/a.txt', dest: 'other/a.txt' }),
  },
  ...['v1/ping', 'conat/hub/system.ping'].map(
    (operation): Law => ({
      ...{ id: `${operation.startsWith('v1') ? 'v1' : 'conat'}.time.ping`, operation, words: FORWARD },
      ...{ reads: true, calls: 2 },
      try: (trial) => goesForward(trial, hubCall(operation, {})),
    }),
  ),
  {
    ...{ id: 'conat.time.project', operation: 'conat/project/system.ping', words: FORWARD },
    ...{ creates: { project: 1 }, calls: 3 },
    try: async (trial) => goesForward(trial, inProject(await CONAT.create(trial), 'system.ping')),
  },
  ...Object.entries(QUESTIONS).map(
    ([operation, question]): Law => ({
      ...{ id: `same.${operation.replaceAll('/', '.')}`, operation, words: SAME },
      ...{ reads: true, calls: 2 },
      try: (trial) => answersTheSame(trial, operation, question),
    }),
  ),
];

function lawsOfBoth(hands: Hands): Law[] {
  const { operations } = hands;
  const project = { creates: { project: 1 } };
  return [
    {
      ...{ id: 'reads.file', operation: operations.write, words: READS_WRITES, ...project, calls: 7 },
      try: (trial) => readsFiles(trial, hands),
    },
    {
      ...{ id: 'reads.command', operation: operations.exec, words: READS_WRITES, ...project, calls: 3 },
      try: (trial) => readsWhatCommandWrote(trial, hands),
    },
    {
      ...{ id: 'reads.title', operation: operations.query, words: READS_WRITES, ...project, calls: 4 },
      try: (trial) => readsTitle(trial, hands),
    },
    {
      ...{ id: 'reads.project', operation: operations.create, words: READS_WRITES, ...project, calls: 3 },
      try: (trial) => listsProject(trial, hands),
    },
    {
      ...{ id: 'unique.projects', operation: operations.create, words: UNIQUE, creates: { project: 2 }, calls: 2 },
      try: (trial) => hasUniqueProjects(trial, hands),
    },
    {
      ...{ id: 'gets.nothing-changes', operation: operations.query, words: KEEPS, ...project, calls: 14 },
      try: (trial) => changesNothing(trial, hands),
    },
  ];
}

const CONTENT = 'größer ≥ 1\n\n  two\tthree';

async function readsFiles(trial: Trial, hands: Hands): Promise<void> {
  const file = { project_id: await hands.create(trial), path: 'folder/a.txt' };
  for (const [id, content] of Object.entries({ first: CONTENT, shorter: 'a', empty: '' })) {
    await hands.write(trial, file, content);
    trial.holds(id, content, await hands.read(trial, file));
  }
}

async function readsWhatCommandWrote(trial: Trial, hands: Hands): Promise<void> {
  const project_id = await hands.create(trial);
  await hands.exec(trial, project_id, 'printf "by a command" > a.txt');
  trial.holds('content', 'by a command', await hands.read(trial, { project_id, path: 'a.txt' }));
}

async function readsTitle(trial: Trial, hands: Hands): Promise<void> {
  const first = trial.context.title('first');
  const project_id = await hands.create(trial, first);
  trial.holds('title', first, (await hands.project(trial, project_id)).title ?? null);
  const title = trial.context.title('second');
  await trial.value(hands.querying({ projects: { project_id, title } }));
  trial.holds('new-title', title, (await hands.project(trial, project_id)).title ?? null);
}

async function listsProject(trial: Trial, hands: Hands): Promise<void> {
  const title = trial.context.title('project');
  const list = () => hands.rows(trial, 'projects_all', { project_id: null, title });
  trial.holds('before', [], await list());
  const project_id = await hands.create(trial, title);
  trial.holds('added', [{ project_id, title }], await list());
}

async function hasUniqueProjects(trial: Trial, hands: Hands): Promise<void> {
  const title = trial.context.title('project');
  const ids = [await hands.create(trial, title), await hands.create(trial, title)];
  trial.holds('ids', ids, [...new Set(ids)]);
}

async function hasUniqueCopies(trial: Trial): Promise<void> {
  const [source, target] = [await V1.create(trial), await V1.create(trial)];
  const file = { project_id: source, path: 'a.txt' };
  await V1.write(trial, file, 'a');
  const ids: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const value = await trial.value(V1.copying(file, { ...file, project_id: target }, { wait_until_done: false }));
    ids.push(trial.text('copy_path_id', isObject(value) ? value.copy_path_id : undefined));
  }
  trial.holds('ids', ids, [...new Set(ids)]);
}

async function hasUniqueAnswers(trial: Trial): Promise<void> {
  const ids: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const value = await trial.value(V1.querying({ accounts: { account_id: null } }));
    ids.push(trial.text('id', isObject(value) ? value.id : undefined));
  }
  trial.holds('ids', ids, [...new Set(ids)]);
}

async function hasUniqueKeys(trial: Trial): Promise<void> {
  const ids = [(await newKey(trial))[0], (await newKey(trial))[0]];
  trial.holds('ids', ids, [...new Set(ids)]);
}

async function readsKeys(trial: Trial): Promise<void> {
  const [id, name] = await newKey(trial);
  trial.holds('made', true, (await keyNames(trial)).includes(name));
  const other = trial.context.title('renamed');
  const manage = (options: JsonObject) => trial.value(hubCall('conat/hub/system.manageApiKeys', { id, ...options }));
  await manage({ action: 'edit', name: other });
  const names = await keyNames(trial);
  trial.holds('renamed', [false, true], [names.includes(name), names.includes(other)]);
  await manage({ action: 'delete' });
  trial.holds('deleted', false, (await keyNames(trial)).includes(other));
}

async function readsMoved(trial: Trial, name: string, argument: JsonObject): Promise<void> {
  const project_id = await CONAT.create(trial);
  await CONAT.write(trial, { project_id, path: 'folder/a.txt' }, CONTENT);
  await CONAT.exec(trial, project_id, 'mkdir other');
  await trial.value(inProject(project_id, name, argument));
  const found = await CONAT.exec(trial, project_id, 'find folder other -type f');
  trial.holds('place', 'other/a.txt\n', found);
  trial.holds('content', CONTENT, await CONAT.read(trial, { project_id, path: 'other/a.txt' }));
}

/** Whatever reads of a project, and leaves it as it is. */
async function changesNothing(trial: Trial, hands: Hands): Promise<void> {
  const { account } = trial.context;
  const project_id = await hands.create(trial);
  await hands.write(trial, { project_id, path: 'folder/a.txt' }, CONTENT);
  const look = async () => [
    await hands.project(trial, project_id),
    await hands.files(trial, { project_id, path: 'folder' }),
  ];
  const before = await look();
  const asked = { project_id, title: null, users: null };
  await hands.read(trial, { project_id, path: 'folder/a.txt' });
  for (const call of [
    hands.querying({ projects: asked }),
    hands.querying({ projects_all: [asked] }),
    hands.querying({ public_paths: [{ project_id, path: null }] }),
    ...(hands.api === 'v1'
      ? [hubCall('v1/copy_path_status', { src_project_id: project_id })]
      : [hubCall('conat/hub/projects.state', { project_id }), inProject(project_id, 'system.listing', { path: '' })]),
    hands.querying({ accounts: { account_id: account.account_id, first_name: null } }),
  ]) {
    await trial.value(call);
  }
  trial.holds('state', before, await look());
}

async function goesForward(trial: Trial, call: Call): Promise<void> {
  skipWhereWithdrawn(trial.context, operationOf(call));
  if (call.api === 'conat/project') requireProjectFunctions(trial.context);
  const [first, second] = [await now(trial, call), await now(trial, call)];
  trial.holds(
    'order',
    [first, second].sort((one, other) => one - other),
    [first, second],
  );
}

/** Milliseconds. */
async function now(trial: Trial, call: Call): Promise<number> {
  const value = await trial.value(call);
  const told = isObject(value) ? value.now : undefined;
  const ms = typeof told === 'number' || typeof told === 'string' ? new Date(told).getTime() : Number.NaN;
  trial.needs('now', 'a moment', value, !Number.isNaN(ms));
  return ms;
}

async function answersTheSame(trial: Trial, operation: string, { send, shows }: Question): Promise<void> {
  const { context } = trial;
  skipWhereWithdrawn(context, operation);
  const call = hubCall(operation, send(context.account));
  const [first, second] = [await trial.value(call), await trial.value(call)];
  const isAnswer = shows === 'a list' ? Array.isArray(first) : JSON.stringify(first).includes(told(shows, context));
  trial.needs('answer', `an answer with ${shows}`, first, isAnswer);
  trial.same('answer', first, second);
}

/** What has to stand in the answer. */
function told(shows: Exclude<Question['shows'], 'a list'>, { account }: Context): string {
  return shows === 'the account' ? account.account_id : `"${shows}":`;
}

/** @throws Skip */
function skipWhereWithdrawn({ profile }: Context, operation: string): void {
  if (operation !== 'v1/ping' || profile !== 'observed') return;
  throw new Skip('this revision does not serve it (docs/fidelity.md, withdrawn_events)');
}
