/** Gets: what is checked in which order, and what comes back. */

import { expect, test } from 'vitest';
import type { Account } from '../../../src/core/accounts/records.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { put } from '../../../src/core/state.ts';
import { id, UNKNOWN } from '../../hub.ts';
import { A, AD, B, exampleState, hubOf, NOBODY, P1, P2, STRANGER } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;

const noAccess = {
  observed: () => 'FATAL: you do not have read access to this project',
  '2026': (account_id: string) =>
    `FATAL: you do not have read access to this project -- account_id=${account_id}, project_id_=undefined`,
};

// Each of these queries has the fault of its line and those of all lines below it.
test.each(DIALECTS)(
  '%s looks at the table, sign-in, fields, rights, project and options in this order',
  async (dialect) => {
    const { ask } = hubOf(dialect);
    const options = [{ nope: 1 }];
    const faults: readonly [string, Json, string][] = [
      [NOBODY, { nope: { nope: null } }, "FATAL: get queries not allowed for table 'nope'"],
      [NOBODY, { server_settings: { nope: null } }, "FATAL: get queries not allowed for table 'server_settings'"],
      [
        NOBODY,
        { projects_admin: { nope: null } },
        "FATAL: anonymous get queries not allowed for table 'projects_admin'",
      ],
      [A, { projects_admin: { nope: null } }, 'FATAL: user get query not allowed for projects_admin.nope'],
      [A, { projects_admin: { title: null } }, 'FATAL: user must be an admin'],
      [AD, { projects_admin: { title: null } }, 'FATAL: must specify project_id'],
      [AD, { projects_admin: { project_id: 'abc', title: null } }, 'invalid project_id -- abc'],
      [A, { projects_all: { project_id: 'abc', title: null } }, 'invalid project_id -- abc'],
      [A, { projects_all: { project_id: UNKNOWN, title: null } }, noAccess[dialect](A)],
      [A, { projects_all: { project_id: P1, last_edited: 'x', title: null } }, "unknown option 'nope'"],
    ];

    for (const [as, query, error] of faults) expect(await ask(as, query, options)).toEqual({ error });
  },
);

test('what nobody said whose rows it shows is closed, in 2020 to admins too', async () => {
  const error = 'FATAL: user get query not allowed for lti (no getAll filter - pg_where or check_hook)';

  expect(await hubOf('observed').ask(AD, { lti: [{ iss: null }] })).toEqual({ error });
  expect(await hubOf('2026').ask(AD, { lti: [{ iss: null }] })).toEqual({ result: { lti: [] } });
  expect(await hubOf('2026').ask(A, { lti: [{ iss: null }] })).toEqual({ error: 'FATAL: user must be an admin' });
});

test.each(DIALECTS)('%s takes an operator where the project should be for no id', async (dialect) => {
  expect(await hubOf(dialect).ask(A, { projects: [{ project_id: { '!=': P1 }, title: null }] })).toEqual({
    error: 'invalid project_id -- [object Object]',
  });
});

test.each(DIALECTS)(
  '%s lists projects of any role, and tells of one that is named only with write access',
  async (dialect) => {
    const start = exampleState();
    const project = start.projects.get(P1) as Project;
    const { ask } = hubOf(
      dialect,
      put(start, 'projects', { ...project, users: { ...project.users, [STRANGER]: { group: 'viewer' } } }),
    );

    expect(await ask(STRANGER, { projects: [{ project_id: null, title: null }] })).toEqual({
      result: { projects: [{ project_id: P1, title: 'T1' }] },
    });
    expect(await ask(STRANGER, { projects: [{ project_id: P1, title: null }] })).toEqual({
      error: noAccess[dialect](STRANGER),
    });
  },
);

test.each(DIALECTS)('%s shows admins one project of anybody’s, but lists only their own', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(AD, { projects_all: { project_id: P2, title: null } })).toMatchObject({
    result: { projects_all: { title: 'T2' } },
  });
  expect(await ask(AD, { projects_all: { project_id: UNKNOWN, title: null } })).toEqual({ result: {} });
  expect(await ask(AD, { projects_all: [{ project_id: null, title: null }] })).toEqual({
    result: { projects_all: [] },
  });
});

test.each(DIALECTS)('%s finds a project by its id in capitals', async (dialect) => {
  expect(await hubOf(dialect).ask(A, { projects: { project_id: P1.toUpperCase(), title: null } })).toEqual({
    result: { projects: { project_id: P1, title: 'T1' } },
  });
});

test.each(DIALECTS)('%s answers with the fields in the order they were asked for', async (dialect) => {
  const { result } = (await hubOf(dialect).ask(A, { projects: { title: null, deleted: null, project_id: P1 } })) as {
    result: Json;
  };

  expect(JSON.stringify(result)).toBe(JSON.stringify({ projects: { title: 'T1', deleted: null, project_id: P1 } }));
});

test.each(DIALECTS)(
  '%s leaves null out of lists at the first level, and keeps it in objects and inside maps',
  async (dialect) => {
    const { ask } = hubOf(dialect);
    const fields = { evaluate_key: 'Shift-Enter', other_settings: { show_global_info2: null } };

    const list = await ask(A, { accounts: [{ evaluate_key: null, other_settings: null, lti_id: null }] });
    const object = await ask(A, { accounts: { evaluate_key: null, other_settings: null, lti_id: null } });

    expect(list).toMatchObject({ result: { accounts: [fields] } });
    expect(Object.keys((list as unknown as { result: { accounts: [object] } }).result.accounts[0])).not.toContain(
      'lti_id',
    );
    expect(object).toMatchObject({ result: { accounts: { ...fields, lti_id: null } } });
  },
);

test.each(DIALECTS)(
  '%s fills in defaults of maps member by member, at the first level and for null',
  async (dialect) => {
    const { ask } = hubOf(dialect, withColumns({ terminal: { font_size: null, color_scheme: 'mine' }, profile: {} }));

    expect(await ask(A, { accounts: { terminal: null, profile: null } })).toEqual({
      result: {
        accounts: {
          terminal: { font_size: 14, color_scheme: 'mine', font: 'monospace' },
          profile: dialect === 'observed' ? {} : { color: 'rgb(170,170,170)' },
        },
      },
    });
  },
);

test('defaults are shown and not stored', async () => {
  const { ask, state } = hubOf('observed');

  await ask(A, { accounts: { editor_settings: null } });

  expect(state().accounts.get(A)?.columns).toEqual({});
});

test('times come out in ISO form, also inside maps of the hub’s own', async () => {
  const start = exampleState();
  const { now } = start;
  const project = {
    ...(start.projects.get(P1) as Project),
    last_active: { [B]: now },
    invite: { 'b@example.com': { time: now, error: 'no' }, 'c@example.com': { time: now } },
    state: { state: 'running', time: now, error: 'x' },
  };
  const account = {
    ...(start.accounts.get(A) as Account),
    last_active: now,
    email_address_verified: { 'a@example.com': now },
  };
  const { ask } = hubOf('observed', put(put(start, 'projects', project), 'accounts', account));
  const time = '2020-09-17T03:08:33.230Z';

  expect(
    await ask(A, { projects: { project_id: P1, created: null, last_active: null, invite: null, state: null } }),
  ).toEqual({
    result: {
      projects: {
        project_id: P1,
        created: time,
        last_active: { [B]: time },
        invite: { 'b@example.com': { time, error: 'no' }, 'c@example.com': { time } },
        state: { state: 'running', time, error: 'x' },
      },
    },
  });
  expect(await ask(A, { accounts: { last_active: null, email_address_verified: null } })).toEqual({
    result: { accounts: { last_active: time, email_address_verified: { 'a@example.com': time } } },
  });
});

test('tells a customer of the payment service so', async () => {
  const start = exampleState();
  const subscriptions = [{ status: 'active', quantity: 1, plan: 'standard' }];
  const account = { ...(start.accounts.get(A) as Account), stripe_customer: { id: 'cus_a', subscriptions } };
  const { ask } = hubOf('observed', put(start, 'accounts', account));

  expect(await ask(A, { accounts: { stripe_customer: null } })).toEqual({
    result: { accounts: { stripe_customer: { id: 'cus_a', subscriptions } } },
  });
});

test.each(DIALECTS)('%s never tells a secret', async (dialect) => {
  const { ask } = hubOf(dialect);

  for (const field of ['api_key', 'password_hash', 'email_address_challenge']) {
    expect(await ask(A, { accounts: { [field]: null } })).toEqual({
      error: `FATAL: user get query not allowed for accounts.${field}`,
    });
  }
});

test.each([
  ['observed', 10],
  ['2026', 42],
] as const)('%s shows in projects what was edited %i days ago, and not a millisecond more', async (dialect, days) => {
  const start = exampleState();
  const edited = (number: number, last_edited: number | null) => ({
    ...(start.projects.get(P1) as Project),
    project_id: id('project', number),
    last_edited,
  });
  const ago = start.now - days * 24 * 60 * 60 * 1000;
  const state = [edited(1, ago), edited(2, ago - 1), edited(3, null)].reduce(
    (state, row) => put(state, 'projects', row),
    start,
  );

  expect(await hubOf(dialect, state).ask(A, { projects: [{ project_id: null }] })).toEqual({
    result: { projects: [{ project_id: P1 }] },
  });
});

function withColumns(columns: Account['columns']) {
  const start = exampleState();
  return put(start, 'accounts', { ...(start.accounts.get(A) as Account), columns });
}
