import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFiles } from '../../../../src/core/files/project-files.ts';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import type { WorldProject } from '../../../../src/hub/world/shape.ts';
import { copyHub, SOURCE, TARGET } from '../../../copies.ts';
import { UNKNOWN } from '../../../hub.ts';
import { nodesOf, someTree } from '../../../trees.ts';

type Files = NonNullable<WorldProject['files']>;

const OLD = '2001-01-01T00:00:00.000Z';
const NO_UUID = { error: "Error: invalid account_id or project_id -- all must be valid uuid's" };

/** A hub with two projects, a way to copy between them, and what the second then holds, by path. */
function copying(files: Files, target: Files = {}, more: Parameters<typeof copyHub>[0] = {}) {
  const world = copyHub({ files, target, ...more });
  const hub = world.hub;
  const copy = async (request: JsonObject, caller = 'owner'): Promise<Json> => {
    const body = {
      name: 'projects.copyPathBetweenProjects',
      args: [{ src_project_id: SOURCE, target_project_id: TARGET, ...request }],
    };
    return (await hub.call('conat/hub', body, { key: `sk_${caller}` })).body;
  };
  const targetPaths = () => {
    const project = hub.state.projects.get(TARGET);
    return project === undefined ? [] : nodesOf(project.files).map(([path]) => path);
  };
  return { ...world, copy, targetPaths };
}

const HOME = {
  'a.txt': 'one\n',
  'd/b.txt': 'two\n',
  'd/e/c.txt': 'three\n',
  'sp ace/f g.txt': 'sp\n',
  link: { link: 'a.txt' },
  empty: '',
};

test('copies a file to its path, to another one, or into a directory that is there', async () => {
  const { copy, filesOf } = copying(HOME);

  expect(await copy({ src_path: 'a.txt' })).toBe(null);
  expect(await copy({ src_path: 'a.txt', target_path: 'x/y/z.txt' })).toBe(null);
  expect(await copy({ src_path: 'a.txt', target_path: 'intodir/' })).toBe(null);
  expect(await copy({ src_path: 'a.txt', target_path: 'x' })).toBe(null);
  expect(await copy({ src_path: '/d/../a.txt', target_path: '' })).toBe(null);

  expect(filesOf(TARGET)).toEqual({
    'a.txt': 'one\n',
    'x/y/z.txt': 'one\n',
    intodir: 'one\n',
    'x/a.txt': 'one\n',
  });
});

test('copies what a directory holds into the directory that the path is, or becomes', async () => {
  const { copy, filesOf } = copying(HOME, { 'x/y/z.txt': 'z' });

  expect(await copy({ src_path: 'd' })).toBe(null);
  expect(await copy({ src_path: 'd/', target_path: 'd2/' })).toBe(null);
  expect(await copy({ src_path: 'd', target_path: 'x' })).toBe(null);
  expect(await copy({ src_path: 'sp ace' })).toBe(null);

  expect(Object.keys(filesOf(TARGET)).sort()).toEqual(
    ['d/b.txt', 'd/e/c.txt', 'd2/b.txt', 'd2/e/c.txt', 'sp ace/f g.txt', 'x/b.txt', 'x/e/c.txt', 'x/y/z.txt'].sort(),
  );
});

test('copies the whole home directory, with what API v1 leaves out', async () => {
  const { copy, targetPaths } = copying({ 'a.txt': 'a', '.smc/log': '', 'x.sage-history': '' });

  expect(await copy({ src_path: '', target_path: 'home' })).toBe(null);
  expect(await copy({ src_path: '.', target_path: 'dot' })).toBe(null);

  const inside = ['a.txt', '.smc', '.smc/log', 'x.sage-history'];
  expect(targetPaths().sort()).toEqual(
    ['home', 'dot'].flatMap((name) => [name, ...inside.map((path) => `${name}/${path}`)]).sort(),
  );
});

test('copies within a project, and never a thing onto itself, be it there or not', async () => {
  const { hub, copy, filesOf } = copying(HOME);
  const request = { src_path: 'a.txt', target_project_id: null };
  const before = hub.state.projects;

  expect(await copy(request)).toBe(null);
  expect(await copy({ ...request, target_path: './d/../a.txt/' })).toBe(null);
  expect(await copy({ ...request, src_path: 'nosuch.txt' })).toBe(null);
  expect(await copy({ ...request, target_project_id: SOURCE })).toBe(null);
  expect(hub.state.projects).toBe(before);

  expect(await copy({ ...request, target_path: 'copy.txt' })).toBe(null);
  expect(await copy({ ...request, target_project_id: SOURCE, target_path: 'copy2.txt' })).toBe(null);
  expect(filesOf(SOURCE)).toMatchObject({ 'copy.txt': 'one\n', 'copy2.txt': 'one\n' });
});

test('copies links as links, and what a link to a directory leads to', async () => {
  const { hub, copy, targetPaths } = copying({ ...HOME, folder: { link: 'd' } });

  expect(await copy({ src_path: 'link' })).toBe(null);
  expect(await copy({ src_path: 'folder' })).toBe(null);

  expect(targetPaths().sort()).toEqual(['folder', 'folder/b.txt', 'folder/e', 'folder/e/c.txt', 'link']);
  expect(hub.state.projects.get(TARGET)?.files.entries.get('link')).toMatchObject({ kind: 'symlink', target: 'a.txt' });
});

test('keeps a newer file of the target unless told otherwise', async () => {
  const { copy, filesOf } = copying({ 'a.txt': { content: 'changed', modified: OLD } }, { 'a.txt': 'one' });

  expect(await copy({ src_path: 'a.txt' })).toBe(null);
  expect(filesOf(TARGET)).toEqual({ 'a.txt': 'one' });

  expect(await copy({ src_path: 'a.txt', overwrite_newer: true })).toBe(null);
  expect(filesOf(TARGET)).toEqual({ 'a.txt': 'changed' });
});

test('deletes what the source lacks, and keeps what it replaces, only when told so', async () => {
  const target = { 'd/b.txt': { content: 'old', modified: OLD }, 'd/more.txt': 'more' };
  const after = async (options: JsonObject) => {
    const { copy, filesOf } = copying({ 'd/b.txt': 'two' }, target);
    expect(await copy({ src_path: 'd', ...options })).toBe(null);
    return filesOf(TARGET);
  };

  expect(await after({})).toEqual({ 'd/b.txt': 'two', 'd/more.txt': 'more' });
  expect(await after({ delete_missing: true })).toEqual({ 'd/b.txt': 'two' });
  expect(await after({ backup: true })).toEqual({ 'd/b.txt': 'two', 'd/b.txt~': 'old', 'd/more.txt': 'more' });
});

test('leaves out what patterns name, on both sides', async () => {
  const files = { 'd/a.txt': '', 'd/e/c.txt': '', 'd/e/c.md': '', 'd/build/x.md': '', 'd/e/build': '' };
  const after = async (exclude: Json, target: Files = {}) => {
    const { copy, targetPaths } = copying(files, target);
    expect(await copy({ src_path: 'd', target_path: 't', exclude, delete_missing: true })).toBe(null);
    return targetPaths()
      .filter((path) => path !== 't')
      .map((path) => path.slice(2))
      .sort();
  };

  expect(await after(['*.txt'])).toEqual(['build', 'build/x.md', 'e', 'e/build', 'e/c.md']);
  expect(await after(['build/'])).toEqual(['a.txt', 'e', 'e/build', 'e/c.md', 'e/c.txt']);
  expect(await after(['/e', 'b*'])).toEqual(['a.txt']);
  expect(await after(['e/c.*', '[!a]?txt', ''])).toEqual(['a.txt', 'build', 'build/x.md', 'e', 'e/build']);
  expect(await after(['e/**'])).toEqual(['a.txt', 'build', 'build/x.md', 'e']);
  expect(await after([], { 't/kept.txt': '', 't/gone.md': '' })).not.toContain('kept.txt');
  expect(await after(['*.txt'], { 't/kept.txt': '', 't/gone.md': '' })).toEqual([
    'build',
    'build/x.md',
    'e',
    'e/build',
    'e/c.md',
    'kept.txt',
  ]);
});

test('starts and marks neither project, and takes a limit of time', async () => {
  const { hub, clock, copy } = copying(HOME);
  clock.advance(60_000);
  const marks = () => hub.state.projects.rows.map(({ state, last_edited }) => ({ state, last_edited })).toJS();
  const before = marks();

  expect(await copy({ src_path: 'd', timeout: 30, bwlimit: 1000, scheduled: '2030', public: true })).toBe(null);

  expect(marks()).toEqual(before);
  expect(hub.state.copies.size).toBe(0);
});

test('names what is missing by its path on the server', async () => {
  const { copy } = copying({ ...HOME, nowhere: { link: 'nosuch' }, loop: { link: 'loop' } });
  const fault = (words: string, path: string) => ({ error: `Error: ${words}, stat '/projects/${SOURCE}/${path}'` });
  const missing = 'ENOENT: no such file or directory';

  expect(await copy({ src_path: 'nosuch.txt' })).toEqual(fault(missing, 'nosuch.txt'));
  expect(await copy({ src_path: '/etc/hostname' })).toEqual(fault(missing, 'etc/hostname'));
  expect(await copy({ src_path: 'nowhere' })).toEqual(fault(missing, 'nowhere'));
  expect(await copy({ src_path: 'a.txt/b' })).toEqual(fault('ENOTDIR: not a directory', 'a.txt/b'));
  expect(await copy({ src_path: 'loop' })).toEqual(fault('ELOOP: too many symbolic links encountered', 'loop'));
  expect(await copy({ src_path: 'x'.repeat(256) })).toEqual(fault('ENAMETOOLONG: name too long', 'x'.repeat(256)));
});

test('refuses paths that leave the home directory', async () => {
  const { copy } = copying(HOME);

  expect(await copy({ src_path: '../x' })).toEqual({
    error: 'Error: source path must be contained in project home dir',
  });
  expect(await copy({ src_path: 'a.txt', target_path: '../../x' })).toEqual({
    error: 'Error: target path must be contained in target project home dir',
  });
  expect(await copy({ src_path: 'a.txt', target_path: `../${TARGET}x` })).toEqual({
    error: expect.stringContaining('it is beside the home directory of the project'),
  });
  expect(await copy({ src_path: `../${SOURCE}x`, target_path: 'x' })).toEqual({
    error: `Error: ENOENT: no such file or directory, stat '/projects/${SOURCE}x'`,
  });
});

test('needs a directory to copy into, and makes none where something else is', async () => {
  const { hub, copy } = copying(HOME, { 'a.txt': '', dangling: { link: 'nosuch' } });
  const before = hub.state.projects;
  const failed = { error: 'Error: child exited with code 1' };

  expect(await copy({ src_path: 'd', target_path: 'a.txt' })).toEqual(failed);
  expect(await copy({ src_path: 'a.txt', target_path: 'a.txt/b/c' })).toEqual(failed);
  expect(await copy({ src_path: 'd', target_path: 'dangling' })).toEqual(failed);
  expect(await copy({ src_path: 'a.txt', target_path: 'dangling/x' })).toEqual(failed);
  expect(hub.state.projects).toBe(before);
});

test('says in the words of rsync what could not be replaced, and keeps what was copied', async () => {
  const { copy, filesOf } = copying({ 'd/a': 'a', 'd/b': 'b' }, { 'd/b/full': '' });

  expect(await copy({ src_path: 'd', timeout: 5, exclude: ['x'], backup: true })).toEqual({
    error: [
      'Error: WARNING: copy exited with an error -- could not make way for new regular file: b',
      'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338) [sender=3.2.7]',
      ` -- "rsync -zaxs --omit-link-times --exclude x --update --backup --timeout=5 /projects/${SOURCE}/d/ /projects/${TARGET}/d/"`,
    ].join('\n'),
  });
  expect(filesOf(TARGET)).toEqual({ 'd/a': 'a', 'd/b/full': '' });
});

test('asks for membership in both projects, and for ids', async () => {
  const { hub, copy } = copying(HOME, {}, { source: { users: { owner: 'owner', copier: 'collaborator' } } });
  const before = hub.state.projects;
  const src_path = 'a.txt';
  const fromOther = { error: 'Error: user must be collaborator on source project' };
  const toOther = { error: 'Error: user must be collaborator on target project' };

  for (const caller of ['other', 'viewer', 'writer', 'admin'])
    expect(await copy({ src_path }, caller)).toEqual(fromOther);
  expect(await copy({ src_path, src_project_id: UNKNOWN })).toEqual(fromOther);
  expect(await copy({ src_path, target_project_id: UNKNOWN })).toEqual(toOther);
  expect(await copy({ src_path, src_project_id: TARGET, target_project_id: SOURCE }, 'writer')).toEqual(toOther);
  for (const src_project_id of ['abc', null, 5]) expect(await copy({ src_path, src_project_id })).toEqual(NO_UUID);
  expect(await copy({ src_path, target_project_id: 'abc' })).toEqual(NO_UUID);
  expect(await copy({ src_path, target_project_id: '' })).toEqual({ error: 'Error: target_project_id= is invalid' });
  expect(await copy({})).toEqual({ error: 'Error: path must be specified' });
  expect(await copy({ src_path: null, target_project_id: '' })).toEqual({ error: 'Error: path must be specified' });
  expect(hub.state.projects).toBe(before);

  expect(await copy({ src_path }, 'copier')).toBe(null);
});

test('refuses what is no list of patterns, and by name what is not simulated', async () => {
  const { copy } = copying(HOME);

  expect(await copy({ src_path: 'd', exclude: 5 })).toEqual({ error: 'TypeError: opts.exclude is not iterable' });
  expect(await copy({ src_path: 5 })).toEqual({
    error: 'TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string. Received type number (5)',
  });
  for (const [options, what] of [
    [{ exclude: [5] }, 'the parameter "exclude" as anything but text'],
    [{ exclude: ['+ x'] }, "the pattern '+ x'"],
    [{ exclude: ['[[:alpha:]]'] }, "the pattern '[[:alpha:]"],
    [{ timeout: 'long' }, 'the option "timeout" as anything but a number'],
    [{ debug_delay_ms: 5 }, 'the option "debug_delay_ms"'],
  ] as const) {
    expect(await copy({ src_path: 'd', ...(options as JsonObject) })).toEqual({ error: expect.stringContaining(what) });
  }
});

test('copying the same thing again changes nothing, nor does a copy that is refused', async () => {
  const path = fc.constantFrom('', 'a', 'b', 'a/a', 'ü', '.sage', '../x', 'nosuch');
  const options = fc.record(
    {
      overwrite_newer: fc.boolean(),
      delete_missing: fc.boolean(),
      exclude: fc.subarray(['*~', 'a', '/b', '.cache/', 'a/b']),
      target_path: path,
    },
    { requiredKeys: [] },
  );

  const lawful = fc.asyncProperty(someTree, someTree, path, options, async (source, target, src_path, request) => {
    const { hub, copy } = copying({});
    hub.update((state) => withFiles(withFiles(state, SOURCE, source), TARGET, target));
    const files = () => hub.state.projects.rows.map((project) => project.files);
    const before = files();

    const answer = await copy({ src_path, ...request });
    const once = files();
    expect(once.get(SOURCE)).toBe(before.get(SOURCE));
    if (answer !== null && !JSON.stringify(answer).includes('rsync')) {
      expect(once.get(TARGET)).toBe(before.get(TARGET));
    }

    const again = await copy({ src_path, ...request });
    // A link that is copied to where it leads leads to itself from then on, which is refused by name.
    if (!JSON.stringify(again).includes('refused with ELOOP')) expect(again).toEqual(answer);
    expect(files().get(TARGET)).toBe(once.get(TARGET));
  });

  await fc.assert(lawful, { numRuns: 300 });
});

test('copies what API v1 would, but for the names that only that leaves out', async () => {
  const files = { 'd/b.txt': 'two', 'd/e/c.txt': { content: 'three', modified: OLD } };
  const target = { 'd/e/c.txt': 'newer', 'd/own.txt': 'own' };
  const request = { src_project_id: SOURCE, src_path: 'd', target_project_id: TARGET };
  const [conat, v1] = [copying(files, target), copying(files, target)];

  await conat.copy({ src_path: 'd' });
  await v1.as('owner')('copy_path_between_projects', request);

  expect(conat.filesOf(TARGET)).toEqual(v1.filesOf(TARGET));
});
