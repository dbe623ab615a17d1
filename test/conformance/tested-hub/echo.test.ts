/** A hub that answers each creation with the id of a thing that was there before must not get that thing changed. */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../../src/adapters/fetch.ts';
import { allCases } from '../../../src/conformance/suites/index.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { isObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { OTHER, OWNER, testHub } from '../../hub.ts';
import { BUDGET, checking, makingCases } from '../setting.ts';

const everyCase = allCases(readContracts(CONTRACTS));

/** Things of each kind that are there before any run: a project of each account, with a scheduled copy, and keys. */
async function furnished() {
  const paying = { first_name: 'Owner', last_name: 'Person', api_key: 'sk_owner', subscriptions: [] };
  const { hub } = testHub({ accounts: { owner: paying } });
  const handle = fetchHandler(hub);
  const send = async (path: string, body: JsonObject, key = 'sk_owner') => {
    const headers = { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' };
    const request = new Request(`http://hub.test/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await (await handle(request)).json()) as Json;
  };
  const make = async (name: string, body: JsonObject, key?: string) =>
    (await send(`v1/${name}`, body, key)) as JsonObject;
  const { project_id: project = null } = await make('create_project', { title: 'Thesis' });
  const { project_id: target = null } = await make('create_project', { title: 'Target' });
  const { project_id: foreign = null } = await make('create_project', { title: 'Of the other' }, 'sk_other');
  await make('write_text_file_to_project', { project_id: project, path: 'data/a.txt', content: 'mine' });
  const { copy_path_id: copy = null } = await make('copy_path_between_projects', {
    ...{ src_project_id: project, src_path: 'data', target_project_id: target },
    ...{ wait_until_done: false, scheduled: '2099-01-01' },
  });
  await make('query', { query: { public_paths: { project_id: project, path: 'data' } } });
  const created = { name: 'system.manageApiKeys', args: [{ action: 'create', name: 'of the operator' }] };
  const [key = null] = (await send('conat/hub', created)) as Json[];
  return {
    hub,
    ids: { project, foreign, copy, key: isObject(key) ? (key.id ?? null) : null, account: OTHER, self: OWNER },
  };
}

type Ids = Awaited<ReturnType<typeof furnished>>['ids'];

/** What of the hub may not change: all that was there, apart from when it was last seen. */
function kept(hub: Hub, there: ReadonlySet<string>) {
  const { projects, accounts, apiKeys, copies, publicPaths } = hub.state;
  return {
    projects: [...projects.values()]
      .filter(({ project_id }) => there.has(project_id))
      .map(({ project_id, title, description, users, deleted, files }) => ({
        ...{ project_id, title, description, users, deleted, files },
      }))
      .sort((one, other) => (one.project_id < other.project_id ? -1 : 1)),
    accounts: [...accounts.values()]
      .filter(({ account_id }) => there.has(account_id))
      .map(({ account_id, first_name, last_name, email_address, api_key, deleted, password_hash }) => ({
        ...{ account_id, first_name, last_name, email_address, api_key, deleted, password_hash },
      })),
    keys: [...apiKeys.values()].filter(({ id }) => there.has(String(id))).map(({ name, secret }) => ({ name, secret })),
    copies: [...copies.values()].filter(({ copy_path_id }) => there.has(copy_path_id)),
    shared: [...publicPaths.values()].filter(({ project_id }) => there.has(project_id)),
  };
}

const everything = (hub: Hub) =>
  new Set([
    ...[...hub.state.projects.keys(), ...hub.state.accounts.keys(), ...hub.state.copies.keys()],
    ...[...hub.state.apiKeys.keys()].map(String),
  ]);

/** What the answer becomes: an id of something that was there in place of the one of what was made. */
type Echo = (operation: string, answer: Json, ids: Ids) => Json;

const withNewKey = (answer: Json, changes: JsonObject): Json =>
  Array.isArray(answer) ? answer.map((row) => (isObject(row) && row.secret ? { ...row, ...changes } : row)) : answer;

const replacing =
  (echoes: Readonly<Record<string, (answer: JsonObject, ids: Ids) => Json>>): Echo =>
  (operation, answer, ids) =>
    echoes[operation]?.(answer as JsonObject, ids) ?? answer;

const ECHOES: Readonly<Record<string, Echo>> = {
  'a project of the account': replacing({
    'v1/create_project': (answer, { project }) => ({ ...answer, project_id: project }),
    'projects.createProject': (_, { project }) => project,
  }),
  'a project of the account in capitals': replacing({
    'v1/create_project': (answer, { project }) => ({ ...answer, project_id: String(project).toUpperCase() }),
    'projects.createProject': (_, { project }) => String(project).toUpperCase(),
  }),
  'a project of somebody else': replacing({
    'v1/create_project': (answer, { foreign }) => ({ ...answer, project_id: foreign }),
    'projects.createProject': (_, { foreign }) => foreign,
  }),
  'a key of the account': replacing({
    'system.manageApiKeys': (answer, { key }) => withNewKey(answer, { id: key }),
  }),
  'the key that the check calls with': replacing({
    'v1/create_account': (answer) => ({ ...answer, api_key: 'sk_owner' }),
    'system.manageApiKeys': (answer) => withNewKey(answer, { secret: 'sk_owner' }),
  }),
  'the account of somebody else': replacing({
    'v1/create_account': (answer, { account }) => ({ ...answer, account_id: account }),
    'org.createUser': (_, { account }) => account,
  }),
  'the own account': replacing({
    'v1/create_account': (answer, { self }) => ({ ...answer, account_id: self }),
    'org.createUser': (_, { self }) => self,
  }),
  'a copy that was scheduled': replacing({
    'v1/copy_path_between_projects': (answer, { copy }) =>
      'copy_path_id' in answer ? { ...answer, copy_path_id: copy } : answer,
  }),
};

function echoing(
  hub: Hub,
  ids: Ids,
  echo: Echo,
): { fetch: (url: string, init: RequestInit) => Promise<Response>; echoed: () => number } {
  const handle = fetchHandler(hub);
  let echoed = 0;
  return {
    echoed: () => echoed,
    async fetch(url, init) {
      const answer = (await (await handle(new Request(url, init))).json()) as Json;
      const path = new URL(url).pathname.replace('/api/', '');
      const operation = path.startsWith('v1/') ? path : String((JSON.parse(String(init.body)) as JsonObject).name);
      const isRefused = isObject(answer) && (answer.error !== undefined || answer.event === 'account_creation_failed');
      const told = isRefused ? answer : echo(operation, answer, ids);
      if (told !== answer && JSON.stringify(told) !== JSON.stringify(answer)) echoed += 1;
      return Response.json(told);
    },
  };
}

/** Which generations make things of the kind, and the cases that do. */
const MAKING: readonly (readonly [echo: string, generations: readonly ('v1' | 'conat')[], grep: readonly string[]])[] =
  [
    ...['a project of the account', 'a project of the account in capitals', 'a project of somebody else'].flatMap(
      (echo) => [[echo, ['v1'], []] as const, [echo, ['conat'], []] as const, [echo, ['v1', 'conat'], []] as const],
    ),
    ['a key of the account', ['conat'], ['key']],
    ['the key that the check calls with', ['v1'], ['account']],
    ['the key that the check calls with', ['conat'], ['key']],
    ['the account of somebody else', ['v1'], ['account']],
    ['the account of somebody else', ['conat'], ['org.createUser']],
    ['the own account', ['v1'], ['account']],
    ['the own account', ['conat'], ['org.createUser']],
    ['a copy that was scheduled', ['v1'], ['copy']],
  ];

test.for(MAKING)(
  'a hub that names %s for what it made (%s) gets nothing changed that was there',
  {
    timeout: 300_000,
  },
  async ([name, generations, grep]) => {
    const { hub, ids } = await furnished();
    const there = everything(hub);
    const before = kept(hub, there);
    const proxy = echoing(hub, ids, ECHOES[name] as Echo);

    const report = await checking({
      cases: everyCase,
      selection: { suites: ['contracts', 'laws', 'scenarios'], grep, exclude: [], generations },
      mock: true,
      keys: { self: 'sk_owner', other: 'sk_other', admin: 'sk_admin' },
      budget: { ...BUDGET, maxRequests: 20_000, maxTimeMs: 300_000 },
      fetch: proxy.fetch,
    });

    expect(kept(hub, there)).toEqual(before);
    // The first one is enough to know that this hub cannot be told what to change.
    expect(proxy.echoed()).toBe(1);
    const told = report.cases.filter(({ verdict }) => verdict === 'fail').flatMap(({ findings }) => findings);
    expect(told.map(({ name: finding }) => finding).filter((finding) => finding.endsWith('#new-id'))).toHaveLength(1);
    expect(report.cases.at(-1)?.verdict).toBe('not run');
    expect(report.clean_up?.left).toEqual([]);
    expect(report.exit.code).toBe(1);
  },
);

test('what was made all the same is found by its mark and removed', async () => {
  const { hub, ids } = await furnished();
  const there = everything(hub);

  const report = await checking({
    cases: makingCases(),
    fetch: echoing(hub, ids, ECHOES['a project of the account'] as Echo).fetch,
  });

  const made = [...hub.state.projects.values()].filter(({ project_id }) => !there.has(project_id));
  expect(made.map(({ deleted }) => deleted)).toEqual([true]);
  expect(report.clean_up?.left).toEqual([]);
  expect(report.cases[0]?.findings[0]?.came).toContain('was there before the run');
});
