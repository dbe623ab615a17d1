import { expect, test } from 'vitest';
import { publicPathId } from '../../../src/core/files/public-paths.ts';
import { emptyDirectory, withNode } from '../../../src/core/files/tree.ts';
import { updateProject } from '../../../src/core/projects/projects.ts';
import type { Profile } from '../../../src/core/settings.ts';
import { put } from '../../../src/core/state.ts';
import type { WorldProject } from '../../../src/hub/world/shape.ts';
import { NOW, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const HOME = `/projects/${PROJECT}`;
const EVENT = 'public_get_directory_listing';

const example: WorldProject = {
  public_paths: [{ path: 'Public' }],
  files: {
    'Public/hello.txt': { content: 'x'.repeat(41), modified: '2017-06-02T19:15:31.700Z' },
    'Public/p2': { directory: true, modified: '2017-06-03T03:46:56.000Z' },
    'Private/secret.txt': 'secret',
  },
};

test('lists as in the published example, for whoever has a key or, as documented, none', async () => {
  const { hub, as } = testHub({ project: example });
  const files = [
    { name: 'hello.txt', mtime: 1496430932, size: 41 },
    { name: 'p2', mtime: 1496461616, isdir: true },
  ];

  const answer = await as('other')(EVENT, { id: 1, project_id: PROJECT, path: 'Public' });
  expect(answer).toEqual({ event: 'public_directory_listing', id: 1, result: { files } });
  const blank = await hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path: 'Public' }, { key: '' });
  expect(blank).toMatchObject({ kind: 'success', body: { result: { files } } });
});

test('takes no blank key where it behaves as observed', async () => {
  const { hub } = testHub({ project: example, profile: 'observed' });

  const blank = await hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path: 'Public' }, { key: '' });
  expect(blank).toMatchObject({ kind: 'rejection', body: { error: 'No account found. Is your API key wrong?' } });
});

test('as observed, times have fractions and directories the number of their entries as size', async () => {
  const list = lister(
    {
      public_paths: [{ path: 'A' }],
      files: {
        'A/doc': { content: 'xy', modified: '2017-06-02T19:15:31.700Z' },
        'A/B/x': '',
        'A/B/.y': '',
        'A/B/C/z': '',
      },
    },
    'observed',
  );

  const doc = { name: 'doc', mtime: 1496430931.7, size: 2 };
  const mtime = Date.parse(NOW) / 1000;
  expect(await list('A')).toEqual({ files: [{ name: 'B', mtime, isdir: true, size: 2 }, doc] });
  expect(await list('A', { hidden: true })).toEqual({ files: [{ name: 'B', mtime, isdir: true, size: 3 }, doc] });
});

const withLinks: WorldProject = {
  public_paths: [{ path: 'A' }],
  files: {
    'A/to-file': { link: '../doc', modified: '2017-06-02T19:15:31.700Z' },
    'A/to-folder': { link: '../B', modified: '2017-06-02T19:15:31.700Z' },
    'A/broken': { link: 'gone', modified: '2017-06-02T19:15:31.700Z' },
    'A/loop': { link: 'loop', modified: '2017-06-02T19:15:31.700Z' },
    doc: 'hello',
    'B/x': '',
  },
};

test('a link has its own time and size in a listing as documented', async () => {
  const mtime = 1496430932;

  expect(await lister(withLinks, 'documented')('A')).toEqual({
    files: [
      { name: 'broken', mtime, size: 4 },
      { name: 'loop', mtime, size: 4 },
      { name: 'to-file', mtime, size: 6 },
      { name: 'to-folder', mtime, isdir: true },
    ],
  });
});

test('as observed, a link has the time and size of its target, unless that cannot be reached', async () => {
  const issymlink = true;
  const mtime = Date.parse(NOW) / 1000;

  expect(await lister(withLinks, 'observed')('A')).toEqual({
    files: [
      { name: 'broken', issymlink, link_target: 'gone', mtime: 1496430931.7, size: 4 },
      { name: 'loop', issymlink, link_target: 'loop', mtime: 1496430931.7, size: 4 },
      { name: 'to-file', issymlink, link_target: '../doc', mtime, size: 5 },
      { name: 'to-folder', issymlink, link_target: '../B', mtime, isdir: true, size: 1 },
    ],
  });
});

test('as observed, a directory that cannot be examined shows the error', async () => {
  const { hub, as } = testHub({ profile: 'observed', project: { public_paths: [{ path: '' }] } });
  const locked = { ...emptyDirectory(0), mode: 0o300 };
  hub.update((state) =>
    updateProject(state, PROJECT, (project) => ({ ...project, files: withNode(project.files, ['A'], locked) })),
  );

  const home = await as('owner')(EVENT, { project_id: PROJECT, path: '' });
  const inside = await as('owner')(EVENT, { project_id: PROJECT, path: 'A' });
  const error = `Error: EACCES: permission denied, scandir '${HOME}//A'`;
  expect(home.result).toEqual({ files: [{ name: 'A', mtime: 0, isdir: true, error }] });
  expect(inside.result).toEqual({ error: `Error: EACCES: permission denied, scandir '${HOME}/A'` });
});

test('shows hidden names only where asked for, which in a form every value does', async () => {
  const list = lister({ public_paths: [{ path: 'A' }], files: { 'A/x': '', 'A/.y': '' } });

  for (const hidden of [false, 0, '', null]) expect(await namesOf(list('A', { hidden }))).toEqual(['x']);
  for (const hidden of [true, 1, 'true', 'false', '0']) {
    expect(await namesOf(list('A', { hidden }))).toEqual(['.y', 'x']);
  }
});

test('sorts by name, in the order of code points', async () => {
  const list = lister({
    public_paths: [{ path: '' }],
    files: { b: '', a: '', B: '', '\u{1f600}': '', '\uff21': '', aa: '' },
  });

  expect(await namesOf(list(''))).toEqual(['B', 'a', 'aa', 'b', '\uff21', '\u{1f600}']);
});

const dated: WorldProject = {
  public_paths: [{ path: '' }],
  files: {
    a: { content: '', modified: '2020-01-01T00:00:00.000Z' },
    b: { content: '', modified: '2020-01-03T00:00:00.000Z' },
    c: { content: '', modified: '2020-01-02T00:00:00.400Z' },
    d: { content: '', modified: '2020-01-02T00:00:00.000Z' },
  },
};

test('as documented, sorts by time and cuts where asked for', async () => {
  const list = lister(dated);

  expect(await namesOf(list('', { time: true }))).toEqual(['b', 'c', 'd', 'a']);
  expect(await namesOf(list('', { start: 1 }))).toEqual(['b', 'c', 'd']);
  expect(await namesOf(list('', { start: '3' }))).toEqual(['d']);
  expect(await namesOf(list('', { start: 9 }))).toEqual([]);
  expect(await namesOf(list('', { start: -1 }))).toEqual(['d']);
  for (const limit of [0, -1, '-5']) expect(await list('', { limit })).not.toHaveProperty('more');
  expect(await namesOf(list('', { start: 1, limit: 2, time: true }))).toEqual(['c', 'd']);
});

test('as documented, says that there is more only if the limit has cut something', async () => {
  const list = lister(dated);

  expect(await list('', { limit: 3 })).toMatchObject({ more: true, files: [{}, {}, {}] });
  expect(await list('', { limit: '4' })).not.toHaveProperty('more');
  expect(await list('', { start: 1, limit: 3 })).not.toHaveProperty('more');
});

test('as observed, heeds neither time nor start nor limit', async () => {
  const list = lister(dated, 'observed');

  expect(await namesOf(list('', { time: true, start: 1, limit: 'two' }))).toEqual(['a', 'b', 'c', 'd']);
  expect(await list('', { limit: 1 })).not.toHaveProperty('more');
});

test('refuses a project that shares nothing, or is not there', async () => {
  const { as } = testHub({ project: { public_paths: [{ path: 'A', disabled: true }] } });

  for (const project_id of [PROJECT, UNKNOWN]) {
    const answer = await as('owner')(EVENT, { id: 1, project_id, path: 'A' });
    expect(answer).toEqual({ event: 'error', id: 1, error: 'not_public' });
  }
});

test('refuses what is no UUID in the words of the database, and reads capitals as it does', async () => {
  const { as } = testHub({ project: example });

  const invalid = await as('owner')(EVENT, { id: 1, project_id: 'foo', path: '' });
  const capitals = await as('owner')(EVENT, { project_id: PROJECT.toUpperCase(), path: 'Public' });
  expect(invalid.error).toBe('postgresql Error: invalid input syntax for type uuid: "foo"');
  expect(capitals).toMatchObject({ event: 'public_directory_listing', result: { files: [{}, {}] } });
});

test('of a directory that is not public lists only what is', async () => {
  const list = lister({
    public_paths: [{ path: 'A/B' }, { path: 'top.txt' }, { path: 'off', disabled: true }],
    files: { 'A/B/x': '', 'A/C/y': '', 'A/B.zip': '', 'A/Bx': '', 'top.txt': '', off: '', 'other/z': '' },
  });

  expect(await namesOf(list('A'))).toEqual(['B', 'B.zip']);
  expect(await namesOf(list(''))).toEqual(['top.txt']);
  expect(await list('other')).toEqual({ files: [] });
  expect(await list('A/')).toEqual({ files: [] });
  expect(await list(`../${PROJECT}/A`)).toEqual({ files: [] });
  expect(await namesOf(list('A/B/'))).toEqual(['x']);
});

test('a home directory that is shared lists everything, below whatever slash', async () => {
  const list = lister({ public_paths: [{ path: '' }], files: { 'A/x': '', y: '' } });

  expect(await namesOf(list(''))).toEqual(['A', 'y']);
  expect(await namesOf(list('/A'))).toEqual(['x']);
  expect(await namesOf(list('A/..'))).toEqual(['A', 'y']);
});

test('as documented, a directory that is not there has no files', async () => {
  const list = lister({ public_paths: [{ path: 'A' }], files: { 'A/file': '' } });

  for (const path of ['A/gone', 'A/file', 'gone']) expect(await list(path)).toEqual({ files: [] });
});

test('as observed, a directory that is not there has an error, and no files where it would not be public', async () => {
  const list = lister(
    { public_paths: [{ path: 'A' }], files: { 'A/file': '', 'A/loop': { link: 'loop' } } },
    'observed',
  );
  const missing = (path: string) => `Error: ENOENT: no such file or directory, scandir '${HOME}/${path}'`;

  expect(await list('A/gone')).toEqual({ error: missing('A/gone') });
  expect(await list('gone')).toEqual({ error: missing('gone'), files: [] });
  expect(await list('A/file')).toEqual({ error: `Error: ENOTDIR: not a directory, scandir '${HOME}/A/file'` });
  expect(await list('A/loop')).toEqual({
    error: `Error: ELOOP: too many symbolic links encountered, scandir '${HOME}/A/loop'`,
  });
});

test('starts the project, and touches neither it nor the caller', async () => {
  const { hub, as, clock } = testHub({ project: example });
  clock.advance(60_000);

  await as('owner')(EVENT, { project_id: PROJECT, path: 'Public' });
  const project = hub.state.projects.get(PROJECT);
  expect(project?.state?.state).toBe('running');
  expect(project?.last_edited).toBe(Date.parse(NOW));
  expect(hub.state.accounts.get(OWNER)?.last_active).toBeNull();
});

test('answers for a project that still has to start', async () => {
  const { hub, as } = testHub({ project: example, lifecycle: { kind: 'after', ms: 5000 } });

  const answer = await as('owner')(EVENT, { project_id: PROJECT, path: 'Public' });
  expect(answer.event).toBe('public_directory_listing');
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('starting');
});

test('says by name what is not simulated', async () => {
  const project = { public_paths: [{ path: '' }], files: { 'A/x': '', 'B/out': { link: '/usr' }, '100%': '' } };
  const call = (profile: Profile, body: object) =>
    testHub({ project, profile }).hub.call(
      untyped(`v1/${EVENT}`),
      { project_id: PROJECT, ...body },
      { key: 'sk_owner' },
    );
  const unsimulated = { kind: 'unsimulated', code: 'unsimulated' };

  for (const body of [{ path: '..' }, { path: 'B' }]) {
    expect(await call('documented', body)).toMatchObject(unsimulated);
    expect(await call('observed', body)).toMatchObject(unsimulated);
  }
  for (const body of [
    { path: 'A', start: 'two' },
    { path: 'A', limit: 1.5 },
    { path: 'A', limit: true },
  ]) {
    expect(await call('documented', body)).toMatchObject(unsimulated);
  }
  for (const path of ['a?b', 'a#b', '100%', 'a\\b', ' a', 'a ']) {
    expect(await call('documented', { path })).toMatchObject({ kind: 'success' });
    expect(await call('observed', { path })).toMatchObject(unsimulated);
  }
});

test('says by name that a project which shares something is not there', async () => {
  const { hub } = testHub();
  const shared = { project_id: UNKNOWN, path: 'A', description: null, disabled: null, unlisted: null, license: null };
  hub.update((state) =>
    put(state, 'publicPaths', {
      ...shared,
      id: publicPathId(UNKNOWN, 'A'),
      created: null,
      last_edited: null,
      columns: {},
    }),
  );

  const answer = await hub.call(untyped(`v1/${EVENT}`), { project_id: UNKNOWN, path: 'A' }, { key: 'sk_owner' });
  expect(answer).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
});

/** Lists one project's directories: what the answers hold. */
function lister(project: WorldProject, profile: Profile = 'documented') {
  const { as } = testHub({ project, profile });
  return async (path: string, options: object = {}) =>
    (await as('other')(EVENT, { project_id: PROJECT, path, ...options })).result;
}

async function namesOf(result: Promise<unknown>): Promise<string[]> {
  return ((await result) as { files: { name: string }[] }).files.map(({ name }) => name);
}
