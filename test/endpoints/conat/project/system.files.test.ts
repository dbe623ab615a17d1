import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { NOW, PROJECT, testHub } from '../../../hub.ts';

const HOME = `/projects/${PROJECT}`;
const SECONDS = Date.parse(NOW) / 1000;
const UNSIMULATED = { error: expect.stringContaining('cocalc-mock-hub does not simulate') };

/** The owner's calls, on a project with these files. */
function project(files: object = {}) {
  const { hub, as, projectAs, clock } = testHub({ project: { files: files as never } });
  const call = (name: string, ...args: Json[]) => projectAs('owner')(`system.${name}`, ...args);
  const exec = async (command: string) => ((await call('exec', { command, bash: true })) as JsonObject).stdout;
  return { hub, as, clock, call, exec };
}

function failed(words: string) {
  return { error: `Error: ${words}` };
}

test('writes a text and reads it, as v1 and commands do', async () => {
  const { call, exec, as } = project();

  expect(await call('writeTextFileToProject', { path: 'w/x.txt', content: 'hello ✓\n' })).toBeNull();
  expect(await call('readTextFileFromProject', { path: 'w/x.txt' })).toBe('hello ✓\n');
  expect(await call('readTextFileFromProject', { path: `${HOME}/w/../w/x.txt` })).toBe('hello ✓\n');
  expect(await exec('cat w/x.txt')).toBe('hello ✓\n');
  expect(await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'w/x.txt' })).toMatchObject({
    content: 'hello ✓\n',
  });
  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'v1.txt', content: 'from v1' });
  expect(await call('readTextFileFromProject', { path: 'v1.txt' })).toBe('from v1');
});

test('says what Node says of a file that cannot be read or written, with the path as it was sent', async () => {
  const { call } = project({ 'a.txt': 'x', 'd/e': '', secret: { content: 'x', mode: 0o200 }, loop: { link: 'loop' } });
  const read = (path: string) => call('readTextFileFromProject', { path });
  const write = (path: string) => call('writeTextFileToProject', { path, content: '' });

  expect(await read('w/no.txt')).toEqual(failed("ENOENT: no such file or directory, open 'w/no.txt'"));
  expect(await read('a.txt/b')).toEqual(failed("ENOTDIR: not a directory, open 'a.txt/b'"));
  expect(await read('d')).toEqual(failed('EISDIR: illegal operation on a directory, read'));
  expect(await read('secret')).toEqual(failed("EACCES: permission denied, open 'secret'"));
  expect(await read('loop')).toEqual(failed("ELOOP: too many symbolic links encountered, open 'loop'"));
  expect(await read('x'.repeat(256))).toEqual(failed(`ENAMETOOLONG: name too long, open '${'x'.repeat(256)}'`));
  expect(await write('d')).toEqual(failed("EISDIR: illegal operation on a directory, open 'd'"));
  expect(await write('a.txt/b')).toEqual(failed("ENOTDIR: not a directory, open 'a.txt/b'"));
  expect(await read('/etc/passwd')).toEqual(UNSIMULATED);
  expect(await read('../../etc/passwd')).toEqual(UNSIMULATED);
  expect(await write('/tmp/x')).toEqual(UNSIMULATED);
});

test('lists a directory with sizes in bytes or entries, and times in seconds', async () => {
  const { call } = project({ 'a.txt': 'four', 'd/.x': '', 'd/y': '', '.hidden': '', link: { link: 'a.txt' } });
  const listing = (options: JsonObject) => call('listing', options);

  expect(await listing({ path: '' })).toEqual([
    { name: 'a.txt', mtime: SECONDS, size: 4 },
    { name: 'd', mtime: SECONDS, isdir: true, size: 1 },
    { name: 'link', issymlink: true, link_target: 'a.txt', mtime: SECONDS, size: 4 },
  ]);
  expect(await listing({ path: '', hidden: true })).toMatchObject([
    { name: '.hidden' },
    { name: 'a.txt' },
    { name: 'd', size: 2 },
    { name: 'link' },
  ]);
  expect(await listing({ path: 'd/../d/' })).toEqual([{ name: 'y', mtime: SECONDS, size: 0 }]);
  expect(await listing({ path: 'no/' })).toEqual(failed(`ENOENT: no such file or directory, opendir '${HOME}/no/'`));
  expect(await listing({ path: 'd/../no' })).toEqual(failed(`ENOENT: no such file or directory, opendir '${HOME}/no'`));
  expect(await listing({ path: 'a.txt' })).toEqual(failed(`ENOTDIR: not a directory, opendir '${HOME}/a.txt'`));
  expect(await listing({ path: '..' })).toEqual(UNSIMULATED);
});

test('deletes files and whole directories; those that are not there do not matter', async () => {
  const { call, exec } = project({ 'a.txt': '', 'd/e/f': '', link: { link: 'd' }, keep: '' });

  expect(await call('deleteFiles', { paths: ['no', 'no/x', 'a.txt', 'link', 'd/'] })).toBeNull();
  expect(await exec('ls -A')).toBe('keep\n');
});

test('deletes what comes before a path below a file, and a file whose path ends in a slash', async () => {
  const { call, exec } = project({ 'a.txt': '', 'b.txt': '', 'c.txt': '' });

  expect(await call('deleteFiles', { paths: ['b.txt', 'a.txt/x', 'c.txt'] })).toEqual(
    failed(`ENOTDIR: not a directory, lstat '${HOME}/a.txt/x'`),
  );
  expect(await exec('ls')).toBe('a.txt\nc.txt\n');
  expect(await call('deleteFiles', { paths: ['a.txt/'] })).toEqual(
    failed(`ENOTDIR: not a directory, lstat '${HOME}/a.txt/..sage-chat'`),
  );
  expect(await exec('ls')).toBe('c.txt\n');
});

test('deletes nothing at all where one of the files has hidden companions, which may go with it', async () => {
  const { call, exec } = project({ 'a.txt': '', 'b.txt': '', '.b.txt.sage-chat': '' });

  expect(await call('deleteFiles', { paths: ['a.txt', 'b.txt'] })).toEqual(UNSIMULATED);
  expect(await exec('ls')).toBe('a.txt\nb.txt\n');
  expect(await call('deleteFiles', { paths: [''] })).toEqual(UNSIMULATED);
});

test('moves and renames files and directories, with all that is in them', async () => {
  const { call, exec } = project({ 'w/x.txt': 'x', 'd/e': 'e', 'sub/s': '' });

  expect(await call('renameFile', { src: 'w/x.txt', dest: 'w/y.txt' })).toBeNull();
  expect(await call('renameFile', { src: 'no', dest: 'no' })).toBeNull();
  expect(await call('moveFiles', { paths: ['w/y.txt', 'd'], dest: 'sub' })).toBeNull();
  expect(await exec('find . -type f | sort; cat sub/y.txt sub/d/e')).toBe('./sub/d/e\n./sub/s\n./sub/y.txt\nxe');
  expect(await call('moveFiles', { paths: ['sub/d'], dest: '' })).toBeNull();
  expect(await exec('cat d/e')).toBe('e');
});

test('does not say what happens where something has the name already', async () => {
  const { call, exec } = project({ 'a.txt': 'a', 'b.txt': 'b', 'd/a.txt': '' });

  expect(await call('renameFile', { src: 'a.txt', dest: 'b.txt' })).toEqual(UNSIMULATED);
  expect(await call('moveFiles', { paths: ['b.txt', 'a.txt'], dest: 'd' })).toEqual(UNSIMULATED);
  expect(await call('moveFiles', { paths: ['a.txt'], dest: 'b.txt' })).toEqual(
    failed(`ENOTDIR: not a directory, lstat '${HOME}/b.txt/a.txt'`),
  );
  expect(await exec('cat a.txt b.txt')).toBe('ab');
});

const NO_PREFIX = "Cannot read properties of null (reading 'startsWith')";
const SAME = { error: 'Error: Source and destination must not be the same.' };

test.each<[string, JsonObject, Json]>([
  ['renameFile', { src: 'b.txt', dest: 'b.txt' }, null],
  ['renameFile', { src: 'a.txt/', dest: './a.txt' }, failed(`ENOTDIR: not a directory, lstat '${HOME}/a.txt/'`)],
  ['renameFile', { src: './a.txt', dest: 'a.txt' }, SAME],
  ['renameFile', { src: 'no', dest: 'c' }, failed(`ENOENT: no such file or directory, lstat '${HOME}/no'`)],
  ['renameFile', { src: '~/a', dest: 'd/e/f' }, failed(`ENOENT: no such file or directory, lstat '${HOME}/~/a'`)],
  [
    'renameFile',
    { src: 'd', dest: 'd/e' },
    { error: `Error: Cannot move '${HOME}/d' to a subdirectory of itself, '${HOME}/d/e'.` },
  ],
  ['renameFile', { src: null, dest: 'd' }, { error: `TypeError: ${NO_PREFIX}` }],
  [
    'moveFiles',
    { paths: ['nosuch'], dest: 'nodir' },
    failed(`ENOENT: no such file or directory, lstat '${HOME}/nosuch'`),
  ],
  ['moveFiles', { paths: ['./a.txt'], dest: '' }, SAME],
  [
    'moveFiles',
    { paths: ['.'], dest: 'x' },
    { error: `Error: Cannot move '${HOME}' to a subdirectory of itself, '${HOME}/x/${PROJECT}'.` },
  ],
  ['moveFiles', { paths: [''], dest: null }, { error: `TypeError: ${NO_PREFIX}` }],
])('%s %j answers %j, and moves nothing', async (name, options, answer) => {
  const { call, exec } = project({ 'a.txt': 'a', 'b.txt': 'b', 'd/x': '' });

  expect(await call(name, options)).toEqual(answer);

  expect(await exec('ls; ls d')).toBe('a.txt\nb.txt\nd\nx\n');
});

test('makes the folder that files are moved to, and the way of a new name', async () => {
  const { call, exec } = project({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });

  expect(await call('moveFiles', { paths: ['b.txt'], dest: 'nodir' })).toBeNull();
  expect(await call('moveFiles', { paths: ['c.txt'], dest: 'no/../other' })).toBeNull();
  expect(await call('renameFile', { src: 'a.txt', dest: 'new/a' })).toBeNull();

  expect(await exec('cat nodir/b.txt other/c.txt new/a; ls')).toBe('bcanew\nnodir\nother\n');
});

const DATA =
  'TypeError [ERR_INVALID_ARG_TYPE]: The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received';

test.each<[JsonObject, string]>([
  [{ path: 'z/x', content: null }, `${DATA} null`],
  [{ path: 'z/x' }, `${DATA} undefined`],
  [{ path: 'z/x', content: 5 }, `${DATA} type number (5)`],
  [{ path: 'z/x', content: ['a'] }, `${DATA} an instance of Array`],
  [{ path: 'z/x', content: {} }, `${DATA} an instance of Object`],
])('a content that is no text is refused once the folder is made: %j', async (options, error) => {
  const { call, exec } = project();

  expect(await call('writeTextFileToProject', options)).toEqual({ error });

  expect(await exec('ls; ls z')).toBe('z\n');
});

test.each<[JsonObject, string]>([
  [{ path: null, content: 'x' }, "TypeError: Cannot read properties of null (reading 'length')"],
  [{ content: 'x' }, "TypeError: Cannot read properties of undefined (reading 'length')"],
  [{ path: 5, content: 'x' }, 'TypeError: path.startsWith is not a function'],
  [{ path: '', content: 'x' }, "Error: ENOENT: no such file or directory, open ''"],
  [{ path: 'd/../a.txt', content: 'x' }, "Error: ENOENT: no such file or directory, open 'd/../a.txt'"],
  [{ path: 'd/e/../../a.txt', content: 'x' }, "Error: ENOENT: no such file or directory, open 'd/e/../../a.txt'"],
  [{ path: 'f/g/h', content: 'x' }, `Error: ENOTDIR: not a directory, mkdir '${HOME}/f/g'`],
])('writes nothing for %j', async (options, error) => {
  const { call, exec } = project({ f: '' });

  expect(await call('writeTextFileToProject', options)).toEqual({ error });

  expect(await exec('ls')).toBe('f\n');
});

const PATH = 'TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string';

test.each<[string, Json, string]>([
  ['listing', { path: null }, `${PATH}. Received null`],
  ['listing', { path: 5 }, `${PATH}. Received type number (5)`],
  ['readTextFileFromProject', { path: null }, `${PATH} or an instance of Buffer or URL. Received null`],
  ['readTextFileFromProject', { path: 5 }, `${PATH} or an instance of Buffer or URL. Received type number (5)`],
  ['readTextFileFromProject', { path: '' }, "Error: ENOENT: no such file or directory, open ''"],
  ['canonicalPaths', [5], `${PATH.replace('path', 'paths[0]')}. Received type number (5)`],
  ['canonicalPaths', ['./no'], `Error: ENOENT: no such file or directory, realpath '${HOME}/no'`],
  ['canonicalPaths', ['d/../no'], `Error: ENOENT: no such file or directory, realpath '${HOME}/no'`],
  ['realpath', 'd/../no', `Error: ENOENT: no such file or directory, realpath '${HOME}/d/../no'`],
])('%s of %j is refused', async (name, given, error) => {
  expect(await project().call(name, given)).toEqual({ error });
});

test('tells where paths lead, links followed; those that lead out of the home directory come back', async () => {
  const { call } = project({ 'sub/a': '', l: { link: 'sub' }, out: { link: '/tmp' }, dangling: { link: 'no' } });

  expect(await call('realpath', 'l/./a')).toBe('sub/a');
  expect(await call('realpath', '')).toBe('');
  expect(await call('realpath', '.')).toBe('.');
  expect(await call('canonicalPaths', ['no/../sub/a'])).toEqual(['sub/a']);
  expect(await call('realpath', 'out')).toBe('out');
  expect(await call('realpath', '..')).toBe('..');
  expect(await call('realpath', 'dangling')).toEqual(
    failed(`ENOENT: no such file or directory, realpath '${HOME}/dangling'`),
  );
  expect(await call('realpath', '../../etc/passwd')).toEqual(UNSIMULATED);
  expect(await call('canonicalPaths', ['l', 'sub'])).toEqual(['sub', 'sub']);
  expect(await call('canonicalPaths', ['sub', 'nosuch'])).toEqual(
    failed(`ENOENT: no such file or directory, realpath '${HOME}/nosuch'`),
  );
  expect(await call('canonicalPaths', [])).toEqual([]);
});

test('nothing is beside the home directory, and what would be made there is refused by name', async () => {
  const { call } = project({ up: { link: '..' } });
  const shared = { error: expect.stringContaining('it leads to the directory of all projects') };
  const write = (path: string, content: Json = 'x') => call('writeTextFileToProject', { path, content });

  expect(await call('readTextFileFromProject', { path: '../x' })).toEqual(
    failed("ENOENT: no such file or directory, open '../x'"),
  );
  expect(await call('readTextFileFromProject', { path: 'up/x/y' })).toEqual(
    failed("ENOENT: no such file or directory, open 'up/x/y'"),
  );
  expect(await call('listing', { path: '../x' })).toEqual(
    failed("ENOENT: no such file or directory, opendir '/projects/x'"),
  );
  expect(await call('realpath', '../x')).toEqual(failed(`ENOENT: no such file or directory, realpath '${HOME}/../x'`));
  expect(await call('deleteFiles', { paths: ['../x'] })).toBeNull();
  expect(await write('../x', 5)).toEqual({
    error:
      'TypeError [ERR_INVALID_ARG_TYPE]: The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)',
  });
  expect(await write('../x')).toEqual(shared);
  expect(await write('../x/y')).toEqual(shared);
  expect(await call('listing', { path: '..' })).toEqual(UNSIMULATED);
  expect(await call('readTextFileFromProject', { path: `../${PROJECT}/no` })).toEqual(
    failed(`ENOENT: no such file or directory, open '../${PROJECT}/no'`),
  );
});

test('a slash at the end of what is moved leaves no name for it in the folder', async () => {
  const { call } = project({ 'd/x': '', f: '' });
  const move = (path: string, dest: string) => call('moveFiles', { paths: [path], dest });

  expect(await move('d/', 'd')).toEqual(failed('Source and destination must not be the same.'));
  expect(await call('renameFile', { src: 'd/', dest: './d' })).toEqual(
    failed('Source and destination must not be the same.'),
  );
  expect(await move('d/', 'other')).toEqual(UNSIMULATED);
  expect(await move('no/', 'other')).toEqual(failed(`ENOENT: no such file or directory, lstat '${HOME}/no/'`));
  expect(await move('f/', 'other')).toEqual(failed(`ENOTDIR: not a directory, lstat '${HOME}/f/'`));
  expect(await move('f', 'f')).toEqual(failed(`ENOTDIR: not a directory, lstat '${HOME}/f/f'`));
});

test('a folder whose name looks like that of a file is moved onto itself', async () => {
  const { call, exec } = project();
  // The folder is made though nothing is written.
  await call('writeTextFileToProject', { path: 'a.txt/', content: null });

  expect(await call('renameFile', { src: 'a.txt/', dest: './a.txt' })).toEqual(SAME);
  expect(await call('moveFiles', { paths: ['a.txt/'], dest: 'a.txt' })).toEqual(SAME);

  expect(await exec('ls -F')).toBe('a.txt/\n');
});

test('hostile paths are refused by name, and soon', async () => {
  const { call } = project({ 'a.txt': '' });
  const deep = 'x/'.repeat(50_000);

  expect(await call('readTextFileFromProject', { path: 'a\0b' })).toEqual(UNSIMULATED);
  expect(await call('listing', { path: 'a\0b' })).toEqual(UNSIMULATED);
  expect(await call('writeTextFileToProject', { path: 'a\0b', content: '' })).toEqual(UNSIMULATED);
  for (const path of ['a\0b', 5, null, ['a'], {}] as Json[]) {
    expect(await call('realpath', path), JSON.stringify(path)).toEqual(UNSIMULATED);
  }
  for (const name of ['listing', 'deleteFiles', 'moveFiles', 'renameFile', 'signal', 'terminate']) {
    expect(await call(name), name).toEqual(UNSIMULATED);
  }
  expect(await call('readTextFileFromProject', { path: deep })).toMatchObject({
    error: expect.stringContaining('ENAMETOOLONG'),
  });
  expect(await call('writeTextFileToProject', { path: deep, content: '' })).toEqual(UNSIMULATED);
  expect(await call('deleteFiles', { paths: Array.from({ length: 10_000 }, String) })).toBeNull();
});

test('tells its version, ends services that nothing depends on, and closes what is not open', async () => {
  const { call, hub } = project();

  expect(await call('version')).toBe(1_783_081_032);
  expect(await call('terminate', { service: 'listings' })).toEqual({ status: 'terminated', service: 'listings' });
  expect(await call('terminate', { service: 'nosuch' })).toEqual({ error: 'Unknown service nosuch' });
  expect(await call('terminate', { service: 'api' })).toEqual(UNSIMULATED);
  expect(await call('configuration', 'main')).toEqual(UNSIMULATED);
  const close = { name: 'sync.close', args: ['a.txt'], project_id: PROJECT };
  expect((await hub.call('conat/project', close, { key: 'sk_owner' })).body).toBeNull();
});
