import { expect, test } from 'vitest';
import { emptyDirectory, withNode } from '../../../src/core/files/tree.ts';
import type { Json } from '../../../src/core/json.ts';
import { updateProject } from '../../../src/core/projects/projects.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { id, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const HOME = `/projects/${PROJECT}`;
const EVENT = 'read_text_file_from_project';
const PEOPLE = { owner: 'owner', other: 'viewer' };

test('reads a file for owners, viewers and site admins', async () => {
  const { as } = testHub({ project: { users: PEOPLE, files: { 'A/doc.txt': 'hello' } } });

  for (const name of ['owner', 'other', 'admin']) {
    const answer = await as(name)(EVENT, { id: 'x', project_id: PROJECT, path: 'A/doc.txt' });
    expect(answer).toEqual({ event: 'text_file_read_from_project', id: 'x', content: 'hello' });
  }
});

test('refuses whoever cannot read the project, and what is no project id', async () => {
  const { as } = testHub({ project: { users: { owner: 'owner', other: 'invited_viewer' }, files: { 'a.txt': 'a' } } });

  const invited = await as('other')(EVENT, { id: 1, project_id: PROJECT, path: 'a.txt' });
  const unknown = await as('owner')(EVENT, { id: 1, project_id: UNKNOWN, path: 'a.txt' });
  const invalid = await as('owner')(EVENT, { id: 1, project_id: 'foo', path: 'a.txt' });
  expect([invited, unknown, invalid]).toEqual(
    [
      `User ${OTHER} does not have read access to project ${PROJECT}`,
      `User ${OWNER} does not have read access to project ${UNKNOWN}`,
      'Internal error determining user permission -- invalid project_id -- foo',
    ].map((error) => ({ event: 'error', id: 1, error })),
  );
});

test('reads bytes as UTF-8, with U+FFFD for what is none, and keeps a byte-order mark', async () => {
  const bytes = (...list: number[]) => ({ base64: Buffer.from(list).toString('base64') });
  const { as } = testHub({
    project: { files: { bad: bytes(0x61, 0xff, 0xe2, 0x82, 0x62), mark: bytes(0xef, 0xbb, 0xbf, 0x61), empty: '' } },
  });

  const read = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path })).content;
  expect(await read('bad')).toBe('a\ufffd\ufffdb');
  expect(await read('mark')).toBe('\ufeffa');
  expect(await read('empty')).toBe('');
});

test('follows links, dots and slashes as the operating system does', async () => {
  const { as } = testHub({
    project: {
      files: {
        'A/B/doc.txt': 'hello',
        near: { link: 'A/B' },
        far: { link: `${HOME}/A/B/doc.txt` },
        around: { link: `../../projects/${PROJECT}/A` },
        '~': 'a name',
      },
    },
  });

  const read = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path })).content;
  const paths = [
    'near/doc.txt',
    'far',
    'around/B/doc.txt',
    'near/../B/doc.txt',
    'A/./B//doc.txt',
    `../${PROJECT}/far`,
    `${HOME}/far`,
    `/projects/../projects/${PROJECT}/far`,
  ];
  expect(await Promise.all(paths.map(read))).toEqual(paths.map(() => 'hello'));
  expect(await read('~')).toBe('a name');
});

test('hands on the error of the operating system as an object, with the path as it was made absolute', async () => {
  const { as } = testHub({
    project: {
      files: {
        'doc.txt': 'hello',
        secret: { content: 'x', mode: 0 },
        loop: { link: 'loop' },
        broken: { link: 'gone' },
      },
    },
  });
  const errorOf = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path })).error;
  const system = (errno: number, code: string, syscall: string, path: string) => ({ errno, code, syscall, path });

  expect(await errorOf('b.txt')).toEqual(system(-2, 'ENOENT', 'stat', `${HOME}/b.txt`));
  expect(await errorOf('A/./b//c')).toEqual(system(-2, 'ENOENT', 'stat', `${HOME}/A/b//c`));
  expect(await errorOf('gone/../doc.txt')).toEqual(system(-2, 'ENOENT', 'stat', `${HOME}/gone/../doc.txt`));
  expect(await errorOf('broken')).toEqual(system(-2, 'ENOENT', 'stat', `${HOME}/broken`));
  expect(await errorOf('doc.txt/')).toEqual(system(-20, 'ENOTDIR', 'stat', `${HOME}/doc.txt/`));
  expect(await errorOf('doc.txt/x')).toEqual(system(-20, 'ENOTDIR', 'stat', `${HOME}/doc.txt/x`));
  expect(await errorOf('loop')).toEqual(system(-40, 'ELOOP', 'stat', `${HOME}/loop`));
  expect(await errorOf('x'.repeat(256))).toEqual(system(-36, 'ENAMETOOLONG', 'stat', `${HOME}/${'x'.repeat(256)}`));
  expect(await errorOf('secret')).toEqual(system(-13, 'EACCES', 'open', `${HOME}/secret`));
});

test('finds nothing in a directory that may not be searched', async () => {
  const { hub, as } = testHub();
  const locked = { ...emptyDirectory(0), mode: 0o600 };
  hub.update((state) =>
    updateProject(state, PROJECT, (project) => ({ ...project, files: withNode(project.files, ['A'], locked) })),
  );

  const answer = await as('owner')(EVENT, { id: 1, project_id: PROJECT, path: 'A/x' });
  expect(answer.error).toEqual({ errno: -13, code: 'EACCES', syscall: 'stat', path: `${HOME}/A/x` });
});

test('refuses a file of more than 10000000 bytes', async () => {
  const { as } = testHub({
    project: {
      files: { most: 'x'.repeat(10_000_000), more: 'x'.repeat(10_000_001), half: 'x'.repeat(10_500_000) },
    },
  });
  const read = (path: string) => as('owner')(EVENT, { id: 1, project_id: PROJECT, path });

  expect((await read('most')).content).toHaveLength(10_000_000);
  expect(await read('more')).toEqual({ event: 'error', id: 1, error: tooLarge(10) });
  expect(await read('half')).toEqual({ event: 'error', id: 1, error: tooLarge(11) });
});

test('takes a list of paths of one project for one odd name', async () => {
  const { as } = testHub({ project: { files: { 'a,b': 'odd' } } });

  const odd = await as('owner')(EVENT, { id: 1, project_id: PROJECT, path: ['a', 'b'] });
  const missing = await as('owner')(EVENT, { id: 1, project_id: PROJECT, path: ['a', 'c'] });
  expect(odd.content).toBe('odd');
  expect(missing.error).toMatchObject({ code: 'ENOENT', path: `${HOME}/a,c` });
});

test('reads a directory as the text that its archive, packed by tar and bzip2, happens to be', async () => {
  const { as } = testHub({ project: { files: { 'A/doc.txt': 'hello', 'A/B/deep': '' } } });
  const read = async (path: Json) => String((await as('owner')(EVENT, { project_id: PROJECT, path })).content);

  const archive = await read('A');

  expect(archive).toMatch(/^BZh91AY&SY/);
  expect(await read('A/')).toBe(archive);
  expect(await read('A/B')).not.toBe(archive);
  expect(await read('')).toMatch(/^BZh91AY&SY/);
  expect(await read([])).toBe(await read(''));
});

test('fails as the program does over a directory that has something unreadable, unless that is left out', async () => {
  const secret = { content: 'x', mode: 0o000 };
  const files = { 'A/secret': secret, 'B/.npm/x': secret, 'B/.nodejs': secret, 'B/b': '' };
  const { as } = testHub({ profile: 'observed', project: { files } });
  const read = (path: string) => as('owner')(EVENT, { project_id: PROJECT, path });
  const cmd = (name: string) =>
    expect.stringMatching(
      new RegExp(
        `^tar --exclude=\\.sagemathcloud\\* --exclude=\\.forever --exclude=\\.node\\* --exclude=\\.npm --exclude=\\.sage -jcf /tmp/2020817-1677-[0-9a-z.]+\\.tar\\.bz2 ${name}$`,
      ),
    );

  for (const [path, name] of [
    ['A', 'A'],
    ['A/', 'A'],
    ['', PROJECT],
  ] as const) {
    expect((await read(path)).error).toEqual({ killed: false, code: 2, signal: null, cmd: cmd(name) });
  }
  expect(await read('B')).toMatchObject({ event: 'text_file_read_from_project' });
});

test('knows of the machine that nothing is beside the home directory, and that the home of root is closed', async () => {
  const { as } = testHub({ profile: 'observed', project: { files: { up: { link: '../x' } } } });
  const errorOf = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path })).error;
  const system = (errno: number, code: string, path: string) => ({ errno, code, syscall: 'stat', path });

  expect(await errorOf('../x')).toEqual(system(-2, 'ENOENT', `${HOME}/../x`));
  expect(await errorOf('../x/y')).toEqual(system(-2, 'ENOENT', `${HOME}/../x/y`));
  expect(await errorOf('/projects/x')).toEqual(system(-2, 'ENOENT', '/projects/x'));
  expect(await errorOf('up')).toEqual(system(-2, 'ENOENT', `${HOME}/up`));
  expect(await errorOf('/root/x')).toEqual(system(-13, 'EACCES', '/root/x'));
});

test('says by name what is not simulated', async () => {
  const { hub } = testHub({ project: { files: { 'large/file': 'x'.repeat(2_000_001), out: { link: '/etc/hosts' } } } });

  for (const [path, named] of [
    ['large', `reading the directory '${HOME}/large': it is read as an archive, of which 2000000 bytes`],
    ['/etc/x', "the path '/etc/x': it leads to /etc/x,"],
    ['..', `the path '${HOME}/..': it leads to /projects,`],
    ['/root', "the path '/root': it leads to /root,"],
    ['out', `the path '${HOME}/out': it leads to /etc/hosts,`],
    [['/', 'x'], 'the path ["/","x"]:'],
  ] as const) {
    const answer = await hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path }, { key: 'sk_owner' });
    expect(answer).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
    expect(answer.body.error).toContain(`does not simulate ${named}`);
  }
});

test('starts the project and marks it as edited, also when there is no such file', async () => {
  const { hub, as, clock } = testHub({ project: { files: { 'a.txt': 'a' } } });
  clock.advance(60_000);

  await as('owner')(EVENT, { project_id: PROJECT, path: 'b.txt' });

  const project = hub.state.projects.get(PROJECT);
  expect(project?.state?.state).toBe('running');
  expect(project?.last_edited).toBe(Date.parse(NOW) + 60_000);
  expect(hub.state.accounts.get(OWNER)?.last_active).toBeNull();
});

test('waits while the project starts, but no longer than 20 s', async () => {
  const world = (ms: number) => testHub({ lifecycle: { kind: 'after', ms }, project: { files: { 'a.txt': 'a' } } });
  const read = ({ as }: ReturnType<typeof world>) => as('owner')(EVENT, { id: 1, project_id: PROJECT, path: 'a.txt' });
  const [quick, slow] = [world(20_000), world(20_001)];
  const answers = [read(quick), read(slow)];

  for (const { clock } of [quick, slow]) clock.advance(20_000);

  expect(await answers[0]).toMatchObject({ content: 'a' });
  expect(await answers[1]).toEqual({ event: 'error', id: 1, error: 'timeout' });
});

test('says timeout to a site admin about a project that is not there', async () => {
  const { as } = testHub();

  const answer = await as('admin')(EVENT, { id: 1, project_id: UNKNOWN, path: 'a.txt' });
  expect(answer).toEqual({ event: 'error', id: 1, error: 'timeout' });
});

test('reads many files at once, each with its content or its own error', async () => {
  const { as } = twoProjects();

  const answer = await as('owner')(EVENT, {
    id: 1,
    project_id: [PROJECT, id('project', 2), PROJECT, PROJECT],
    path: ['a.txt', 'b.txt', 'none.txt', 'big.txt'],
  });
  expect(answer).toEqual({
    event: 'text_file_read_from_project',
    id: 1,
    content: [
      { path: 'a.txt', project_id: PROJECT, content: 'a' },
      { path: 'b.txt', project_id: id('project', 2), content: 'b' },
      {
        path: 'none.txt',
        project_id: PROJECT,
        error: { errno: -2, code: 'ENOENT', syscall: 'stat', path: `${HOME}/none.txt` },
      },
      { path: 'big.txt', project_id: PROJECT, error: tooLarge(10) },
    ],
  });
});

test('starts and marks every project of a list', async () => {
  const { hub, as } = twoProjects();

  await as('owner')(EVENT, { project_id: [PROJECT, id('project', 2)], path: ['none.txt', 'b.txt'] });
  expect([stateOf(hub, PROJECT), stateOf(hub, id('project', 2))]).toEqual(['running', 'running']);
});

test('has timeout as the error of those files of a list whose project does not run within 20 s', async () => {
  const { hub, as, clock } = twoProjects({ lifecycle: { kind: 'after', ms: 25_000 }, state: 'running' });

  const asked = as('owner')(EVENT, { project_id: [id('project', 2), PROJECT], path: ['b.txt', 'a.txt'] });
  clock.advance(20_000);
  const answer = await asked;
  expect(answer.content).toEqual([
    { path: 'b.txt', project_id: id('project', 2), error: 'timeout' },
    { path: 'a.txt', project_id: PROJECT, content: 'a' },
  ]);
  expect(stateOf(hub, id('project', 2))).toBe('starting');
});

test('refuses two lists of unequal length before it looks at any project', async () => {
  const { as } = testHub();
  const error = 'if project_id is an array, then path must be an array of the same length';

  for (const path of [['a', 'b'], [], 'a']) {
    expect(await as('owner')(EVENT, { id: 1, project_id: ['foo'], path })).toEqual({ event: 'error', id: 1, error });
  }
  expect(await as('owner')(EVENT, { id: 1, project_id: [], path: [] })).toMatchObject({ content: [] });
});

test('refuses a whole list for one project that cannot be read', async () => {
  const { as } = testHub({ project: { files: { 'a.txt': 'a' } } });

  const denied = await as('owner')(EVENT, { id: 1, project_id: [PROJECT, UNKNOWN], path: ['a.txt', 'a.txt'] });
  const invalid = await as('owner')(EVENT, { id: 1, project_id: [PROJECT, 'foo'], path: ['a.txt', 'a.txt'] });
  expect(denied.error).toBe(`User ${OWNER} does not have read access to project ${UNKNOWN}`);
  expect(invalid.error).toBe('Internal error determining user permission -- invalid project_id -- foo');
});

test('says by name what is not simulated in a list', async () => {
  const { hub } = testHub({ project: { files: { 'a.txt': 'a' } } });
  const read = (project_id: unknown[], path: unknown[]) =>
    hub.call(untyped(`v1/${EVENT}`), { project_id, path }, { key: 'sk_owner' });

  expect(await read([PROJECT, PROJECT], ['a.txt', '/etc/x'])).toMatchObject({ code: 'unsimulated' });
  expect(await read([PROJECT, PROJECT], ['a.txt', null])).toMatchObject({ code: 'unsimulated' });
  expect(await read([PROJECT, null], ['a.txt', 'a.txt'])).toMatchObject({ code: 'unsimulated' });
});

function twoProjects({ lifecycle, state }: { lifecycle?: { kind: 'after'; ms: number }; state?: string } = {}) {
  const users = { owner: 'owner' };
  const first = { 'a.txt': 'a', 'big.txt': 'x'.repeat(10_000_001) };
  return testHub({
    ...(lifecycle && { lifecycle }),
    projects: {
      one: { project_id: PROJECT, users, files: first, ...(state && { state }) },
      two: { project_id: id('project', 2), users, files: { 'b.txt': 'b' } },
    },
  });
}

function stateOf(hub: Hub, project_id: string): string | undefined {
  return hub.state.projects.get(project_id)?.state?.state;
}

function tooLarge(megabytes: number): string {
  return `Attempt to open large file of size ${megabytes}MB; the maximum allowed size is 10MB. Use vim, emacs, or pico from a terminal instead.`;
}
