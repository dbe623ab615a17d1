/** What tries the patience of a client: each option by itself, at both generations of the API, and all of them at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import type { Json } from '../../src/core/json.ts';
import { createHub } from '../../src/hub/create.ts';
import type { HubOptions } from '../../src/hub/options.ts';
import { NOW, PROJECT, testHub } from '../hub.ts';

const project_id = PROJECT;
const realTimes = { kind: 'after', start: 1600, stop: 8000 } as const;
const NOTHING_YET = 'nothing yet';
const soFar = (answer: Promise<Json>) => Promise.race([answer, NOTHING_YET]);

test('conat: a project starts in 1.6 s and stops in 8 s, and is on its way meanwhile', async () => {
  const { hubAs, clock } = testHub({ lifecycle: realTimes });
  const state = () => hubAs('owner')('projects.state', { project_id });

  for (const [change, way, ms, end] of [
    ['start', 'starting', 1600, 'running'],
    ['stop', 'stopping', 8000, 'opened'],
  ] as const) {
    const answer = hubAs('owner')(`projects.${change}`, { project_id });
    clock.advance(ms - 1);
    expect([await state(), await soFar(answer)]).toEqual([{ state: way }, NOTHING_YET]);
    clock.advance(1);
    expect(await answer).toBe(null);
    expect(await state()).toEqual({ ip: '127.0.0.1', state: end, time: new Date(clock.now()).toISOString() });
  }
});

test('conat: deleting a project that runs takes 8 s, one that does not no time', async () => {
  const { hubAs, clock } = testHub({ lifecycle: realTimes, project: { state: 'running' } });
  const listed = async () => hubAs('owner')('db.userQuery', { query: { projects: { project_id, deleted: null } } });

  const answer = hubAs('owner')('projects.deleteProject', { project_id });
  clock.advance(7999);
  expect([await listed(), await soFar(answer)]).toEqual([{ projects: { project_id, deleted: null } }, NOTHING_YET]);
  clock.advance(1);
  expect(await answer).toBe(null);
  expect(await listed()).toEqual({ projects: { project_id, deleted: true } });

  expect(await hubAs('owner')('projects.deleteProject', { project_id })).toBe(null);
});

test('conat: what is asked of a project that starts is answered when it runs', async () => {
  const { projectAs, clock } = testHub({ lifecycle: realTimes });

  const answer = projectAs('owner')('system.test');
  clock.advance(1599);
  expect(await soFar(answer)).toBe(NOTHING_YET);
  clock.advance(1);

  expect(await answer).toEqual({ project_id, server_time: clock.now() });
});

test('v1: what is asked of a project that starts is answered when it runs, and its state is on the way', async () => {
  const { as, clock } = testHub({ lifecycle: realTimes, project: { state: 'opened', files: { 'a.txt': 'a' } } });
  const state = async () => {
    const query = { projects: [{ project_id, state: null }] };
    const { query: found } = (await as('owner')('query', { query })) as { query: { projects: { state: Json }[] } };
    return (found.projects[0] as unknown as { state: { state: string } }).state.state;
  };

  const answer = as('owner')('read_text_file_from_project', { id: 1, project_id, path: 'a.txt' });
  clock.advance(1599);
  expect([await state(), await soFar(answer)]).toEqual(['starting', NOTHING_YET]);
  clock.advance(1);
  expect(await answer).toMatchObject({ event: 'text_file_read_from_project', content: 'a' });

  const action_request = { action: 'stop', time: NOW };
  await as('owner')('query', { query: { projects: { project_id, action_request } } });
  clock.advance(7999);
  expect(await state()).toBe('stopping');
  clock.advance(1);
  expect(await state()).toBe('opened');
});

test('v1: nothing but starts and stops takes time by such a lifecycle', async () => {
  const { hub, as, clock } = testHub({ lifecycle: realTimes, project: { state: 'closed', files: { 'a.txt': 'a' } } });
  const copy = { src_project_id: project_id, src_path: 'a.txt', target_project_id: project_id, target_path: 'b.txt' };

  await as('owner')('copy_path_between_projects', { ...copy, wait_until_done: false });
  const reading = as('owner')('read_text_file_from_project', { project_id, path: 'b.txt' });
  clock.advance(1600);

  expect(await reading).toMatchObject({ content: 'a' });
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

/** Calls whose answers tell where a project's home is, of both generations. */
const TELLING: readonly (readonly [name: string, body: object])[] = [
  ['v1/project_exec', { id: 1, project_id, command: 'pwd' }],
  ['v1/project_exec', { id: 2, project_id, command: 'echo $HOME $PATH; cat /etc/passwd; cd ..; pwd', bash: true }],
  ['v1/project_exec', { id: 3, project_id, command: 'nosuch', path: 'x' }],
  ['v1/read_text_file_from_project', { id: 4, project_id, path: 'nosuch' }],
  ['v1/write_text_file_to_project', { id: 5, project_id, path: 'a.txt/x', content: '' }],
  ['v1/query', { id: 6, query: { projects: [{ project_id, title: null }] } }],
  ...(
    [
      ['system.canonicalPaths', ['nosuch']],
      ['system.realpath', 'nosuch'],
      ['system.realpath', '..'],
      ['system.listing', { path: 'nosuch' }],
      ['system.deleteFiles', { paths: ['a.txt/x'] }],
      ['system.moveFiles', { paths: ['nosuch'], dest: 'd' }],
      ['system.exec', { command: 'pwd' }],
      ['system.exec', { command: 'nosuch', path: 'gone' }],
      ['system.jupyterExecute', { kernel: 'octave', input: '1' }],
      ['system.listJupyterKernels', {}],
    ] as const
  ).map(([name, arg]) => ['conat/project', { name, args: [arg], project_id }] as const),
];

async function told(home: string): Promise<string> {
  const { hub } = testHub({ home, project: { state: 'running', files: { 'a.txt': 'a' } } });
  hub.stubKernel('octave', ({ cwd }) => `${cwd}\n`);
  const answers = [];
  for (const [name, body] of TELLING) answers.push((await hub.call(name, body, { key: 'sk_owner' })).body);
  hub.close();
  return JSON.stringify(answers, undefined, 1);
}

test('homes elsewhere are told of elsewhere in every answer, and all else stays', { timeout: 60_000 }, async () => {
  const [here, there] = [await told('/projects'), await told('/elsewhere/of/projects')];

  expect(here.match(/\/projects\//g)?.length).toBeGreaterThan(10);
  expect(there).not.toMatch(/(?<!\/elsewhere\/of)\/projects/);
  expect(there.replaceAll('/elsewhere/of/projects', '/projects')).toBe(here);
});

test("the folders that lead to homes elsewhere are on the projects' machine", { timeout: 60_000 }, async () => {
  const { hub, projectAs } = testHub({ home: '/elsewhere/of/projects', project: { state: 'running' } });
  const list = { command: 'ls / /elsewhere /elsewhere/of' };

  expect(await projectAs('owner')('system.exec', list)).toMatchObject({
    stdout: '/:\nbin\ndev\nelsewhere\netc\ntmp\nusr\n\n/elsewhere:\nof\n\n/elsewhere/of:\nprojects\n',
  });
  expect(await projectAs('owner')('system.realpath', '../../other')).toMatchObject({
    error: expect.stringContaining('does not simulate'),
  });
  expect(await projectAs('owner')('system.realpath', '../..')).toBe('../..');
  hub.close();
});

const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`file-${at}.txt`, `${at}`]));
const projects = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `project ${at}`,
    {
      title: `Title ${at}`,
      users: { owner: 'owner' },
      state: 'running',
      files: at === 0 ? files : {},
      project_id: `${PROJECT.slice(0, -2)}${10 + at}`,
    },
  ]),
);

/** Lists of which no order is promised, as names. */
async function lists(options: HubOptions): Promise<Record<string, string[]>> {
  const { hub, as, hubAs } = testHub({
    ...options,
    projects,
    accounts: Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [`person ${at}`, { first_name: 'Same', last_name: 'Person' }]),
    ),
    world: {
      organizations: { one: { members: ['owner', 'other', 'admin'] }, two: {}, three: {}, four: {}, five: {} },
    },
  } as Parameters<typeof testHub>[0]);
  const first = `${PROJECT.slice(0, -2)}10`;
  const listing = { name: 'system.listing', args: [{ path: '' }], project_id: first };
  const names = (rows: Json, name: string) => (rows as Record<string, string>[]).map((row) => row[name] as string);
  const { body } = await hub.call('conat/project', listing, { key: 'sk_owner' });
  const query = { projects_all: [{ project_id: null, title: null }] };
  const v1 = (await as('owner')('query', { query })) as { query: Record<string, Json> };
  const conat = (await hubAs('owner')('db.userQuery', { query })) as Record<string, Json>;
  return {
    listing: names(body, 'name'),
    v1: names(v1.query.projects_all as Json, 'title'),
    conat: names(conat.projects_all as Json, 'title'),
    'people in v1': names((await as('admin')('user_search', { query: 'p' })).results as Json, 'account_id'),
    people: names(await hubAs('admin')('system.userSearch', { query: 'person' }), 'account_id'),
    organizations: names(await hubAs('admin')('org.getAll'), 'name'),
    members: names(await hubAs('admin')('org.getUsers', { name: 'one' }), 'first_name'),
  };
}

test('lists without an order come in one drawn by the seed, with the same in them', async () => {
  const [plain, disk, again, other] = await Promise.all(
    [{}, { order: 'disk' }, { order: 'disk' }, { order: 'disk', seed: '5' }].map((options) =>
      lists(options as HubOptions),
    ),
  );

  expect(again).toEqual(disk);
  for (const [name, items] of Object.entries(plain ?? {})) {
    expect(disk?.[name], name).not.toEqual(items);
    expect(disk?.[name]?.toSorted(), name).toEqual(items.toSorted());
  }
  expect(other?.listing).not.toEqual(disk?.listing);
});

test('an order that is asked for holds, whatever the disk has', async () => {
  const { as } = testHub({ order: 'disk', projects } as Parameters<typeof testHub>[0]);
  const query = { projects_all: [{ project_id: null, title: null }] };
  const answer = await as('owner')('query', { query, options: [{ order_by: 'title' }] });
  const { projects_all } = answer.query as { projects_all: { title: string }[] };
  const titles = projects_all.map(({ title }) => title);

  expect(titles).toEqual(titles.toSorted());
});

const ping = { name: 'system.ping', args: [] };

function clients(options: HubOptions) {
  const { hub, clock } = testHub({ ...options, project: { files: { 'a.txt': 'a' } } } as Parameters<typeof testHub>[0]);
  const handle = fetchHandler(hub);
  const send = async (path: string, body: object, ip = '192.0.2.1') => {
    const authorization = 'Bearer sk_owner';
    const headers = { authorization, 'content-type': 'application/json', 'x-forwarded-for': ip };
    const request = new Request(`http://hub.example${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const response = await handle(request);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
  };
  return { hub, clock, send };
}

test.each([
  ['/api/v1/user_search', { query: 'x' }],
  ['/api/conat/hub', ping],
])('%s: a client that calls too often gets 429, and is told when to come again', async (path, body) => {
  const { clock, send } = clients({ rateLimit: '2/min' });
  const statuses = async (ip?: string) => [(await send(path, body, ip)).status, (await send(path, body, ip)).status];

  expect(await statuses()).toEqual([200, 200]);
  expect(await send(path, body)).toEqual({
    status: 429,
    retryAfter: '60',
    body: { error: 'cocalc-mock-hub: more than 2/min calls, by the option rateLimit; try again in 60 s' },
  });
  expect(await statuses('192.0.2.2')).toEqual([200, 200]);
  clock.advance(59_999);
  expect(await send(path, body)).toMatchObject({ status: 429, retryAfter: '1' });
  clock.advance(1);
  expect(await statuses()).toEqual([200, 200]);
  expect((await send(path, body)).status).toBe(429);
});

test('a client that waits as long as it is told gets through', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.nat(2000), { maxLength: 30 }),
      async (calls, pauses) => {
        const { clock, send } = clients({ rateLimit: `${calls}/s` });
        for (const ms of pauses) {
          clock.advance(ms);
          const { status, retryAfter } = await send('/api/conat/hub', ping);
          if (status !== 429) continue;
          clock.advance(Number(retryAfter) * 1000);
          expect((await send('/api/conat/hub', ping)).status).toBe(200);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('v1: a call that takes too long gets 504, and goes on; so does one that a hub never answers', async () => {
  const { hub, clock, send } = clients({ answerTimeout: 1000, lifecycle: realTimes });
  const reading = { project_id, path: 'a.txt' };
  const timedOut = {
    status: 504,
    body: {
      error: 'cocalc-mock-hub: no answer after 1000 ms, by the option answerTimeout; the call may go on all the same',
    },
  };
  const answers = [
    send('/api/v1/read_text_file_from_project', reading),
    send('/api/v1/project_exec', { ...reading, command: 5 }),
  ];
  // What is sent is read in several turns.
  await expect.poll(() => hub.state.call).toBeGreaterThanOrEqual(2);

  clock.advance(999);
  expect(await Promise.race([...answers, NOTHING_YET])).toBe(NOTHING_YET);
  clock.advance(1);
  expect(await Promise.all(answers)).toMatchObject([timedOut, timedOut]);

  clock.advance(600);
  expect(await send('/api/v1/read_text_file_from_project', reading)).toMatchObject({ status: 200 });
});

test('conat: a call that takes too long gets 504, before the hub itself gives up', async () => {
  const { hub, clock, send } = clients({ answerTimeout: 1500, lifecycle: realTimes });
  const start = { name: 'projects.start', args: [{ project_id }] };

  const answer = send('/api/conat/hub', start);
  await expect.poll(() => hub.state.call).toBeGreaterThanOrEqual(1);
  clock.advance(1500);
  expect((await answer).status).toBe(504);

  clock.advance(100);
  expect(await send('/api/conat/hub', { name: 'projects.state', args: start.args })).toMatchObject({
    status: 200,
    body: { state: 'running' },
  });
});

test('other people are there, the same ones for the same seed, and what earlier runs have left', async () => {
  const world = async (options: HubOptions) => {
    const { hub, as } = testHub({ ...options, others: 12 } as Parameters<typeof testHub>[0]);
    const query = { projects_all: [{ title: null, deleted: null }] };
    const mine = (await as('owner')('query', { query })) as {
      query: { projects_all: { title: string; deleted?: boolean }[] };
    };
    return { all: [...hub.state.projects.values()].map(({ title }) => title), mine: mine.query.projects_all };
  };
  const [one, same, other] = [await world({}), await world({}), await world({ seed: '1' })];

  expect(same).toEqual(one);
  expect(other.all).not.toEqual(one.all);
  // One of the owner's, twelve of others, and two that were left to each of three accounts, of which one is deleted.
  expect(one.all).toHaveLength(1 + 12 + 2 * 3);
  const left = one.mine.filter(({ title }) => /^mock-hub-[0-9a-f]{8} /.test(title));
  expect(left.map(({ deleted }) => deleted).sort()).toEqual([true, undefined]);
});

test('a hub like production has all of these ways, and what is given by itself wins', async () => {
  const { hub } = testHub({ like: 'production' });
  const { hub: other } = testHub({ like: 'production', caches: 'none', others: 0 });

  expect(hub.state).toMatchObject({
    lifecycle: realTimes,
    caches: 'real',
    home: '/srv/cocalc/projects',
    order: 'disk',
  });
  expect(hub.state.accounts.size).toBe(3 + 40);
  expect(other.state).toMatchObject({ lifecycle: realTimes, caches: 'none' });
  expect(other.state.accounts.size).toBe(3);
});

test.each([
  [{ like: 'staging' }, 'options.like should be one of production, but is "staging"'],
  [{ lifecycle: 1000 }, 'options.lifecycle should be an object, but is 1000'],
  [
    { lifecycle: { kind: 'after', start: 1600 } },
    'options.lifecycle.stop should be a whole number of milliseconds from 0 to 86400000, but is missing',
  ],
  [{ lifecycle: { kind: 'after', ms: -5 } }, 'options.lifecycle.ms should be a whole number of milliseconds'],
  [{ caches: true }, 'options.caches should be one of none, real, but is true'],
  [{ home: 'projects' }, 'options.home should be an absolute path such as /elsewhere/projects'],
  [{ home: '/usr/projects' }, 'but is "/usr/projects"'],
  [{ home: '/a/../b' }, 'but is "/a/../b"'],
  [{ order: 'random' }, 'options.order should be one of plain, disk, but is "random"'],
  [{ others: -1 }, 'options.others should be a whole number from 0 to 10000, but is -1'],
  [
    { rateLimit: '10' },
    'options.rateLimit should be a number of calls for each second or minute, such as 10/s or 600/min',
  ],
  [{ rateLimit: '0/s' }, 'but is "0/s"'],
  [{ answerTimeout: 1.5 }, 'options.answerTimeout should be a whole number from 1 to 86400000, but is 1.5'],
])('%j is refused, with what would be right', (options, words) => {
  expect(() => createHub(options as unknown as HubOptions)).toThrow(words);
});
