/**
 * Worked examples of user queries, each for the dialects of the hub that it holds for. They were observed, so the hub
 * of 2020 is in its observed profile here: as documented it differs in examples 4, 5 and 30.
 */

import { expect, test } from 'vitest';
import type { Dialect } from '../../../src/core/deviations.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { DEFAULT_QUOTAS } from '../../../src/core/projects/upgrades.ts';
import { accountDefaults } from '../../../src/core/query/tables/account-defaults.ts';
import { UNKNOWN } from '../../hub.ts';
import { A, AD, B, DATABASE, hubOf, NOBODY, type Outcome, P1, P2, P3, T } from './example-hub.ts';

/** One query, who asks it, and what comes of it; the rows of a list in any order. */
interface Step {
  readonly as: string;
  readonly query: Json;
  readonly options?: Json;
  readonly gives: Outcome;
}

interface Example {
  readonly number: string;
  readonly dialects: readonly Dialect[];
  readonly steps: readonly Step[];
}

const BOTH: readonly Dialect[] = ['observed', '2026'];

/** `in2020` and `in2026` pick what differs between the dialects. */
function example(number: string, dialects: readonly Dialect[], ...steps: readonly Step[]): Example {
  return { number, dialects, steps };
}

function gives(as: string, query: Json, result: Json, options?: Json): Step {
  return { as, query, gives: { result }, ...(options !== undefined && { options }) };
}

function refuses(as: string, query: Json, error: string, options?: Json): Step {
  return { as, query, gives: { error }, ...(options !== undefined && { options }) };
}

const own = (first_name: Json) => ({ accounts: { first_name } });
const settings = (editor_settings: Json) => ({ accounts: { editor_settings } });
const users = (project_id: string, entries: JsonObject) => ({ projects: { project_id, users: entries } });
const usersOf = (project_id: string) => users(project_id, null as unknown as JsonObject);
const ids = (...project_ids: string[]) => project_ids.map((project_id) => ({ project_id }));
const ADMIN_NEEDED = 'FATAL: user must be an admin';
const SETTING = "FATAL: error setting 'users' -- Error:";

const examples: readonly Example[] = [
  example(
    '1',
    BOTH,
    gives(
      A,
      { projects: { project_id: P1, title: null, description: null } },
      {
        projects: { project_id: P1, title: 'T1', description: '' },
      },
    ),
  ),
  example(
    '2',
    BOTH,
    gives(A, { projects: { project_id: P1, course: null } }, { projects: { project_id: P1, course: null } }),
  ),
  example(
    '3',
    BOTH,
    gives(
      A,
      { projects: [{ project_id: P1, course: null, compute_image: null }] },
      {
        projects: [{ project_id: P1, compute_image: 'default' }],
      },
    ),
  ),
  example('4', ['observed'], gives(A, { projects: { project_id: P2, title: null } }, {})),
  example(
    '4b',
    ['2026'],
    gives(A, { projects: { project_id: P2, title: null } }, { projects: { project_id: P2, title: 'T2' } }),
  ),
  example('5', ['observed'], gives(A, { projects: [{ project_id: P2, title: null }] }, { projects: [] })),
  example(
    '6',
    BOTH,
    gives(A, { projects_all: { project_id: P2, title: null } }, { projects_all: { project_id: P2, title: 'T2' } }),
  ),
  example(
    '7',
    ['observed'],
    gives(
      A,
      { projects: [{ project_id: null, title: null }] },
      {
        projects: [
          { project_id: P1, title: 'T1' },
          { project_id: P3, title: '' },
        ],
      },
    ),
  ),
  example('8', ['observed'], gives(A, { projects: [{ project_id: null }] }, { projects: ids(P1, P3) }, [{ limit: 1 }])),
  example(
    '9',
    BOTH,
    gives(A, { projects: [{ project_id: null }] }, { projects: ids(P1) }, [{ limit: 1, order_by: '-last_edited' }]),
  ),
  example(
    '11',
    BOTH,
    gives(A, { projects: { project_id: null, title: 'T1' } }, { projects: { project_id: P1, title: 'T1' } }),
  ),
  example(
    '12',
    BOTH,
    gives(A, { projects: { project_id: P1, title: 'N', description: 'D' } }, {}),
    gives(
      A,
      { projects: { project_id: P1, title: null, description: null } },
      { projects: { project_id: P1, title: 'N', description: 'D' } },
    ),
  ),
  example('13', BOTH, gives(A, { projects: {} }, {})),
  example('14', BOTH, gives(B, { projects: { project_id: P2 } }, {})),
  example('15', BOTH, refuses(B, { projects: { project_id: P2, title: 'x' } }, ADMIN_NEEDED)),
  example(
    '16',
    ['observed'],
    refuses(B, { projects: { project_id: P2, title: null } }, 'FATAL: you do not have read access to this project'),
  ),
  example(
    '16b',
    ['2026'],
    refuses(
      B,
      { projects: { project_id: P2, title: null } },
      `FATAL: you do not have read access to this project -- account_id=${B}, project_id_=undefined`,
    ),
  ),
  example(
    '17',
    BOTH,
    refuses(A, { projects: { project_id: UNKNOWN, title: 'x' } }, `FATAL: unknown project_id '${UNKNOWN}'`),
  ),
  example('18', BOTH, refuses(A, { projects: { project_id: 'abc', title: null } }, 'invalid project_id -- abc')),
  example('19', BOTH, refuses(A, { projects: { title: 'x' } }, 'FATAL: must specify projects.project_id')),
  example(
    '20',
    BOTH,
    refuses(A, { projects: { project_id: P1, foo: null } }, 'FATAL: user get query not allowed for projects.foo'),
  ),
  example('21', BOTH, refuses(A, { projects: { project_id: P1, foo: 1 } }, 'FATAL: changing projects.foo not allowed')),
  example('22', BOTH, refuses(A, { nope: { a: null } }, "FATAL: get queries not allowed for table 'nope'")),
  example('23', BOTH, refuses(A, { nope: { a: 1 } }, "FATAL: table 'nope' does not exist")),
  example(
    '24',
    BOTH,
    refuses(A, { stats: [{ id: null }] }, "FATAL: get queries not allowed for table 'stats'"),
    refuses(A, { stats: { id: 1 } }, "FATAL: user set queries not allowed for table 'stats'"),
  ),
  example(
    '25',
    BOTH,
    refuses(
      A,
      { projects: { project_id: null }, accounts: { account_id: null } },
      'FATAL: must specify exactly one key in the query',
    ),
  ),
  example(
    '26',
    BOTH,
    refuses(A, { projects: [] }, "FATAL: invalid user_query of 'projects' -- query must be an object"),
  ),
  example(
    '27',
    BOTH,
    gives(
      A,
      [{ projects: { project_id: P1, title: 'b' } }, { projects: { project_id: P1, title: null } }],
      [{}, { projects: { project_id: P1, title: 'b' } }],
    ),
  ),
  example(
    '28',
    BOTH,
    refuses(
      A,
      [
        { projects: { project_id: P1, title: 'c' } },
        { nope: { a: null } },
        { projects: { project_id: P1, title: 'Z' } },
      ],
      "FATAL: get queries not allowed for table 'nope'",
    ),
    gives(A, { projects: { project_id: P1, title: null } }, { projects: { project_id: P1, title: 'c' } }),
  ),
  example(
    '29',
    BOTH,
    gives(A, { accounts: { email_address: null } }, { accounts: { email_address: `${A}@example.com` } }),
  ),
  example(
    '30',
    BOTH,
    gives(A, { accounts: { account_id: B, first_name: null } }, {}),
    gives(A, { accounts: [{ account_id: B, first_name: null }] }, { accounts: [] }),
  ),
  example(
    '31',
    BOTH,
    gives(A, { accounts: { account_id: B, first_name: 'H' } }, {}),
    gives(A, own(null), own('H')),
    gives(B, own(null), own('')),
  ),
  example(
    '32',
    BOTH,
    refuses(A, { accounts: { email_address: 'z@z' } }, 'FATAL: changing accounts.email_address not allowed'),
  ),
  example(
    '33',
    BOTH,
    gives(
      A,
      { accounts: { evaluate_key: null, autosave: null, groups: null, passports: null } },
      {
        accounts: { evaluate_key: 'Shift-Enter', autosave: 45, groups: [], passports: {} },
      },
    ),
  ),
  ...BOTH.map((dialect) =>
    example(
      '34',
      [dialect],
      gives(A, settings({ tab_size: 8 }), {}),
      gives(A, settings(null), settings({ ...(accountDefaults[dialect].editor_settings as JsonObject), tab_size: 8 })),
    ),
  ),
  ...BOTH.map((dialect) =>
    example(
      '35',
      [dialect],
      gives(A, settings({ theme: 'x' }), {}),
      gives(A, settings({ theme: null }), {}, [{ set: true }]),
      gives(A, settings(null), settings(accountDefaults[dialect].editor_settings as Json)),
    ),
  ),
  ...BOTH.map((dialect) =>
    example(
      '36',
      [dialect],
      gives(A, settings({ theme: 'x' }), {}),
      gives(A, settings({ theme: null }), {}),
      gives(A, settings(null), settings({ ...(accountDefaults[dialect].editor_settings as JsonObject), theme: 'x' })),
    ),
  ),
  ...BOTH.map((dialect) =>
    example(
      '37',
      [dialect],
      gives(A, settings({ arr: ['p', 'q'] }), {}),
      gives(
        A,
        settings(null),
        settings({ ...(accountDefaults[dialect].editor_settings as JsonObject), arr: { 0: 'p', 1: 'q' } }),
      ),
    ),
  ),
  example(
    '38',
    BOTH,
    gives(A, settings({ tab_size: 8 }), {}),
    refuses(A, settings({ tab_size: { x: 1 } }), '<database> cannot set path in scalar'),
  ),
  example(
    '39',
    BOTH,
    gives(A, { accounts: { first_name: null, last_name: 'L' } }, {}, [{ set: true }]),
    gives(A, { accounts: { first_name: null, last_name: null } }, { accounts: { first_name: 'Fa', last_name: 'L' } }),
  ),
  example('40', BOTH, gives(A, own('x'.repeat(300)), {}), gives(A, own(null), own('x'.repeat(254)))),
  example(
    '41',
    BOTH,
    gives(
      A,
      { accounts: [{ account_id: '{account_id}', first_name: null }] },
      {
        accounts: [{ account_id: A, first_name: 'Fa' }],
      },
    ),
  ),
  example(
    '42',
    BOTH,
    refuses(A, { accounts: { account_id: null, first_name: null } }, 'user must be admin to sudo', [{ account_id: B }]),
    gives(AD, { accounts: { account_id: null, first_name: null } }, { accounts: { account_id: B, first_name: '' } }, [
      { account_id: B },
    ]),
  ),
  example(
    '43',
    BOTH,
    refuses(A, { projects: { project_id: P1, title: 'x' } }, 'FATAL: delete from projects not allowed', [
      { delete: true },
    ]),
  ),
  example(
    '44',
    BOTH,
    refuses(A, { projects: [{ project_id: null }] }, "unknown option 'heads'", [{ heads: true }]),
    refuses(A, { projects: [{ project_id: null }] }, 'slice not implemented', [{ slice: [1, 2] }]),
    refuses(A, { projects: [{ project_id: null }] }, 'FATAL: options (={"limit":1}) must be an array', { limit: 1 }),
  ),
  example(
    '45',
    ['observed'],
    refuses(A, { projects_all: [{ project_id: null }] }, "ERROR -- opts.limit = 'x' is not an integer", [
      { limit: 'x' },
    ]),
  ),
  example(
    '45',
    ['2026'],
    gives(A, { projects_all: [{ project_id: null }] }, { projects_all: ids(P1, P2, P3) }, [{ limit: 'x' }]),
  ),
  example(
    '46',
    ['observed'],
    gives(
      A,
      {
        projects_all: [
          { project_id: null, last_edited: { '>=': '2000-01-01T00:00:00Z', '<=': '2100-01-01T00:00:00Z' } },
        ],
      },
      {
        projects_all: [
          { project_id: P1, last_edited: T },
          { project_id: P2, last_edited: '2020-08-18T03:08:33.230Z' },
          { project_id: P3, last_edited: '2020-09-17T02:08:33.230Z' },
        ],
      },
    ),
  ),
  example(
    '46',
    ['2026'],
    refuses(
      A,
      {
        projects_all: [
          { project_id: null, last_edited: { '>=': '2000-01-01T00:00:00Z', '<=': '2100-01-01T00:00:00Z' } },
        ],
      },
      'postgresql error: invalid input syntax for type timestamp: "{">=":"2000-01-01T00:00:00Z","<=":"2100-01-01T00:00:00Z"}"',
    ),
  ),
  example(
    '47',
    BOTH,
    gives(
      A,
      { projects_all: [{ project_id: null, title: { '!=': 'T2' } }] },
      {
        projects_all: [{ project_id: P1, title: 'T1' }],
      },
    ),
  ),
  example(
    '48',
    ['2026'],
    gives(
      A,
      { projects: [{ project_id: null, title: { ILIKE: 't1' } }] },
      { projects: [{ project_id: P1, title: 'T1' }] },
    ),
  ),
  example(
    '49',
    ['2026'],
    gives(
      A,
      { projects: [{ project_id: null, last_edited: { '>=': { relative_time: -2, unit: 'hours' } } }] },
      {
        projects: [
          { project_id: P1, last_edited: T },
          { project_id: P3, last_edited: '2020-09-17T02:08:33.230Z' },
        ],
      },
    ),
  ),
  example(
    '50',
    BOTH,
    gives(A, users(P1, { [A]: { hide: true } }), {}),
    gives(A, usersOf(P1), users(P1, { [A]: { group: 'owner', hide: true }, [B]: { group: 'collaborator' } })),
  ),
  example(
    '51',
    BOTH,
    refuses(
      A,
      users(P3, { [A]: { hide: true } }),
      `FATAL: user '${A}' tried to change user '${B}' allocation toward a project`,
    ),
  ),
  example('52', BOTH, gives(A, users(P3, { [A]: { hide: true }, [B]: { upgrades: { memory: 7 } } }), {})),
  example(
    '53',
    BOTH,
    refuses(A, users(P1, { [A]: { upgrades: { foo: 1 } } }), `${SETTING} invalid upgrades field 'foo'`),
  ),
  example('54', ['observed'], refuses(A, users(P1, { [A]: { foo: 1 } }), `${SETTING} unknown field 'foo`)),
  example('54', ['2026'], refuses(A, users(P1, { [A]: { foo: 1 } }), `${SETTING} unknown field 'foo'`)),
  example(
    '55',
    ['observed'],
    gives(A, users(P1, { bob: { group: 'owner' } }), {}),
    gives(A, usersOf(P1), users(P1, { [A]: { group: 'owner' }, [B]: { group: 'collaborator' } })),
  ),
  example('55', ['2026'], refuses(A, users(P1, { bob: { group: 'owner' } }), `${SETTING} invalid account_id 'bob'`)),
  example(
    '56',
    ['2026'],
    refuses(
      B,
      users(P1, { [B]: { group: 'owner' } }),
      `${SETTING} changing collaborator group via user_set_query is not allowed`,
    ),
  ),
  example(
    '57',
    BOTH,
    gives(A, users(P1, { [A]: { upgrades: { memory: 100 } } }), {}),
    gives(
      A,
      usersOf(P1),
      users(P1, { [A]: { group: 'owner', upgrades: { memory: 0 } }, [B]: { group: 'collaborator' } }),
    ),
  ),
  example(
    '58',
    BOTH,
    gives(AD, { projects: { project_id: P1, title: null } }, { projects: { project_id: P1, title: 'T1' } }),
    gives(AD, { projects: [{ project_id: null }] }, { projects: [] }),
  ),
  example(
    '59',
    BOTH,
    gives(
      A,
      { projects: [{ project_id: P1, settings: null }] },
      {
        projects: [{ project_id: P1, settings: { ...DEFAULT_QUOTAS } }],
      },
    ),
  ),
  example(
    '60',
    BOTH,
    gives(
      A,
      { collaborators: [{ account_id: null, first_name: null }] },
      {
        collaborators: [
          { account_id: A, first_name: 'Fa' },
          { account_id: B, first_name: '' },
        ],
      },
    ),
  ),
  example(
    '61',
    BOTH,
    gives(
      A,
      { collaborators_one_project: [{ project_id: P1, account_id: null }] },
      {
        collaborators_one_project: [{ account_id: A }, { account_id: B }],
      },
    ),
    refuses(A, { collaborators_one_project: [{ account_id: null }] }, 'FATAL: must specify project_id'),
  ),
  example(
    '62',
    BOTH,
    gives(A, { public_paths: { project_id: P1, path: 'foo.txt', description: 'd' } }, {}),
    gives(
      AD,
      { public_paths: [{ project_id: P1, path: null, description: null, disabled: null }] },
      {
        public_paths: [{ project_id: P1, path: 'foo.txt', description: 'd' }],
      },
    ),
  ),
  example(
    '63',
    BOTH,
    refuses(
      A,
      { public_paths: { project_id: P1, path: 'foo.txt', counter: 3 } },
      'FATAL: changing public_paths.counter not allowed',
    ),
  ),
  example(
    '64',
    BOTH,
    refuses(B, { public_projects: { project_id: P2, title: null } }, 'project does not have any public paths'),
  ),
  example(
    '65',
    BOTH,
    gives(A, { project_log: { project_id: P1, event: { e: 1 } } }, {}),
    gives(A, { project_log: [{ project_id: P1, event: null }] }, { project_log: [] }),
    gives(
      A,
      { project_log_all: [{ project_id: P1, event: null }] },
      { project_log_all: [{ project_id: P1, event: { e: 1 } }] },
    ),
  ),
  example(
    '66',
    BOTH,
    gives(A, { file_use: { project_id: P1, path: 'foo', users: { [A]: { edit: T } }, last_edited: T } }, {}),
    gives(A, { file_use: { project_id: P1, path: 'foo', users: { [A]: { read: T } } } }, {}),
    gives(
      A,
      { file_use: { project_id: P1, path: 'foo', id: null, users: null } },
      {
        // SHA-1 of the id of `P1` and `foo`.
        file_use: {
          project_id: P1,
          path: 'foo',
          id: '35ac12a9f7e0e59b190a5bb86fb1533e6c1bd3bb',
          users: { [A]: { edit: T, read: T } },
        },
      },
    ),
  ),
  example(
    '67',
    ['observed'],
    gives(
      A,
      { file_use_times: [{ project_id: P1, account_id: A, path: 'foo', access_times: null }] },
      {
        file_use_times: { project_id: P1, account_id: A, path: 'foo', access_times: [] },
      },
    ),
  ),
  example(
    '68',
    BOTH,
    gives(A, { mentions: { project_id: P1, path: 'f', source: A, target: B } }, {}),
    gives(
      B,
      { mentions: [{ time: null, project_id: null, path: null, source: null, target: null, priority: null }] },
      {
        mentions: [{ time: T, project_id: P1, path: 'f', source: A, target: B }],
      },
    ),
  ),
  example(
    '69',
    BOTH,
    refuses(
      A,
      { project_invite_tokens: { project_id: P1, token: 'tk', counter: 0 } },
      'FATAL: changing project_invite_tokens.counter not allowed',
    ),
  ),
  example(
    '70',
    BOTH,
    refuses(A, { site_licenses: [{ id: null }] }, ADMIN_NEEDED),
    gives(A, { manager_site_licenses: [{ id: null }] }, { manager_site_licenses: [] }),
  ),
  example(
    '71',
    BOTH,
    refuses(A, { site_license_public_info: { id: P1, title: null } }, `Error: no license with id ${P1}`),
  ),
  example(
    '72',
    ['observed'],
    refuses(
      A,
      { site_settings: { name: 'zz', value: '1' } },
      "FATAL: error setting 'name' -- Error: setting name='zz' not allowed",
    ),
  ),
  example('72', ['2026'], refuses(A, { site_settings: { name: 'zz', value: '1' } }, ADMIN_NEEDED)),
  example(
    '73',
    ['observed'],
    gives(A, { projects: { project_id: P1, title: 'X', action_request: { action: 'start', time: T } } }, {}),
    gives(
      A,
      { projects: { project_id: P1, title: null, state: null, action_request: null } },
      {
        projects: {
          project_id: P1,
          title: 'X',
          state: { state: 'running', time: T },
          action_request: { action: 'start', time: T, started: T, finished: T },
        },
      },
    ),
  ),
  example(
    '73',
    ['2026'],
    gives(A, { projects: { project_id: P1, title: 'X', action_request: { action: 'start', time: T } } }, {}),
    gives(
      A,
      { projects: { project_id: P1, title: null, state: null, action_request: null } },
      {
        projects: {
          project_id: P1,
          title: 'T1',
          state: { state: 'running', time: T, ip: '127.0.0.1' },
          action_request: { action: 'start', time: T, started: T, finished: T },
        },
      },
    ),
  ),
  example(
    '74',
    ['2026'],
    gives(
      A,
      { create_message: { id: null, to_ids: [B], subject: 's', body: 'b', sent: T } },
      {
        create_message: {
          id: 1,
          from_id: A,
          to_ids: [B],
          subject: 's',
          body: 'b',
          sent: T,
          thread_id: null,
          read: null,
          saved: null,
          starred: null,
          liked: null,
          deleted: null,
          expire: null,
        },
      },
    ),
  ),
  example(
    '75',
    BOTH,
    refuses(NOBODY, own('x'), 'FATAL: no anonymous set queries'),
    refuses(NOBODY, own(null), "FATAL: anonymous get queries not allowed for table 'accounts'"),
  ),
  example(
    '76',
    BOTH,
    gives(A, { projects: { project_id: P1, title: 'T1' } }, { projects: { project_id: P1, title: 'T1' } }, [
      { set: false },
    ]),
  ),
  example(
    '77',
    BOTH,
    gives(B, { project_invite_requests: { project_id: P2, invite_requests: { [B]: { message: 'hi' } } } }, {}),
  ),
  example(
    '78',
    BOTH,
    refuses(A, { listings: { project_id: P1, path: 'x', interest: T } }, 'FATAL: project_id must be specified'),
  ),
];

const cases = examples.flatMap(({ dialects, ...rest }) => dialects.map((dialect) => ({ ...rest, dialect })));

test.each(cases)('example $number comes out in $dialect as it did', async ({ dialect, steps }) => {
  const { ask } = hubOf(dialect);

  for (const { as, query, options, gives: expected } of steps) {
    const inItsWords = 'error' in expected ? { error: textOf(expected.error, dialect) } : expected;
    expect(await ask(as, query, options)).toEqual(inItsWords);
  }
});

function textOf(error: Json, dialect: (typeof BOTH)[number]): Json {
  return typeof error === 'string' ? error.replace(/^<database>/, DATABASE[dialect]) : error;
}

test.each(BOTH)('example 10: of all projects, one is one, whichever it is (%s)', async (dialect) => {
  const { ask } = hubOf(dialect);

  const { result } = (await ask(A, { projects_all: [{ project_id: null }] }, [{ limit: 1 }])) as {
    result: { projects_all: Json[] };
  };

  expect(result.projects_all).toHaveLength(1);
});
