/** A folder of this computer as a world. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { WorldFile } from '../../src/hub/world/shape.ts';
import { folderWorld } from '../../src/server/folder-world.ts';
import { loadWorld } from '../../src/server/worlds.ts';
import { folderWith } from './folder.ts';

const filesOf = (folder: string) => folderWorld(folder).world.projects?.course?.files as Record<string, WorldFile>;

test("the teacher of the classroom owns the folder's project, and there is no other", async () => {
  const folder = folderWith({ 'a.txt': 'hello' });

  const { world } = await loadWorld(folder);

  const classroom = (await loadWorld('classroom')).world;
  expect(world.accounts).toEqual(classroom.accounts);
  expect(Object.values(world.projects ?? {})).toMatchObject([
    { project_id: classroom.projects?.course?.project_id, title: basename(folder), users: { teacher: 'owner' } },
  ]);
  expect(world.projects?.course?.public_paths).toEqual([]);
});

test('files of all kinds are taken in, with their times and permissions', () => {
  const folder = folderWith({
    'sub/text.md': '\uFEFFgrüß dich\n',
    'sub/bytes.bin': Uint8Array.of(0, 255),
    'hollow/': '',
  });
  symlinkSync('../outside', join(folder, 'link'));
  chmodSync(join(folder, 'sub/text.md'), 0o750);
  const modified = '2020-01-02T03:04:05.678Z';
  utimesSync(join(folder, 'sub/text.md'), new Date(modified), new Date(modified));

  const files = filesOf(folder);

  expect(Object.keys(files)).toEqual(['hollow', 'link', 'sub', 'sub/bytes.bin', 'sub/text.md']);
  expect(files['sub/text.md']).toEqual({ content: '\uFEFFgrüß dich\n', modified, mode: 0o750 });
  expect(files['sub/bytes.bin']).toMatchObject({ base64: 'AP8=' });
  expect(files.link).toMatchObject({ link: '../outside' });
  expect(files.hollow).toMatchObject({ directory: true });
});

test('a file may have a name that objects inherit', () => {
  expect(Object.keys(filesOf(folderWith({ ['__proto__']: 'a', constructor: 'b' })))).toEqual([
    '__proto__',
    'constructor',
  ]);
});

test('what git and npm keep is left out, and that is said', async () => {
  const folder = folderWith({ '.git/config': '', 'web/node_modules/a/b.js': '', 'web/index.js': '' });

  for (const allFiles of [false, true]) {
    const { world, notes } = await loadWorld(folder, '0', { allFiles });

    expect(Object.keys(world.projects?.course?.files ?? {})).toEqual(['web', 'web/index.js']);
    expect(notes).toEqual([`left out of ${folder}: .git, web/node_modules`]);
  }
});

test('hidden files, and those that .gitignore names, are left out unless asked for, and that is said', async () => {
  const folder = folderWith({
    '.env': 'KEY=1',
    '.config/token': '',
    '.gitignore': '*.pem\nbuild/\n',
    'key.pem': '',
    'build/out.js': '',
    'src/.npmrc': '',
    'src/main.js': '',
  });

  const { world, notes } = await loadWorld(folder);
  const all = await loadWorld(folder, '0', { allFiles: true });

  expect(Object.keys(world.projects?.course?.files ?? {})).toEqual(['src', 'src/main.js']);
  expect(notes).toEqual([
    `left out of ${folder}, hidden or named by .gitignore: .config, .env, .gitignore, build, key.pem, and 1 more; --all-files takes them in`,
  ]);
  expect(Object.keys(all.world.projects?.course?.files ?? {})).toEqual([
    ...['.config', '.config/token', '.env', '.gitignore', 'build', 'build/out.js', 'key.pem'],
    ...['src', 'src/.npmrc', 'src/main.js'],
  ]);
  expect(all.notes).toEqual([]);
});

// Each is a folder in a repository; the files are those that git does not ignore.
test.skipIf(!hasGit()).for<[string, Record<string, string>]>([
  ['', { '.gitignore': '*.log\n!keep.log\n', 'a.log': '', 'keep.log': '', 'sub/b.log': '', 'sub/keep.log': '' }],
  ['', { '.gitignore': '/top\n', top: '', 'sub/top': '' }],
  ['', { '.gitignore': 'sub/deep\n', 'sub/deep/a': '', 'other/sub/deep/a': '' }],
  ['', { '.gitignore': '**/temp\na/**/z\n', 'x/temp/a': '', 'a/z': '', 'a/b/c/z': '', z: '' }],
  ['', { '.gitignore': 'build/\n', build: '', 'sub/build/a': '' }],
  ['', { '.gitignore': 'build/\n!build/keep\n', 'build/keep': '', 'build/other': '' }],
  ['', { '.gitignore': 'build/*\n!build/keep\n', 'build/keep': '', 'build/other': '' }],
  ['', { '.gitignore': '\\#a\n\\!b\n# c\n', '#a': '', '!b': '', '# c': '', c: '' }],
  ['', { '.gitignore': 'a  \nb\\ \n', a: '', 'b ': '', b: '' }],
  ['', { '.gitignore': 'A\n', a: '' }],
  ['', { '.gitignore': '[ab]?.txt\n', 'ax.txt': '', 'bx.txt': '', 'cx.txt': '', 'a.txt': '' }],
  ['', { '.gitignore': 'key\r\n*.pem\r\n', key: '', 'a.pem': '', b: '' }],
  ['', { '.gitignore': '\uFEFFkey\n', key: '' }],
  ['', { 'sub/.gitignore': 'a\n/b\n', a: '', b: '', 'sub/a': '', 'sub/b': '', 'sub/x/a': '', 'sub/x/b': '' }],
  ['', { '.gitignore': '*.txt\n', 'sub/.gitignore': '!*.txt\n', 'a.txt': '', 'sub/a.txt': '', 'sub/x/b.txt': '' }],
  [
    '',
    { '.gitignore': 'build\n', 'sub/.gitignore': '!build\n', 'build/a': '', 'sub/build/a': '', 'sub/x/build/a': '' },
  ],
  ['', { '.gitignore': 'sub/\n', 'sub/.gitignore': '!a\n', 'sub/a': '' }],
  ['', { 'a[1] #x/.gitignore': '/b\nc\n', 'a[1] #x/b': '', 'a[1] #x/y/c': '', 'a1/b': '', 'a[1] #x/y/b': '' }],
  ['', { 'sub/.gitignore': 'x/y\nz/ \n', 'sub/x/y': '', 'sub/v/x/y': '', 'sub/v/z/a': '', 'sub/z': '' }],
  ['inner', { '.gitignore': '*.key\n/inner/a\n/b\n', 'inner/x.key': '', 'inner/a': '', 'inner/b': '' }],
  ['inner/most', { 'inner/.gitignore': 'a\n/most/b\n', 'inner/most/a': '', 'inner/most/b': '', 'inner/most/c/b': '' }],
])('of the folder "%s" in %j, what git ignores is left out', ([inner, files]) => {
  const root = folderWith(files);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, ...args], { env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } }).toString();
  git('init', '--quiet');

  const listed = git('ls-files', '--others', '--exclude-standard', '-z', '--', inner === '' ? '.' : inner)
    .split('\0')
    .map((path) => (inner === '' ? path : path.slice(inner.length + 1)))
    .filter((path) => path !== '' && !path.split('/').some((name) => name.startsWith('.')));

  const taken = Object.entries(filesOf(join(root, inner))).filter(([, file]) => !('directory' in file));
  expect(taken.map(([path]) => path).sort()).toEqual(listed.sort());
});

test('a folder that is ignored itself is taken in when it is named', () => {
  const root = folderWith({ '.git/HEAD': '', '.gitignore': 'build\n*.js\n', 'build/a.js': '', 'build/b': '' });

  expect(Object.keys(filesOf(join(root, 'build')))).toEqual(['a.js', 'b']);
});

test('a .gitignore that is a link, a folder or too large to be one is not followed', () => {
  const folder = folderWith({ 'rules.txt': 'a\n', 'sub/.gitignore/x': '', 'sub/a': '' });
  symlinkSync('rules.txt', join(folder, '.gitignore'));

  expect(Object.keys(filesOf(folder))).toEqual(['rules.txt', 'sub', 'sub/a']);
  const large = folderWith({ 'sub/.gitignore': 'a'.repeat(1_000_001) });
  expect(() => folderWorld(large)).toThrow(`world "${large}": cannot read sub/.gitignore (over 1000000 bytes)`);
});

test('a folder is taken up to its limits, and no further', () => {
  const folder = folderWith({ 'a.txt': '12345', 'b/c.txt': '12345' });

  expect(() => folderWorld(folder, { limits: { entries: 3, bytes: 10 } })).not.toThrow();
  expect(() => folderWorld(folder, { limits: { entries: 2, bytes: 10 } })).toThrow(
    `world "${folder}": too large for a project's files; a folder holds at most 2 files and folders of 10 bytes together (.git and node_modules aside)`,
  );
  expect(() => folderWorld(folder, { limits: { entries: 3, bytes: 9 } })).toThrow('too large');
});

// Root reads everything.
test.skipIf(process.platform === 'win32')('what cannot be read is named', () => {
  const folder = folderWith({ 'a.txt': '', 'sub/b.txt': '' });
  mkdirSync(join(folder, 'locked'));
  writeFileSync(join(folder, 'sub/b.txt'), 'secret');
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'locked'), 0);
  chmodSync(join(folder, 'sub/b.txt'), 0);

  expect(() => asNobody(() => folderWorld(folder))).toThrow(
    `world "${folder}": cannot read locked (EACCES), sub/b.txt (EACCES); make that readable, or move it elsewhere`,
  );
});

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
}

function asNobody<Result>(act: () => Result): Result {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
