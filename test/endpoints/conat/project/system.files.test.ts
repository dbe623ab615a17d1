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
  expect(await listing({ path: 'no/' })).toEqual(failed(`ENOENT: no such file or directory, opendir '${HOME}/no'`));
  expect(await listing({ path: 'a.txt' })).toEqual(failed(`ENOTDIR: not a directory, opendir '${HOME}/a.txt'`));
  expect(await listing({ path: '..' })).toEqual(UNSIMULATED);
});

test('deletes files and whole directories; those that are not there do not matter', async () => {
  const { call, exec } = project({ 'a.txt': '', 'd/e/f': '', link: { link: 'd' }, keep: '' });

  expect(await call('deleteFiles', { paths: ['no', 'a.txt', 'link', 'keep/x', 'd'] })).toBeNull();
  expect(await exec('ls -A')).toBe('keep\n');
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
  expect(await call('moveFiles', { paths: ['w/y.txt', 'd/'], dest: 'sub' })).toBeNull();
  expect(await exec('find . -type f | sort; cat sub/y.txt sub/d/e')).toBe('./sub/d/e\n./sub/s\n./sub/y.txt\nxe');
  expect(await call('moveFiles', { paths: ['sub/d'], dest: '' })).toBeNull();
  expect(await exec('cat d/e')).toBe('e');
});

test('does not say what happens where something has the name already, or nothing can be moved', async () => {
  const { call, exec } = project({ 'a.txt': 'a', 'b.txt': 'b', 'd/a.txt': '' });

  for (const given of [
    { src: 'a.txt', dest: 'b.txt' },
    { src: 'no', dest: 'c' },
    { src: 'a.txt', dest: 'no/c' },
    { src: 'd', dest: 'd/e' },
  ]) {
    expect(await call('renameFile', given), given.dest).toEqual(UNSIMULATED);
  }
  expect(await call('moveFiles', { paths: ['b.txt', 'a.txt'], dest: 'd' })).toEqual(UNSIMULATED);
  expect(await call('moveFiles', { paths: ['a.txt'], dest: 'b.txt' })).toEqual(UNSIMULATED);
  expect(await exec('cat a.txt b.txt')).toBe('ab');
});

test('tells where paths lead, links followed; those that lead out of the home directory come back', async () => {
  const { call } = project({ 'sub/a': '', l: { link: 'sub' }, out: { link: '/tmp' }, dangling: { link: 'no' } });

  expect(await call('realpath', 'l/./a')).toBe('sub/a');
  expect(await call('realpath', '')).toBe('');
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

test('hostile paths are refused by name, and soon', async () => {
  const { call } = project({ 'a.txt': '' });
  const deep = 'x/'.repeat(50_000);

  for (const path of ['a\0b', 5, null, ['a'], {}] as Json[]) {
    expect(await call('readTextFileFromProject', { path }), JSON.stringify(path)).toEqual(UNSIMULATED);
    expect(await call('listing', { path }), JSON.stringify(path)).toEqual(UNSIMULATED);
    expect(await call('realpath', path), JSON.stringify(path)).toEqual(UNSIMULATED);
    expect(await call('writeTextFileToProject', { path: 'x', content: path as Json })).toEqual(UNSIMULATED);
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
