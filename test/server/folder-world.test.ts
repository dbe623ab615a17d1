/** A folder of this computer as a world. */
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { WorldFile } from '../../src/hub/world.ts';
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
    '.hidden': '',
    'sub/text.md': '\uFEFFgrüß dich\n',
    'sub/bytes.bin': Uint8Array.of(0, 255),
    'hollow/': '',
  });
  symlinkSync('../outside', join(folder, 'link'));
  chmodSync(join(folder, 'sub/text.md'), 0o750);
  const modified = '2020-01-02T03:04:05.678Z';
  utimesSync(join(folder, 'sub/text.md'), new Date(modified), new Date(modified));

  const files = filesOf(folder);

  expect(Object.keys(files)).toEqual(['.hidden', 'hollow', 'link', 'sub', 'sub/bytes.bin', 'sub/text.md']);
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
  const folder = folderWith({ '.git/config': '', 'web/node_modules/a/b.js': '', 'web/index.js': '', '.gitignore': '' });

  const { world, notes } = await loadWorld(folder);

  expect(Object.keys(world.projects?.course?.files ?? {})).toEqual(['.gitignore', 'web', 'web/index.js']);
  expect(notes).toEqual([`left out of ${folder}: .git, web/node_modules`]);
});

test('a folder is taken up to its limits, and no further', () => {
  const folder = folderWith({ 'a.txt': '12345', 'b/c.txt': '12345' });

  expect(() => folderWorld(folder, { entries: 3, bytes: 10 })).not.toThrow();
  expect(() => folderWorld(folder, { entries: 2, bytes: 10 })).toThrow(
    `world "${folder}": too large for a project's files; a folder holds at most 2 files and folders of 10 bytes together (.git and node_modules aside)`,
  );
  expect(() => folderWorld(folder, { entries: 3, bytes: 9 })).toThrow('too large');
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

function asNobody<Result>(act: () => Result): Result {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
