/** Laws that hold for every query of every world. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newAccount } from '../../../src/core/accounts/accounts.ts';
import type { RowsName } from '../../../src/core/database/records.ts';
import type { Dialect } from '../../../src/core/deviations.ts';
import { Refusal } from '../../../src/core/errors.ts';
import { emptyDirectory } from '../../../src/core/files/tree.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { mergedColumn } from '../../../src/core/query/merge.ts';
import { tablesOf } from '../../../src/core/query/tables/index.ts';
import { userQuery } from '../../../src/core/query/user-query.ts';
import { changed, emptyState, type HubState, put, type TableName, tableOf } from '../../../src/core/state.ts';
import { id, NOW } from '../../hub.ts';

const now = Date.parse(NOW);
const ACCOUNTS = [1, 2, 3, 4].map((number) => id('account', number));
const PROJECTS = [1, 2, 3, 4].map((number) => id('project', number));
const ROWS = [1, 2, 3].map((number) => id('other', number));
const TOKENS = ['tk1', 'tk2'];
/** In no project but one of its own, and in no group. */
const STRANGER = id('account', 9);
const OWN = id('project', 9);

const dialect = fc.constantFrom<Dialect>('observed', '2026');
const account_id = fc.constantFrom(...ACCOUNTS, STRANGER);
const time = fc.integer({ min: now - 100 * 24 * 3_600_000, max: now });

/** A project of anybody but the stranger, with a secret in its title. */
const project = fc.record({
  users: fc.dictionary(
    fc.constantFrom(...ACCOUNTS),
    fc.record({ group: fc.constantFrom('owner', 'collaborator', 'viewer') }),
  ),
  last_edited: fc.option(time),
  deleted: fc.option(fc.boolean()),
});

const row = fc.record({ project_id: fc.constantFrom(...PROJECTS), time, path: fc.constantFrom('a', 'b') });

const world = fc
  .record({
    projects: fc.array(project, { maxLength: 4 }),
    rows: fc.array(row, { maxLength: 3 }),
    tokens: fc.array(row, { maxLength: 2 }),
  })
  .map(({ projects, rows, tokens }) => {
    const empty: HubState = changed(emptyState({ profile: 'observed' }), { now });
    const accounts = [...ACCOUNTS, STRANGER].reduce(
      (state, one) => put(state, 'accounts', newAccount(state, one)),
      empty,
    );
    const peopled = put(
      accounts,
      'projects',
      projectOf(OWN, { title: 'own', columns: {}, users: { [STRANGER]: { group: 'owner' } } }),
    );
    const withProjects = projects.reduce(
      (state, one, at) => put(state, 'projects', projectOf(PROJECTS[at] as string, one)),
      peopled,
    );
    const withRows = rows.reduce(
      (state, { project_id, time, path }, at) =>
        put(state, 'project_log', {
          id: ROWS[at] as string,
          project_id,
          time,
          event: { secret: path },
        }),
      withProjects,
    );
    return tokens.reduce(
      (state, { project_id }, at) =>
        put(state, 'inviteTokens', {
          token: TOKENS[at] as string,
          project_id,
          created: now,
          expires: null,
          usage_limit: null,
          counter: 777,
        }),
      withRows,
    );
  });

function projectOf(project_id: string, columns: Partial<Project>): Project {
  return {
    project_id,
    title: `secret of ${project_id}`,
    description: 'secret',
    users: {},
    compute_image: null,
    site_license: null,
    created: now,
    last_edited: null,
    last_active: null,
    state: null,
    deleted: null,
    invite: null,
    columns: { env: { secret: 1 } },
    files: emptyDirectory(now),
    ...columns,
  };
}

const scalar = fc.oneof(
  fc.constantFrom<Json>(
    OWN,
    ...ACCOUNTS,
    ...PROJECTS,
    ...ROWS,
    ...TOKENS,
    STRANGER,
    '{account_id}',
    '{now}',
    NOW,
    'abc',
    'secret',
  ),
  fc.constantFrom<Json>(null, true, false, 0, 1, -1, 1.5, 'a', 'b', '%', ''),
  fc.string({ maxLength: 3 }),
);
const operator = fc.constantFrom(
  '!=',
  '<>',
  '<=',
  '>=',
  '==',
  '<',
  '>',
  '=',
  'IS',
  'IS NOT',
  'LIKE',
  'ILIKE',
  'ANY',
  'MINLEN',
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  fc.dictionary(operator, scalar, { minKeys: 1, maxKeys: 2 }),
  fc.dictionary(
    fc.oneof(account_id, fc.constantFrom('__proto__', 'constructor', 'a', '0')),
    fc.oneof(scalar, fc.dictionary(fc.constantFrom('hide', 'group', 'x'), scalar)),
    { maxKeys: 2 },
  ),
  fc.array(scalar, { maxLength: 2 }),
);

const TABLES = [
  ...new Set([...tablesOf('observed').keys(), ...tablesOf('2026').keys()]),
  'nope',
  '__proto__',
  'constructor',
];

/** An object of some table, mostly with fields that it has. */
const tableQuery = fc.constantFrom(...TABLES).chain((name) => {
  const table = tablesOf('2026').get(name) ?? tablesOf('observed').get(name);
  const fields = [...(table?.get?.fields ?? []), ...Object.keys(table?.set?.fields ?? {}), 'project_id', 'id'];
  const object = fc.dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, fc.constantFrom('nope', '__proto__')),
    value,
    { maxKeys: 4 },
  );
  return fc.tuple(object, fc.boolean()).map(([given, many]): JsonObject => ({ [name]: many ? [given] : given }));
});

const option = fc.dictionary(
  fc.constantFrom('limit', 'order_by', 'set', 'delete', 'only_changes', 'account_id', 'heads'),
  fc.oneof(scalar, fc.constantFrom('time', '-time', 'project_id', 'title')),
  { maxKeys: 2 },
);
const options = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(option, { maxLength: 2 }));
const query: fc.Arbitrary<Json> = fc.oneof(
  { weight: 9, arbitrary: tableQuery },
  fc.array(tableQuery, { maxLength: 3 }),
);

interface Asked {
  readonly state: HubState;
  readonly result: Json | undefined;
  readonly refused: boolean;
}

const spokenWorld = fc.tuple(world, dialect).map(([state, spoken]): HubState => changed(state, { dialect: spoken }));

function ask(state: HubState, asked: { query: Json; options: Json; account_id: string }): Asked {
  try {
    return { ...userQuery(state, asked), refused: false };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { state: thrown.kept ?? state, result: undefined, refused: true };
  }
}

/** Queries that would do or tell something, if only the caller were somebody else. */
const anyProject = fc.constantFrom(...PROJECTS, OWN);
const anyRow = fc.constantFrom(...ROWS);
const anyToken = fc.constantFrom(...TOKENS);
const projectTable = fc.constantFrom(
  'projects',
  'projects_all',
  'projects_admin',
  'public_projects',
  'collaborators_one_project',
);
const harmful: fc.Arbitrary<Json> = fc.oneof(
  fc
    .tuple(projectTable, anyProject, fc.constantFrom(null, 'x'))
    .map(([table, project_id, title]) => ({ [table]: { project_id, title } })),
  fc
    .tuple(projectTable, anyProject, account_id)
    .map(([table, project_id, user]) => ({ [table]: { project_id, users: { [user]: {} } } })),
  fc
    .tuple(anyProject, fc.boolean())
    .map(([project_id, deleted]) => ({ projects: { project_id, deleted, env: { x: 1 } } })),
  anyProject.map((project_id) => ({ projects_owner: { project_id, course: { x: 1 } } })),
  anyProject.map((project_id) => ({ projects: { project_id, action_request: { action: 'start', time: 1 } } })),
  fc
    .tuple(anyRow, anyProject)
    .map(([row_id, project_id]) => ({ project_log: { id: row_id, project_id, event: { x: 1 } } })),
  fc
    .tuple(anyRow, fc.option(anyProject))
    .map(([row_id, project_id]) => ({ project_log_all: [{ id: row_id, project_id, event: null }] })),
  fc
    .tuple(anyToken, anyProject)
    .map(([token, project_id]) => ({ project_invite_tokens: { token, project_id, usage_limit: 9 } })),
  fc
    .tuple(anyToken, fc.option(anyProject))
    .map(([token, project_id]) => ({ project_invite_tokens: [{ token, project_id, counter: null }] })),
  anyProject.map((project_id) => ({ public_paths: { project_id, path: 'a' } })),
  anyProject.map((project_id) => ({ file_use: { project_id, path: 'a', users: { [STRANGER]: { edit: now } } } })),
);

/** What anybody may do to a project: ask to be let in. */
function withoutRequests({ columns: { invite_requests: _requests, ...columns }, ...rest }: Project): object {
  return { ...rest, columns };
}

/** What the state holds of the projects that were not the stranger's; asking for a project that is none makes one. */
function ofOthers(state: HubState, before: HubState): object {
  const isOfOthers = ({ project_id }: { project_id?: unknown }) =>
    project_id !== OWN && before.projects.has(String(project_id));
  return {
    projects: [...state.projects.values()].filter(isOfOthers).map(withoutRequests),
    log: [...state.project_log.values()].filter(isOfOthers),
    used: [...state.file_use.values()].filter(isOfOthers),
    tokens: [...state.inviteTokens.values()].filter(isOfOthers),
    paths: [...state.publicPaths.values()].filter(isOfOthers),
  };
}

test('a stranger’s query neither tells nor changes anything of a project', () => {
  fc.assert(
    fc.property(spokenWorld, fc.oneof(query, harmful), options, (state, asked, chosen) => {
      const { state: after, result } = ask(state, { query: asked, options: chosen, account_id: STRANGER });

      expect(JSON.stringify(result ?? null)).not.toMatch(/secret of|"secret"\s*:|"counter"\s*:\s*777/);
      if (after !== state) expect(ofOthers(after, state)).toEqual(ofOthers(state, state));
    }),
    { numRuns: 10_000 },
  );
}, 60_000);

/** Gets that make a row of what they describe. */
const MAKING_GETS = /^\{"(create_message|create_group)"/;

test('a get leaves the very same state behind', () => {
  fc.assert(
    fc.property(spokenWorld, tableQuery, options, account_id, (state, asked, chosen, caller) => {
      fc.pre(!MAKING_GETS.test(JSON.stringify(asked)));

      const forced = [...chosen, { set: false }];

      expect(ask(state, { query: asked, options: forced, account_id: caller }).state).toBe(state);
    }),
    { numRuns: 2000 },
  );
}, 20_000);

test('a query that is refused changes nothing', () => {
  fc.assert(
    fc.property(spokenWorld, tableQuery, options, account_id, (state, asked, chosen, caller) => {
      const { refused, state: after } = ask(state, { query: asked, options: chosen, account_id: caller });

      if (refused) expect(after).toBe(state);
    }),
    { numRuns: 2000 },
  );
}, 20_000);

const text = fc.string({ maxLength: 5 });
const map = fc.dictionary(
  fc.constantFrom('a', 'b', '__proto__', 'constructor'),
  fc.oneof(text, fc.integer(), fc.boolean()),
);

interface Write {
  readonly table: string;
  /** Where what is written to `table` is read, if not there. */
  readonly readFrom?: string;
  readonly key: JsonObject;
  readonly columns: JsonObject;
}

const [OWNER, PROJECT] = [ACCOUNTS[0] as string, PROJECTS[0] as string];

const write: fc.Arbitrary<Write> = fc.oneof(
  fc
    .record({ title: text, description: text, deleted: fc.boolean(), env: map }, { requiredKeys: ['title'] })
    .map((columns) => ({ table: 'projects_all', key: { project_id: PROJECT }, columns })),
  fc
    .record({ autosave: fc.nat(1000), evaluate_key: text, ssh_keys: map }, { requiredKeys: ['autosave'] })
    .map((columns) => ({ table: 'accounts', key: {}, columns })),
  fc
    .tuple(text, fc.record({ description: text, unlisted: fc.boolean() }, { requiredKeys: ['unlisted'] }))
    .map(([path, columns]) => ({ table: 'public_paths', key: { project_id: PROJECT, path }, columns })),
  fc
    .record({ time: time.map((ms) => new Date(ms).toISOString()), event: map }, { requiredKeys: ['event'] })
    .map((columns) => ({
      table: 'project_log',
      readFrom: 'project_log_all',
      key: { project_id: PROJECT, id: id('other', 9) },
      columns,
    })),
);

test('what was set is what is got', () => {
  const owned = put(
    changed(emptyState(), { now }),
    'projects',
    projectOf(PROJECT, { users: { [OWNER]: { group: 'owner' } }, columns: {} }),
  );
  const start = put(owned, 'accounts', newAccount(owned, OWNER));

  fc.assert(
    fc.property(write, dialect, ({ table, readFrom = table, key, columns }, spoken) => {
      const caller = { account_id: OWNER };
      const nulls = Object.fromEntries(Object.keys(columns).map((column) => [column, null]));

      const { state } = userQuery(changed(start, { dialect: spoken }), {
        ...caller,
        query: { [table]: { ...key, ...columns } },
      });
      const { result } = userQuery(state, { ...caller, query: { [readFrom]: { ...key, ...nulls } } });

      expect(result).toEqual({ [readFrom]: { ...key, ...columns } });
    }),
    { numRuns: 2000 },
  );
}, 20_000);

const maps: fc.Arbitrary<Json> = fc.letrec<{ map: Json }>((tie) => ({
  map: fc.dictionary(
    fc.constantFrom('a', 'b', '__proto__', 'toString'),
    fc.oneof({ depthSize: 'small' }, fc.constantFrom<Json>(null, 1, 'x', true), tie('map')),
    { maxKeys: 3 },
  ),
})).map;

/** What merging comes to, refusals included. */
function merged(stored: Json, sent: Json): Json {
  try {
    return mergedColumn(stored, sent);
  } catch (thrown) {
    return { refused: (thrown as Refusal).code };
  }
}

test('merging the same again changes nothing', () => {
  fc.assert(
    fc.property(maps, maps, (stored, sent) => {
      const once = merged(stored, sent);

      fc.pre(!Object.hasOwn(once as object, 'refused'));
      expect(merged(once, sent)).toEqual(once);
    }),
  );
});

test('merging leaves what was stored as it was', () => {
  fc.assert(
    fc.property(maps, maps, (stored, sent) => {
      const before = JSON.stringify(stored);

      merged(stored, sent);

      expect(JSON.stringify(stored)).toBe(before);
    }),
  );
});

/** Sets that mostly pass, of tables that indexes are kept of. */
const indexed = fc.oneof(
  fc
    .record({ project_id: fc.constantFrom(...PROJECTS), users: fc.dictionary(account_id, fc.constant({})) })
    .map((projects) => ({ projects })),
  fc.record({ project_id: fc.constantFrom(...PROJECTS), path: text }).map((public_paths) => ({ public_paths })),
  fc
    .record({ id: fc.constantFrom(...ROWS), project_id: fc.constantFrom(...PROJECTS), event: map })
    .map((project_log) => ({ project_log })),
  fc
    .record({ token: fc.constantFrom(...TOKENS), project_id: fc.constantFrom(...PROJECTS), usage_limit: fc.nat() })
    .map((project_invite_tokens) => ({ project_invite_tokens })),
  fc
    .record({ id: fc.constantFrom(...ROWS), managers: fc.uniqueArray(account_id) })
    .map((site_licenses) => ({ site_licenses })),
  fc
    .record({ name: fc.constantFrom('ada', 'Ada', 'bob'), first_name: fc.constantFrom('Ada', 'Bob') })
    .map((accounts) => ({ accounts })),
  fc
    .record({ id: fc.constant(null), to_ids: fc.uniqueArray(account_id) })
    .map((create_message) => ({ create_message })),
  fc
    .record({ group_id: fc.constant(null), owner_account_ids: fc.array(account_id) })
    .map((create_group) => ({ create_group })),
);

/** Every index of a state, made anew from what it is an index of, with empty entries left out. */
function indexes(state: HubState): object {
  const entries = (pairs: Iterable<readonly [string, string]>) =>
    [...new Set([...pairs].map(([key, of]) => `${key} -> ${of}`))].sort();
  const { accounts, projects, publicPaths, inviteTokens, siteLicenses } = state;
  return {
    users: entries(
      [...projects.values()].flatMap(({ project_id, users }) =>
        Object.keys(users).map((user) => [user, project_id] as const),
      ),
    ),
    paths: entries([...publicPaths.values()].map((path) => [path.project_id, path.id] as const)),
    tokens: entries([...inviteTokens.values()].map((token) => [token.project_id, token.token] as const)),
    managers: entries(
      [...siteLicenses.values()].flatMap((license) =>
        (license.managers ?? []).map((manager) => [manager, license.id] as const),
      ),
    ),
    names: entries(
      [...accounts.values()]
        .filter(({ columns }) => columns.name)
        .map((account) => [String(account.columns.name).toLowerCase(), account.account_id] as const),
    ),
    log: entries(rowsOf(state, 'project_log', 'project_id', 'id')),
    received: entries(rowsOf(state, 'messages', 'to_ids', 'id')),
    sent: entries(rowsOf(state, 'messages', 'from_id', 'id')),
    groups: entries(rowsOf(state, 'groups', 'owner_account_ids', 'group_id')),
  };
}

function rowsOf(state: HubState, table: RowsName, column: string, key: string): [string, string][] {
  return [...state[table].values()].flatMap((one) =>
    [one[column] ?? []].flat().map((value): [string, string] => [String(value), String(one[key])]),
  );
}

/** The same, as the state has them. */
function keptIndexes(state: HubState): object {
  const entries = (table: TableName, index: string) =>
    tableOf(state, table)
      .valuesBy(index)
      .flatMap((value) =>
        tableOf(state, table)
          .keysBy(index, value)
          .map((key) => `${value} -> ${key}`),
      )
      .sort();
  return {
    users: entries('projects', 'user'),
    paths: entries('publicPaths', 'project'),
    tokens: entries('inviteTokens', 'project'),
    managers: entries('siteLicenses', 'manager'),
    names: entries('accounts', 'name'),
    log: entries('project_log', 'project_id'),
    received: entries('messages', 'to_ids'),
    sent: entries('messages', 'from_id'),
    groups: entries('groups', 'owner_account_ids'),
  };
}

test('sets keep indexes as they would be made anew', () => {
  const admin = id('account', 8);
  const step = fc.record({ asked: indexed, caller: fc.oneof(account_id, fc.constant(admin)) });

  fc.assert(
    fc.property(world, fc.array(step, { maxLength: 8 }), (start, steps) => {
      const withAdmin = put(start, 'accounts', { ...newAccount(start, admin), groups: ['admin'] });

      let state = withAdmin;
      for (const [call, { asked, caller }] of steps.entries()) {
        const later = changed(state, { call, now: now + call * 10_000, dialect: '2026' });
        state = ask(later, { query: asked as Json, options: null, account_id: caller }).state;
      }

      expect(keptIndexes(state)).toEqual(indexes(state));
    }),
    { numRuns: 500 },
  );
}, 20_000);
