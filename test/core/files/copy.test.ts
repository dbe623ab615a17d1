import { expect, test } from 'vitest';
import { type CopyOptions, type CopyResult, copyTree } from '../../../src/core/files/copy.ts';
import { homeOf } from '../../../src/core/files/paths.ts';
import { type Directory, emptyDirectory, nodeAt } from '../../../src/core/files/tree.ts';
import { file, link, texts, told, tree } from '../../trees.ts';

const SOURCE = homeOf({ home: '/projects' }, 'source');
const TARGET = homeOf({ home: '/projects' }, 'target');

/** Copies from one home to another, at the time 5000. */
function copy(source: Directory, target: Directory, options: Partial<CopyOptions> & { from: string }): CopyResult {
  return copyTree(
    { path: SOURCE, files: source },
    { path: TARGET, files: target },
    { ...plain, to: options.from, ...options },
  );
}

/** Copies within one home. */
function copyWithin(files: Directory, from: string, to: string, options: Partial<CopyOptions> = {}): CopyResult {
  const home = { path: SOURCE, files };
  return copyTree(home, home, { ...plain, from, to, ...options });
}

const plain = { overwrite_newer: false, delete_missing: false, backup: false, exclude_history: false, now: 5000 };

const source = tree({ 'B2/doc2.txt': 'two', 'B2/C/doc3.txt': 'three', 'doc1.txt': 'one' });
const empty = emptyDirectory(0);

test.each([
  ['B2/doc2.txt', 'B2/doc2.txt', { 'B2/doc2.txt': 'two' }],
  ['B2/doc2.txt', 'FOO/abc.txt', { 'FOO/abc.txt': 'two' }],
  ['B2/doc2.txt', 'DIR3/', { 'DIR3/doc2.txt': 'two' }],
  ['B2/doc2.txt/', 'D', { D: 'two' }],
  ['B2/doc2.txt', 'a//./b/../c', { 'a/c': 'two' }],
  ['doc1.txt', 'doc1.txt', { 'doc1.txt': 'one' }],
  ['B2', 'DIR4', { 'DIR4/doc2.txt': 'two', 'DIR4/C/doc3.txt': 'three' }],
  ['B2', 'DIR4/', { 'DIR4/doc2.txt': 'two', 'DIR4/C/doc3.txt': 'three' }],
  ['B2/', 'DIR4', { 'DIR4/doc2.txt': 'two', 'DIR4/C/doc3.txt': 'three' }],
  ['B2/', 'DIR4/', { 'DIR4/doc2.txt': 'two', 'DIR4/C/doc3.txt': 'three' }],
  ['B2', '.', { 'doc2.txt': 'two', 'C/doc3.txt': 'three' }],
  ['', '', { 'B2/doc2.txt': 'two', 'B2/C/doc3.txt': 'three', 'doc1.txt': 'one' }],
  [`${SOURCE}/doc1.txt`, `${TARGET}/x/doc1.txt`, { 'x/doc1.txt': 'one' }],
  ['../source/doc1.txt', '../target/doc1.txt', { 'doc1.txt': 'one' }],
])('%j copied to %j where there is nothing', (from, to, files) => {
  const copied = copy(source, empty, { from, to });

  expect(copied.failure).toBeUndefined();
  expect(texts(copied.files)).toEqual(files);
});

test.each([
  ['doc1.txt', 'D', { 'D/doc1.txt': 'one', 'D/old.txt': 'older' }],
  ['doc1.txt', 'D/', { 'D/doc1.txt': 'one', 'D/old.txt': 'older' }],
  ['doc1.txt', 'D/old.txt', { 'D/old.txt': 'one' }],
  ['doc1.txt', '.', { 'doc1.txt': 'one', 'D/old.txt': 'older' }],
  ['B2', 'D', { 'D/doc2.txt': 'two', 'D/C/doc3.txt': 'three', 'D/old.txt': 'older' }],
])('%j copied to %j where there is a directory D', (from, to, files) => {
  const copied = copy(source, tree({ 'D/old.txt': 'older' }), { from, to });

  expect(copied.failure).toBeUndefined();
  expect(texts(copied.files)).toEqual(files);
});

test('the directories that a path names are made with mode 0700, what is copied keeps its mode and time', () => {
  const files = tree({ B: { ...tree({ 'run.sh': file('#!', 1234, 0o755) }), modified: 777, mode: 0o750 } });

  expect(told(copy(files, empty, { from: 'B', to: 'x/y/B' }).files)).toEqual({
    x: 'directory 700 of 5000',
    'x/y': 'directory 700 of 5000',
    'x/y/B': 'directory 750 of 777',
    'x/y/B/run.sh': 'file 755 of 1234: #!',
  });
});

test('a directory that a copy leads to takes the mode and time of its source; one that gains a file the time of now', () => {
  const files = tree({ B: { ...tree({ 'doc.txt': 'new' }), modified: 777, mode: 0o750 }, 'doc.txt': 'new' });
  const target = tree({ 'B/old.txt': 'old', 'C/old.txt': 'old' });

  expect(told(copy(files, target, { from: 'B' }).files).B).toBe('directory 750 of 777');
  expect(told(copy(files, target, { from: 'doc.txt', to: 'C' }).files).C).toBe('directory 700 of 5000');
});

const MISSING = `link_stat "${SOURCE}/no/doc.txt" failed: No such file or directory (2)`;
const inTheWay = tree({
  file: 'x',
  'D/doc1.txt/full': 'x',
  dangling: link('no/where'),
  loop: link('loop'),
  out: link('/etc'),
});

test.each([
  ['no/doc.txt', 'x/y/doc.txt', MISSING],
  ['doc1.txt/x', 'x/y/doc.txt', `change_dir "${SOURCE}/doc1.txt" failed: Not a directory (20)`],
  ['/etc/passwd', 'x/y/doc.txt', `source path (=/etc/passwd) must be contained in project_path (=${SOURCE})`],
  [
    '../other/doc1.txt',
    'x/y/doc.txt',
    `source path (=../other/doc1.txt) must be contained in project_path (=${SOURCE})`,
  ],
  ['doc1.txt', 'x/y/../../..', `target path (=x/y/../../..) must be contained in target project path (=${TARGET})`],
  ['B2', 'file', `ERROR: cannot stat destination "${TARGET}/file/": Not a directory (20)`],
  ['doc1.txt', 'D', 'could not make way for new regular file: doc1.txt'],
])('%j copied to %j fails', (from, to, words) => {
  const copied = copy(source, inTheWay, { from, to });

  expect(copied.failure?.words).toBe(words);
  expect(texts(copied.files)).toEqual(texts(inTheWay));
});

test.each([
  ['/etc/x/doc.txt', `target path (=/etc/x/doc.txt) must be contained in target project path (=${TARGET})`],
  ['../doc.txt', `target path (=../doc.txt) must be contained in target project path (=${TARGET})`],
  ['..', `target path (=..) must be contained in target project path (=${TARGET})`],
  ['/doc.txt', `target path (=/doc.txt) must be contained in target project path (=${TARGET})`],
])('a copy to %j, outside home, changes nothing', (to, words) => {
  const copied = copy(source, inTheWay, { from: 'no/doc.txt', to });

  expect(copied.failure?.words).toBe(words);
  expect(copied.files).toBe(inTheWay);
});

test.each([
  ['a path below a file', 'doc1.txt', 'file/x', 'a part of the path is a file'],
  ['a file with a slash at its end', 'doc1.txt', 'file/', 'a part of the path is a file'],
  ['a directory, to a link that leads nowhere', 'B2', 'dangling', 'it is a link that leads nowhere'],
  ['a link that leads to itself', 'doc1.txt', 'loop', 'the path is refused with ELOOP'],
  ['a link out of home', 'doc1.txt', 'out', 'a link on the way leads out of the home directory'],
  ['a name of 256 letters', 'doc1.txt', 'x'.repeat(256), 'the path is refused with ENAMETOOLONG'],
])('what a hub says of a copy to %s is not known, and not made up', (_, from, to, reason) => {
  const copied = copy(source, inTheWay, { from, to });

  expect(copied.failure).toMatchObject({
    code: 'unsimulated',
    words: `cocalc-mock-hub does not simulate copying with the path '${to}': ${reason}; a hub's words for that are not known`,
  });
  expect(copied.files).toBe(inTheWay);
});

test('the directories that a path names are made even when there is nothing to copy', () => {
  const { files } = copy(source, empty, { from: 'no/doc.txt', to: 'x/y/doc.txt' });

  expect(told(files)).toEqual({ x: 'directory 700 of 5000', 'x/y': 'directory 700 of 5000' });
  expect(files.modified).toBe(5000);
});

test('links on the way are followed; a link that is copied stays a link, unless it leads to a directory', () => {
  const files = tree({
    'A/doc.txt': 'hello',
    toFile: link('A/doc.txt'),
    toDirectory: link('A'),
    toNothing: link('no'),
    loop: link('loop'),
  });
  const copied = (from: string, target = empty, to = 'x') => told(copy(files, target, { from, to }).files);

  expect(copied('toDirectory/doc.txt')).toEqual({ x: 'file 644 of 1000: hello' });
  expect(copied('toDirectory')).toMatchObject({ 'x/doc.txt': 'file 644 of 1000: hello' });
  expect(copied('toFile')).toEqual({ x: 'link to A/doc.txt' });
  expect(copied('toNothing')).toEqual({ x: 'link to no' });
  expect(copied('loop')).toEqual({ x: 'link to loop' });
  expect(copied('A', tree({ x: link('D'), 'D/old.txt': '' }))).toMatchObject({
    'D/doc.txt': 'file 644 of 1000: hello',
  });
  expect(copied('A/doc.txt', tree({ x: link('D/old.txt'), 'D/old.txt': '' })).x).toBe('file 644 of 1000: hello');
});

test('a file whose name copies leave out is not copied, and that is no failure', () => {
  const files = tree({ 'A/x.sage-backup': '', 'A/x.sage-history': '' });

  expect(copy(files, empty, { from: 'A/x.sage-backup', to: 'x' })).toEqual({ files: empty, failure: undefined });
  expect(copy(files, empty, { from: 'A/x.sage-history', to: 'x', exclude_history: true }).files).toBe(empty);
  expect(texts(copy(files, empty, { from: 'A/x.sage-history', to: 'x' }).files)).toEqual({ x: '' });
});

test('what is copied as a whole is copied whatever its own name is', () => {
  const files = tree({ '.cache/doc.txt': 'hello', '.sage/cache/doc.txt': 'hello' });

  expect(texts(copy(files, empty, { from: '.cache', to: 'x' }).files)).toEqual({ 'x/doc.txt': 'hello' });
  expect(texts(copy(files, empty, { from: '.sage', to: 'x' }).files)).toEqual({ 'x/cache/doc.txt': 'hello' });
});

test('a directory is copied into itself as it was before, with the directories that its new path names', () => {
  const copied = copyWithin(tree({ 'A/doc.txt': 'hello' }), 'A', 'A/B/C');

  expect(Object.keys(told(copied.files)).sort()).toEqual([
    'A',
    'A/B',
    'A/B/C',
    'A/B/C/B',
    'A/B/C/doc.txt',
    'A/doc.txt',
  ]);
});

test('a file and a copy of it at another path of the same home are two files', () => {
  const copied = copyWithin(tree({ 'A/doc.txt': 'hello' }), 'A/doc.txt', 'A/copy.txt');

  expect(texts(copied.files)).toEqual({ 'A/doc.txt': 'hello', 'A/copy.txt': 'hello' });
});

test('a copy shares what it copies', () => {
  expect(nodeAt(copy(source, empty, { from: 'B2', to: 'x/y' }).files, ['x', 'y'])).toBe(nodeAt(source, ['B2']));
});

test('whatever a home can hold can be copied, and nothing is copied deeper than a home can hold', () => {
  const deepest = Array<string>(510).fill('x').join('/');
  const files = tree({
    [`A/${deepest}/.cache`]: 'a',
    [`A/${deepest}/doc`]: 'a',
    [`B/${deepest}/.cache`]: 'b',
    [`B/${deepest}y`]: 'c',
  });
  const options = { delete_missing: true, backup: true };

  expect(copyWithin(files, 'A', 'C').failure).toBeUndefined();
  expect(copyWithin(files, 'A', 'B', options).failure).toBeUndefined();
  expect(copyWithin(files, 'A', 'C/D').failure?.words).toBe(
    "cocalc-mock-hub does not simulate copying with the path 'C/D': the path is refused with ENAMETOOLONG; a hub's words for that are not known",
  );
});

test('home copied into itself ends when its disk would be full', () => {
  let files = tree({ 'doc.txt': 'hello' });
  let failure: CopyResult['failure'];
  for (let count = 1; count <= 30 && failure === undefined; count += 1) {
    ({ files, failure } = copyWithin(files, '.', `copy-${count}`));
  }

  expect(failure?.words).toBe(
    'cocalc-mock-hub does not simulate a project with more than 10000000 files: its disk would be full',
  );
  expect(files.below.count).toBeLessThan(10_000_001);
});
