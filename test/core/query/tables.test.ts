/** What the smaller tables show and take, one after the other. */
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Project, SiteLicense } from '../../../src/core/projects/records.ts';
import { type HubState, put } from '../../../src/core/state.ts';
import { id, UNKNOWN } from '../../hub.ts';
import { A, AD, B, DATABASE, exampleState, hubOf, NOBODY, P1, P2, STRANGER, T } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;
const ADMIN_NEEDED = { error: 'FATAL: user must be an admin' };
const DAY = 24 * 60 * 60 * 1000;
const now = Date.parse(T);
const iso = (ago: number) => new Date(now - ago).toISOString();
const ROW = id('other', 1);
const OTHER_ROW = id('other', 2);

const shareId = async (path: string) => {
  const { ask } = hubOf('observed');
  await ask(A, { public_paths: { project_id: P1, path } });
  const { result } = (await ask(A, { public_paths: { project_id: P1, path, id: null } })) as {
    result: { public_paths: { id: string } };
  };
  return result.public_paths.id;
};

test.each(DIALECTS)('%s: the log of a project shows the past two months, newest first', async (dialect) => {
  const { ask } = hubOf(dialect);
  const log = (log_id: string, time: string) => ({
    project_log: { id: log_id, project_id: P1, time, event: { e: 1 } },
  });
  await ask(A, [
    log(ROW, iso(DAY)),
    log(OTHER_ROW, T),
    log(id('other', 3), '2020-07-17T03:08:33.230Z'),
    log(id('other', 4), '2020-07-17T03:08:33.229Z'),
  ]);

  expect(await ask(B, { project_log: [{ id: null }] })).toEqual({
    result: { project_log: [{ id: OTHER_ROW }, { id: ROW }, { id: id('other', 3) }] },
  });
  expect(await ask(B, { project_log_all: [{ id: null, project_id: P1 }] }, [{ limit: 1 }])).toEqual({
    result: { project_log_all: [{ id: OTHER_ROW, project_id: P1 }] },
  });
  expect(await ask(STRANGER, { project_log_all: [{ id: null }] })).toEqual({ result: { project_log_all: [] } });
});

test.each(DIALECTS)('%s: entries of one batch have ids of their own, and name who made them', async (dialect) => {
  const { ask, state } = hubOf(dialect);
  const entry = { project_log: { project_id: P1, account_id: B, event: { e: 1 } } };

  await ask(A, [entry, [entry]]);

  const rows = [...state().project_log.values()];
  expect(rows.map(({ account_id }) => account_id)).toEqual([A, A]);
});

test.each(DIALECTS)('%s: a public path has the SHA-1 of where it is for its id, whatever was sent', async (dialect) => {
  const { ask, state } = hubOf(dialect);

  await ask(A, { public_paths: { id: 'mine', project_id: P1, path: 'a.txt', disabled: true } });
  await ask(A, { public_paths: { project_id: P1, path: 'a.txt', description: 'd' } });

  expect(
    await ask(NOBODY, {
      public_paths: [
        { id: null, project_id: P1, disabled: null, description: null, compute_image: null, created: null },
      ],
    }),
  ).toEqual({
    result: {
      public_paths: [
        { id: await shareId('a.txt'), project_id: P1, disabled: true, description: 'd', compute_image: 'default' },
      ],
    },
  });
  expect(state().publicPaths.countBy('project', P1)).toBe(1);
});

test.each(DIALECTS)('%s: public paths need a project to be looked up, and write access to be set', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(A, { public_paths: [{ path: null }] })).toEqual({ error: 'FATAL: must specify project_id' });
  expect(await ask(A, { public_paths: [{ project_id: 'abc', path: null }] })).toEqual({
    error: `${DATABASE[dialect]} invalid input syntax for type uuid: "abc"`,
  });
  expect(await ask(STRANGER, { public_paths: { project_id: P1, path: 'x' } })).toEqual(ADMIN_NEEDED);
  expect(await ask(A, { public_paths: { project_id: P1, description: 'x' } })).toEqual({
    error: 'cocalc-mock-hub does not simulate a public path without a path: nothing is shared by it',
  });
});

test.each(DIALECTS)('%s: a public path is told to whoever has its id', async (dialect) => {
  const { ask } = hubOf(dialect);
  const share = await shareId('a.txt');
  await ask(A, { public_paths: { project_id: P1, path: 'a.txt' } });

  expect(await ask(NOBODY, { public_paths_by_id: { id: share, path: null, compute_image: null } })).toEqual({
    result: { public_paths_by_id: { id: share, path: 'a.txt', compute_image: null } },
  });
  expect(await ask(NOBODY, { public_paths_by_id: { id: 'f'.repeat(40), path: null } })).toEqual({ result: {} });
  expect(await ask(NOBODY, { public_paths_by_id: { id: 'f'.repeat(39), path: null } })).toEqual({
    error: 'id must be a sha1 hash',
  });
  expect(await ask(NOBODY, { public_paths_by_id: { id: null, path: null } })).toEqual({
    error: 'id must be a sha1 hash',
  });
});

test('2026: public paths of a project have names of their own', async () => {
  const { ask } = hubOf('2026');
  const named = (path: string, name: string, project_id = P1) => ({ public_paths: { project_id, path, name } });

  expect(await ask(A, named('a.txt', 'Notes'))).toEqual({ result: {} });
  expect(await ask(A, named('a.txt', 'notes'))).toEqual({ result: {} });
  expect(await ask(A, named('b.txt', 'NOTES'))).toEqual({
    error:
      'There is already a public path "a.txt" in this project with the name "NOTES".  Names are not case sensitive.',
  });
  expect(await ask(A, named('b.txt', 'NOTES', P2))).toEqual({ result: {} });
  expect(await ask(A, named('b.txt', 'a b'))).toEqual({
    error: 'Error: name must contain only a-z,A-Z,0-9, . or -, and not start with hyphen or have spaces.',
  });
});

test('2026: public paths are listed by licence for members alone, and all of them not at all', async () => {
  const { ask } = hubOf('2026');
  await ask(A, { public_paths: { project_id: P1, path: 'a.txt', site_license_id: 'l' } });

  expect(await ask(B, { public_paths_site_license_id: [{ path: null, site_license_id: null }] })).toEqual({
    result: { public_paths_site_license_id: [{ path: 'a.txt', site_license_id: 'l' }] },
  });
  expect(await ask(STRANGER, { public_paths_site_license_id: [{ path: null }] })).toEqual({
    result: { public_paths_site_license_id: [] },
  });
  expect(await ask(A, { all_public_paths: [{ id: null }] })).toEqual({
    error: "cocalc-mock-hub does not simulate the table 'all_public_paths': which fields hubs answer with is not known",
  });
});

test.each([
  ['observed', now, true],
  ['observed', now - 3 * 60_000, true],
  ['observed', now - 3 * 60_000 - 1, false],
  ['observed', T, false],
  ['2026', T, true],
  ['2026', iso(4 * 60_000), false],
] as const)('%s: a file used at %j touches its project: %s', async (dialect, edit, touched) => {
  const start = exampleState();
  const project = { ...(start.projects.get(P1) as Project), last_edited: now - DAY };
  const { ask, state } = hubOf(dialect, put(start, 'projects', project));

  await ask(A, { file_use: { project_id: P1, path: 'a.txt', users: { [A]: { edit } }, last_edited: T } });

  expect(state().projects.get(P1)?.last_edited).toBe(touched ? now : now - DAY);
  expect(state().projects.get(P1)?.last_active).toEqual(touched ? { [A]: now } : null);
});

test('a file used by somebody else touches nothing', async () => {
  const { ask, state } = hubOf('observed');

  await ask(A, { file_use: { project_id: P1, path: 'a.txt', users: { [B]: { edit: now } } } });

  expect(state().projects.get(P1)?.last_active).toBeNull();
});

test.each(DIALECTS)('%s: files that were used three weeks ago show, and not a millisecond more', async (dialect) => {
  const { ask } = hubOf(dialect);
  const use = (path: string, ago: number) => ({ file_use: { project_id: P1, path, last_edited: iso(ago) } });
  await ask(A, [use('old', 21 * DAY + 1), use('older', 21 * DAY), use('new', 0)]);

  expect(await ask(A, { file_use: [{ path: null }] })).toEqual({
    result: { file_use: [{ path: 'new' }, { path: 'older' }] },
  });
});

test('2020: tells when somebody used a file, newest first, to members and admins', async () => {
  const { ask } = hubOf('observed');
  await ask(A, { file_use: { project_id: P1, path: 'a.txt', users: { [A]: { open: now } } } });
  const times = { project_id: P1, account_id: A, path: 'a.txt', access_times: null, edit_times: null };

  expect(await ask(B, { file_use_times: times })).toEqual({
    result: { file_use_times: { ...times, access_times: [now], edit_times: [] } },
  });
  expect(await ask(AD, { file_use_times: [times] }, [{ limit: 0 }])).toEqual({
    result: { file_use_times: { ...times, access_times: [], edit_times: [] } },
  });
  expect(await ask(STRANGER, { file_use_times: times })).toEqual({
    error: 'Error: user does not have read access to the given project',
  });
  expect(await ask(B, { file_use_times: { ...times, path: null } })).toEqual({
    error: 'project_id, account_id, and path must all be specified',
  });
});

test('2026 has no table of times', async () => {
  expect(
    await hubOf('2026').ask(A, { file_use_times: { project_id: P1, account_id: A, path: 'x', access_times: null } }),
  ).toEqual({
    error: "FATAL: get queries not allowed for table 'file_use_times'",
  });
});

test.each([
  ['observed', 14],
  ['2026', 45],
] as const)('%s: mentions of the past %i days show, newest first', async (dialect, days) => {
  const { ask } = hubOf(dialect);
  const mention = (ago: number) => ({ mentions: { project_id: P1, path: 'f', target: B, source: A, time: iso(ago) } });
  await ask(A, [mention(days * DAY + 1), mention(days * DAY), mention(0)]);

  expect(await ask(B, { mentions: [{ time: null }] })).toEqual({
    result: { mentions: [{ time: T }, { time: iso(days * DAY) }] },
  });
});

test.each(DIALECTS)('%s: mentions do not say whether they failed', async (dialect) => {
  expect(await hubOf(dialect).ask(A, { mentions: [{ error: null }] })).toEqual({
    error: 'FATAL: user get query not allowed for mentions.error',
  });
});

test.each(DIALECTS)('%s: an invite token made by query lets people in', async (dialect) => {
  const { ask, state } = hubOf(dialect);
  const token = { token: 'tk', project_id: P1, usage_limit: 2, expires: T };

  expect(await ask(B, { project_invite_tokens: token })).toEqual({ result: {} });
  expect(await ask(B, { project_invite_tokens: { project_id: P1, token: 'tk', usage_limit: 3 } })).toEqual({
    result: {},
  });
  expect(
    await ask(A, {
      project_invite_tokens: [{ token: null, project_id: null, usage_limit: null, expires: null, counter: null }],
    }),
  ).toEqual({
    result: { project_invite_tokens: [{ ...token, usage_limit: 3 }] },
  });
  expect(state().inviteTokens.get('tk')).toMatchObject({ expires: now, counter: null });
  expect(await ask(STRANGER, { project_invite_tokens: [{ token: null }] })).toEqual({
    result: { project_invite_tokens: [] },
  });
  expect(await ask(STRANGER, { project_invite_tokens: { project_id: P1, token: 'tk', usage_limit: 9 } })).toEqual(
    ADMIN_NEEDED,
  );
});

const LICENSE = id('other', 7);

/** `B` manages a licence, bought by `A`, which runs `P1`. */
function licensed(): HubState {
  const start = exampleState();
  const license: SiteLicense = {
    id: LICENSE,
    activates: now - DAY,
    expires: null,
    last_used: null,
    managers: [B, A],
    upgrades: { cores: 1 },
    quota: null,
    run_limit: 3,
    columns: { title: 'Course licence', info: { purchased: { account_id: A } } },
  };
  const project: Project = {
    ...(start.projects.get(P1) as Project),
    title: 'x'.repeat(100),
    state: { state: 'running', time: now },
    site_license: { [LICENSE]: { cores: 1 } },
  };
  return put(put(start, 'siteLicenses', license), 'projects', project);
}

test.each(DIALECTS)('%s: admins read and write licences, and nobody else', async (dialect) => {
  const { ask, state } = hubOf(dialect, licensed());

  expect(
    await ask(AD, { site_licenses: [{ id: null, title: null, run_limit: null, activates: null, expires: null }] }),
  ).toEqual({
    result: { site_licenses: [{ id: LICENSE, title: 'Course licence', run_limit: 3, activates: iso(DAY) }] },
  });
  expect(await ask(AD, { site_licenses: { id: ROW, title: 'New', managers: [STRANGER], run_limit: 1 } })).toEqual({
    result: {},
  });
  expect(state().siteLicenses.keysBy('manager', STRANGER)).toEqual([ROW]);
  expect(await ask(AD, { site_licenses: { title: 'x' } })).toEqual({
    error: `${DATABASE[dialect]} null value in column "id" of relation "site_licenses" violates not-null constraint`,
  });
  expect(await ask(B, { site_licenses: { id: LICENSE, title: 'x' } })).toEqual(ADMIN_NEEDED);
});

test.each(DIALECTS)('%s: admins search licences by words, each in whatever text', async (dialect) => {
  const { ask } = hubOf(dialect, licensed());
  const search = (text: Json) => ({ matching_site_licenses: [{ id: null, search: text }] });

  expect(await ask(AD, search('LICENCE course'))).toEqual({ result: { matching_site_licenses: [{ id: LICENSE }] } });
  expect(await ask(AD, search(`course ${A}`))).toEqual({ result: { matching_site_licenses: [{ id: LICENSE }] } });
  expect(await ask(AD, search('course nope'))).toEqual({ result: { matching_site_licenses: [] } });
  expect(await ask(AD, { matching_site_licenses: { id: null, search: 'x' } })).toEqual({
    error: 'Error: only query requesting multiple results is implemented',
  });
  expect(await ask(B, search('course'))).toEqual(ADMIN_NEEDED);
});

test.each(DIALECTS)('%s: managers see the whole of their licences, and others none', async (dialect) => {
  const { ask } = hubOf(dialect, licensed());
  const { result } = (await ask(B, { manager_site_licenses: [{ id: null }] })) as {
    result: { manager_site_licenses: JsonObject[] };
  };

  expect(result.manager_site_licenses).toHaveLength(1);
  expect(result.manager_site_licenses[0]).toMatchObject({
    id: LICENSE,
    title: 'Course licence',
    description: null,
    managers: [B, A],
  });
  expect(await ask(STRANGER, { manager_site_licenses: [{ id: null }] })).toEqual({
    result: { manager_site_licenses: [] },
  });
});

test.each(DIALECTS)('%s: managers may rename a licence, and others not', async (dialect) => {
  const { ask, state } = hubOf(dialect, licensed());

  expect(await ask(B, { manager_site_licenses: { id: LICENSE, title: 'Mine' } })).toEqual({ result: {} });
  expect(state().siteLicenses.get(LICENSE)?.columns.title).toBe('Mine');
  expect(await ask(STRANGER, { manager_site_licenses: { id: LICENSE, title: 'x' } })).toEqual({
    error: 'Error: user must be a manager of the license to change it',
  });
  expect(await ask(B, { manager_site_licenses: { title: 'x' } })).toEqual({
    error: dialect === 'observed' ? "FATAL: query must specify (primary) key 'id'" : 'must provide primary key',
  });
  expect(await ask(B, { manager_site_licenses: { id: ROW, title: 'x' } })).toEqual({
    error:
      dialect === 'observed' ? 'Error: user must be a manager of the license to change it' : 'must provide primary key',
  });
});

test('2026: managers choose managers, though never without who bought the licence', async () => {
  const { ask, state } = hubOf('2026', licensed());

  expect(await ask(B, { manager_site_licenses: { id: LICENSE, managers: [B] } })).toEqual({
    error: 'you cannot remove as manager the person who originally purchased the license',
  });
  expect(await ask(B, { manager_site_licenses: { id: LICENSE, managers: [A, STRANGER] } })).toEqual({ result: {} });
  expect(state().siteLicenses.get(LICENSE)?.managers).toEqual([A, STRANGER]);
  expect(await hubOf('observed', licensed()).ask(B, { manager_site_licenses: { id: LICENSE, managers: [A] } })).toEqual(
    {
      error: 'FATAL: changing manager_site_licenses.managers not allowed',
    },
  );
});

test('everybody may know of a licence what there is to know, whatever they ask for', async () => {
  const { ask } = hubOf('observed', licensed());
  const info = {
    title: 'Course licence',
    description: null,
    expires: null,
    activates: iso(DAY),
    upgrades: { cores: 1 },
    quota: null,
    run_limit: 3,
    managers: [B, A],
    running: 1,
  };

  expect(await ask(STRANGER, { site_license_public_info: { id: LICENSE, title: null } })).toEqual({
    result: { site_license_public_info: { ...info, is_manager: false } },
  });
  expect(await ask(B, { site_license_public_info: { id: LICENSE, title: null } })).toEqual({
    result: { site_license_public_info: { ...info, is_manager: true } },
  });
  for (const query of [{ site_license_public_info: { id: null } }, { site_license_public_info: [{ title: null }] }]) {
    expect(await ask(A, query)).toEqual({ error: 'must be a single object query with id specified' });
  }
  for (const query of [
    { site_license_public_info: [{ id: ROW, title: null }] },
    { site_license_public_info: { id: ROW, title: null } },
  ]) {
    expect(await ask(A, query)).toEqual({ error: `Error: no license with id ${ROW}` });
  }
});

test.each(DIALECTS)('%s: admins see which projects run with a licence', async (dialect) => {
  const { ask } = hubOf(dialect, licensed());
  const projects = (license_id: Json) => ({
    projects_using_site_license: [{ license_id, project_id: null, title: null }],
  });
  const number = (license_id: Json) => ({ number_of_projects_using_site_license: { license_id, number: null } });

  expect(await ask(AD, { site_license_usage_stats: { running: null, time: null } })).toEqual({
    result: { site_license_usage_stats: { running: { [LICENSE]: 1 }, time: T } },
  });
  expect(await ask(AD, projects(LICENSE))).toEqual({
    result: { projects_using_site_license: [{ license_id: LICENSE, project_id: P1, title: 'x'.repeat(80) }] },
  });
  expect(await ask(AD, projects('abc'))).toEqual({ error: 'query must be of the form [{license_id:uuid, ...}]' });
  expect(await ask(AD, { projects_using_site_license: { license_id: LICENSE, title: null } })).toEqual({
    error: 'query must be an array (you must request to get multiple values back)',
  });
  expect(await ask(AD, number(LICENSE))).toEqual({
    result: { number_of_projects_using_site_license: { license_id: LICENSE, number: 1 } },
  });
  expect(await ask(AD, number(UNKNOWN))).toMatchObject({
    result: { number_of_projects_using_site_license: { number: 0 } },
  });
  expect(await ask(AD, { number_of_projects_using_site_license: [{ license_id: LICENSE, number: null }] })).toEqual({
    error: 'query must NOT be an array (do not request multiple values back)',
  });
  for (const query of [projects(LICENSE), number(LICENSE), { site_license_usage_stats: { running: null } }]) {
    expect(await ask(B, query)).toEqual(ADMIN_NEEDED);
  }
});

test.each(DIALECTS)('%s: settings of the site are made by admins, and hold for other calls too', async (dialect) => {
  const { ask, state } = hubOf(dialect);

  expect(await ask(A, { site_settings: [{ name: null, value: null }] })).toEqual(ADMIN_NEEDED);
  expect(await ask(A, { site_settings: { name: 'help_email', value: 'x@y.z' } })).toEqual(ADMIN_NEEDED);
  expect(await ask(A, { server_settings: { name: 'help_email', value: 'x@y.z' } })).toEqual(ADMIN_NEEDED);
  expect(await ask(AD, { site_settings: { name: 'help_email', value: 'x@y.z' } })).toEqual({ result: {} });
  expect(await ask(AD, { server_settings: { name: 'email_signup', value: 'no' } })).toEqual({ result: {} });
  expect(await ask(AD, { server_settings: { name: 'secret', value: 's' } })).toEqual({ result: {} });
  expect(await ask(AD, { site_settings: [{ name: null, value: null }] }, [{ order_by: 'name' }])).toEqual({
    result: {
      site_settings: [
        { name: 'email_signup', value: 'no' },
        { name: 'help_email', value: 'x@y.z' },
      ],
    },
  });
  expect(await ask(AD, { server_settings: [{ name: null }] })).toEqual({
    error: "FATAL: get queries not allowed for table 'server_settings'",
  });
  expect(state().site).toMatchObject({ help_email: 'x@y.z', email_signup: false });
});

test('2026 tells admins alone that a setting is unknown', async () => {
  expect(await hubOf('2026').ask(AD, { site_settings: { name: 'zz', value: '1' } })).toEqual({
    error: "setting name='zz' not allowed",
  });
});

test.each(DIALECTS)('%s: notices of the past hour are for everybody, and made by admins', async (dialect) => {
  const { ask, state } = hubOf(dialect);
  const notice = (notice_id: string, time: string) => ({ system_notifications: { id: notice_id, time, text: 'hi' } });

  expect(await ask(A, notice(ROW, T))).toEqual(ADMIN_NEEDED);
  expect(await ask(AD, [notice(ROW, iso(DAY / 24)), notice(OTHER_ROW, iso(DAY / 24 + 1))])).toEqual({
    result: [{}, {}],
  });
  expect(await ask(NOBODY, { system_notifications: [{ id: null, text: null, priority: null, done: null }] })).toEqual({
    result: { system_notifications: [{ id: ROW, text: 'hi', priority: 'low', done: false }] },
  });
  expect(state().system_notifications.size).toBe(2);
});

test.each(DIALECTS)('%s: images are for everybody to read, and for nobody to set', async (dialect) => {
  const image = { id: 'ubuntu', display: 'Ubuntu' };
  const { ask } = hubOf(dialect, put(exampleState(), 'compute_images', image));

  expect(await ask(NOBODY, { compute_images: [{ id: null, display: null, disabled: null }] })).toEqual({
    result: { compute_images: [image] },
  });
  expect(await ask(AD, { compute_images: image })).toEqual({
    error: "FATAL: user set queries not allowed for table 'compute_images'",
  });
});

test('2026: news of three months are shown, newest first, but events, and what is hidden or over', async () => {
  const news = (number: number, columns: JsonObject) => (state: HubState) =>
    put(state, 'news', { id: number, date: now, channel: 'feature', ...columns });
  const rows = [
    news(1, { date: Date.parse('2020-06-17T03:08:33.230Z') }),
    news(2, { date: Date.parse('2020-06-17T03:08:33.229Z') }),
    news(3, { date: now + 60_000, until: now + 1 }),
    news(4, { date: now + 60_001 }),
    news(5, { channel: 'event' }),
    news(6, { hide: true }),
    news(7, { until: now }),
  ];
  const state = rows.reduce((result, row) => row(result), exampleState());

  expect(await hubOf('2026', state).ask(NOBODY, { news: [{ id: null }] })).toEqual({
    result: { news: [{ id: 3 }, { id: 1 }] },
  });
});

test.each(DIALECTS)('%s: anybody may add events of the web application to the central log', async (dialect) => {
  const { ask, state } = hubOf(dialect);
  const entry = { id: ROW, event: 'webapp-x', value: { a: 1 } };

  expect(await ask(STRANGER, { central_log: entry })).toEqual({ result: {} });
  expect(state().log.rows.last()).toEqual({ event: 'webapp-x', value: { a: 1 }, time: now });
  expect(await ask(A, { central_log: { ...entry, event: 'x' } })).toEqual({ error: "event must start with 'webapp-'" });
  expect(await ask(A, { central_log: { event: 'webapp-x' } })).toEqual({
    error: `${DATABASE[dialect]} null value in column "id" of relation "central_log" violates not-null constraint`,
  });
  expect(await ask(A, { central_log: { id: ROW, value: {} } })).toEqual({
    error: 'cocalc-mock-hub: a real hub never answers an entry of central_log without an event',
  });
});

test('logs are closed to queries in 2020, and open to admins in 2026', async () => {
  const error = { id: ROW, event: 'e', error: 'x', account_id: A, time: now, expire: now + 1 };
  const state = put(exampleState(), 'clientErrors', error);

  for (const table of ['central_log', 'client_error_log', 'file_access_log']) {
    expect(await hubOf('observed', state).ask(AD, { [table]: [{ id: null }] })).toEqual({
      error: `FATAL: get queries not allowed for table '${table}'`,
    });
    expect(await hubOf('2026', state).ask(A, { [table]: [{ id: null }] })).toEqual(ADMIN_NEEDED);
  }
  expect(await hubOf('2026', state).ask(AD, { client_error_log: [{ id: null, error: null, time: null }] })).toEqual({
    result: { client_error_log: [{ id: ROW, error: 'x', time: T }] },
  });
  expect(await hubOf('2026', state).ask(AD, { central_log: [{ id: null }] })).toEqual({
    error: "cocalc-mock-hub does not simulate the table 'central_log': its rows are not kept with their ids",
  });
});

test.each(DIALECTS)('%s: registration tokens are made, listed and deleted by admins', async (dialect) => {
  const token = { token: 'tk', descr: null, disabled: null, expires: now, limit: 1, counter: 5 };
  const { ask, state } = hubOf(dialect, put(exampleState(), 'registrationTokens', token));
  const shown = { token: 'tk', descr: null, disabled: null, expires: T, limit: 1, counter: 5 };

  expect(await ask(A, { registration_tokens: { token: '*', descr: null } })).toEqual(ADMIN_NEEDED);
  expect(await ask(AD, { registration_tokens: { token: '*', descr: null } })).toEqual({
    result: { registration_tokens: [shown] },
  });
  expect(await ask(AD, { registration_tokens: { token: 'tk', descr: 'mine', limit: 2 } })).toEqual({ result: {} });
  expect(await ask(AD, { registration_tokens: [{ token: '*', descr: null }] })).toEqual({
    result: { registration_tokens: [{ ...shown, descr: 'mine', limit: 2 }] },
  });
  expect(await ask(AD, { registration_tokens: { descr: 'x' } })).toEqual({
    error: "Error: don't know what to do with this query",
  });
  expect(await ask(A, { registration_tokens: { token: 'tk' } }, [{ delete: true }])).toEqual(ADMIN_NEEDED);
  expect(await ask(AD, { registration_tokens: { token: 'tk' } }, [{ delete: true }])).toEqual({ result: {} });
  expect(state().registrationTokens.size).toBe(0);
  expect(await ask(AD, { registration_tokens: { token: 'tk', descr: null } })).toEqual({
    error: 'cocalc-mock-hub does not simulate a get of one registration token: hubs write it instead; ask for "*"',
  });
});

test.each(DIALECTS)('%s: only projects write listings', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(A, { listings: [{ project_id: P1, path: null }] })).toEqual({ result: { listings: [] } });
  expect(await ask(STRANGER, { listings: [{ project_id: P1, path: null }] })).toMatchObject({
    error: expect.stringMatching(/^FATAL: you do not have read access/),
  });
});

test.each(DIALECTS)('%s: blobs are refused by name, once they are asked for properly', async (dialect) => {
  const { ask } = hubOf(dialect);
  const error = "cocalc-mock-hub does not simulate the table 'blobs': blobs are outside the simulation";

  expect(await ask(A, { blobs: { id: null, blob: null } })).toEqual({ error: 'id must be specified' });
  expect(await ask(A, { blobs: { id: ROW, blob: null } })).toEqual({ error });
  expect(await ask(A, { blobs: { id: ROW, blob: 'x', project_id: P1 } })).toEqual({ error });
  expect(await ask(STRANGER, { blobs: { id: ROW, blob: 'x', project_id: P1 } })).toEqual(ADMIN_NEEDED);
});

test.each(DIALECTS)('%s: synchronised documents are what was set, and nothing belongs to one', async (dialect) => {
  const { ask } = hubOf(dialect);
  const document = (columns: JsonObject) => ({ syncstrings: { path: 'x', ...columns } });
  const string_id = 'f'.repeat(40);

  expect(await ask(A, document({ users: null }))).toEqual({
    error: "FATAL: project_id (='undefined') must be a valid uuid",
  });
  expect(await ask(STRANGER, document({ project_id: P1, users: [] }))).toEqual(ADMIN_NEEDED);
  const asked = { syncstrings: [{ project_id: P1, path: null, users: null }] };
  expect(await ask(A, asked)).toEqual({ result: { syncstrings: [] } });
  expect(await ask(STRANGER, asked)).toEqual(ADMIN_NEEDED);
  expect(await ask(A, document({ string_id, project_id: P1, users: [] }))).toEqual({ result: {} });
  expect(await ask(A, asked)).toEqual({ result: { syncstrings: [{ project_id: P1, path: 'x', users: [] }] } });
  for (const table of ['patches', 'cursors', 'eval_inputs', 'eval_outputs']) {
    expect(await ask(A, { [table]: [{ string_id: 'X', time: null }] })).toEqual({
      error: "FATAL: string_id (='X') must be a string of length 40",
    });
    expect(await ask(A, { [table]: { string_id, time: T } })).toEqual({ error: 'FATAL: no such syncstring' });
  }
  expect(await ask(A, { syncstrings_delete: { project_id: P1, path: 'x' } })).toEqual(ADMIN_NEEDED);
});

test('closed tables of 2026 are known by name', async () => {
  for (const table of ['bookmarks', 'api_keys', 'shopping_cart_items', 'public_path_stars']) {
    expect(await hubOf('2026').ask(A, { [table]: { id: 1 } })).toEqual({
      error: `FATAL: user set queries not allowed for table '${table}'`,
    });
    expect(await hubOf('observed').ask(A, { [table]: { id: 1 } })).toEqual({
      error: `FATAL: table '${table}' does not exist`,
    });
  }
});

test('2026: tables of customer relations are for admins, who are told that there are none', async () => {
  const { ask } = hubOf('2026');

  expect(await ask(A, { crm_projects: [{ anything: null }] })).toEqual(ADMIN_NEEDED);
  expect(await ask(A, { crm_projects: { anything: 1 } })).toEqual(ADMIN_NEEDED);
  expect(await ask(AD, { crm_projects: [{ anything: null }] })).toEqual({
    error: 'cocalc-mock-hub does not simulate crm_projects.anything: the fields of this table are not all known',
  });
});

test('2026: people see their own purchases, of which fields are known or refused by name', async () => {
  const purchase = { id: 1, account_id: A, cost: 5, time: now };
  const { ask } = hubOf('2026', put(exampleState(), 'purchases', purchase));

  expect(await ask(A, { purchases: [{ id: null, cost: null, time: null }] })).toEqual({
    result: { purchases: [{ id: 1, cost: 5, time: T }] },
  });
  expect(await ask(B, { purchases: [{ id: null }] })).toEqual({ result: { purchases: [] } });
  expect(await ask(A, { purchases: [{ nope: null }] })).toEqual({
    error: 'FATAL: user get query not allowed for purchases.nope',
  });
  expect(await ask(A, { statements: [{ nope: null }] })).toEqual({
    error: 'cocalc-mock-hub does not simulate statements.nope: the fields of this table are not all known',
  });
  expect(await ask(A, { purchases: { id: 1, cost: 1 } })).toEqual({
    error: "FATAL: user set queries not allowed for table 'purchases'",
  });
  expect(await ask(A, { vouchers: { id: 'x' } })).toEqual({ result: {} });
  expect(await ask(A, { openai_chatgpt_log: { id: 1, expire: T } })).toEqual({
    error:
      "cocalc-mock-hub does not simulate a set on a row that is not the caller's: what hubs make of it is not known",
  });
});

test('2026: compute servers belong to projects, and there are none', async () => {
  const { ask } = hubOf('2026');

  for (const table of ['compute_servers', 'cloud_filesystems']) {
    expect(await ask(A, { [table]: [{ id: null, project_id: P1, title: null }] })).toEqual({ result: { [table]: [] } });
    expect(await ask(A, { [table]: [{ id: null }] })).toEqual({ error: 'FATAL: must specify project_id' });
    expect(await ask(STRANGER, { [table]: { id: 1, project_id: P1, title: 'x' } })).toEqual(ADMIN_NEEDED);
    expect(await ask(A, { [table]: { id: 1, project_id: P1, title: 'x' } })).toEqual({
      error: `cocalc-mock-hub does not simulate the table '${table}': there are no such machines here`,
    });
  }
});

test('2026: organizations cannot be read, and are not for strangers to change', async () => {
  const { ask } = hubOf('2026');

  expect(await ask(A, { organizations: [{ organization_id: null }] })).toEqual({
    error: 'postgresql error: invalid input syntax for type uuid: "organization_id"',
  });
  expect(await ask(A, { organizations: { organization_id: ROW, title: 'x' } })).toEqual({
    error: 'account must be a member of the organization',
  });
});

test('2026: a group is made by a get, and changed by its owners', async () => {
  const { ask } = hubOf('2026');
  const made = (await ask(A, { create_group: { group_id: null, owner_account_ids: [A], title: 'G' } })) as {
    result: { create_group: { group_id: string } };
  };
  const { group_id } = made.result.create_group;

  expect(await ask(A, { groups: [{ group_id: null, title: null, color: null }] })).toEqual({
    result: { groups: [{ group_id, title: 'G' }] },
  });
  expect(await ask(B, { groups: [{ group_id: null }] })).toEqual({ result: { groups: [] } });
  expect(await ask(B, { groups: { group_id, owner_account_ids: [B] } })).toEqual({
    error: 'Error: user must be an owner of the group',
  });
  expect(await ask(A, { groups: { group_id, owner_account_ids: [B] } })).toEqual({ result: {} });
  expect(await ask(B, { groups: [{ group_id: null }] })).toEqual({ result: { groups: [{ group_id }] } });
  expect(await ask(A, { groups: [{ group_id: null }] })).toEqual({ result: { groups: [] } });
  expect(await ask(A, { groups: { group_id: UNKNOWN, title: 'x' } })).toEqual({
    error: 'Error: user must be an owner of the group',
  });
});

test('2020: of the documents of a project, those that were active lately', async () => {
  const { ask } = hubOf('observed');
  const asked = { recent_syncstrings_in_project: [{ project_id: P1, max_age_m: 60, path: null }] };
  const active = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

  expect(await ask(A, asked)).toEqual({ result: { recent_syncstrings_in_project: [] } });
  await ask(A, { syncstrings: { project_id: P1, path: 'new', last_active: active(59) } });
  await ask(A, { syncstrings: { project_id: P1, path: 'old', last_active: active(61) } });

  expect(await ask(A, asked)).toEqual({
    result: { recent_syncstrings_in_project: [{ project_id: P1, path: 'new' }] },
  });
  expect(await ask(STRANGER, asked)).toEqual(ADMIN_NEEDED);
});

test('2020: a get of registration tokens that names none is not understood', async () => {
  const { ask } = hubOf('observed');

  expect(await ask(AD, { registration_tokens: [{ token: null, descr: null }] })).toEqual({
    error: "Error: don't know what to do with this query",
  });
  expect(await ask(A, { registration_tokens: [{ token: null }] })).toEqual(ADMIN_NEEDED);
});

test.each<Json>([5, 0, true, { a: 1 }])(
  '2020: a name that is %j is never answered, and not stored',
  async (first_name) => {
    const { ask, state } = hubOf('observed');
    const before = state().accounts.get(A);

    expect(await ask(A, { accounts: { first_name } })).toEqual({
      error: 'cocalc-mock-hub: a real hub never answers a first_name that is no text',
    });

    expect(state().accounts.get(A)).toBe(before);
  },
);

test('2026: usage_info has a description and no rows', async () => {
  const { ask } = hubOf('2026');
  const asked = { usage_info: [{ project_id: P1, path: 'a', usage: null }] };

  expect(await ask(A, asked)).toEqual({ error: 'postgresql error: relation "usage_info" does not exist' });
  expect(await ask(A, asked, [{ set: true }])).toEqual({ error: 'FATAL: project_id must be specified' });
});

test.each<Json>([5, { a: 1 }, true])('2026: the gateway gives up on a name that is %j', async (last_name) => {
  expect(await hubOf('2026').ask(A, { accounts: { last_name } })).toEqual({
    error: `timeout - callHub: subject='hub.account.${A}.api', name='db.userQuery', code='408' `,
  });
});
