import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyTree } from '../../../src/core/files/copy.ts';
import { type MergeOptions, mergeDirectory } from '../../../src/core/files/merge.ts';
import { homeOf } from '../../../src/core/files/paths.ts';
import { type Directory, emptyDirectory, type File, isFile, type Node, nodeAt } from '../../../src/core/files/tree.ts';
import { file, link, nodesOf, someTree, texts, told, tree } from '../../trees.ts';

const NOW = 5000;
const plain = { overwrite_newer: false, delete_missing: false, backup: false, exclude_history: false };

function merge(target: Directory, source: Directory, options: Partial<MergeOptions> = {}) {
  return mergeDirectory(target, source, { ...plain, ...options }, NOW);
}

function mergedTexts(
  target: Directory,
  source: Directory,
  options: Partial<MergeOptions> = {},
): Record<string, string> {
  return texts(merge(target, source, options).directory);
}

test('a newer file of the target stays, mode and all, unless told otherwise', () => {
  const source = tree({ doc: file('old', 1000, 0o755) });
  const target = tree({ doc: file('new', 2000) });

  expect(told(merge(target, source).directory)).toEqual({ doc: 'file 644 of 2000: new' });
  expect(told(merge(target, source, { overwrite_newer: true }).directory)).toEqual({ doc: 'file 755 of 1000: old' });
});

test('an older file of the target is replaced, and one of the same second if it has another size', () => {
  const source = tree({ doc: file('mine', 1000) });

  expect(mergedTexts(tree({ doc: file('hers', 999) }), source)).toEqual({ doc: 'mine' });
  expect(mergedTexts(tree({ doc: file('his', 1000) }), source)).toEqual({ doc: 'mine' });
  expect(mergedTexts(tree({ doc: file('his', 1999) }), source)).toEqual({ doc: 'mine' });
});

test('a file of the same second and size stays, whatever it holds and what is asked for, but for its mode', () => {
  const source = tree({ doc: file('mine', 1500, 0o755) });

  for (const time of [1000, 1999]) {
    const target = tree({ doc: file('hers', time) });
    expect(told(merge(target, source).directory)).toEqual({ doc: `file 755 of ${time}: hers` });
    expect(told(merge(target, source, { overwrite_newer: true, backup: true }).directory)).toEqual({
      doc: `file 755 of ${time}: hers`,
    });
  }
});

test('a file that is the same gets the mode of the source', () => {
  const target = tree({ doc: file('same') });

  expect(told(merge(target, tree({ doc: file('same', 1000, 0o755) })).directory)).toEqual({
    doc: 'file 755 of 1000: same',
  });
  expect(merge(target, tree({ doc: file('same') })).directory).toBe(target);
});

test('what the source lacks is deleted only when that is asked for, however new it is', () => {
  const source = tree({ doc: 'a' });
  const target = tree({ other: file('b', 9000), 'A/B/deep': file('c', 9000) });

  expect(mergedTexts(target, source)).toEqual({ doc: 'a', other: 'b', 'A/B/deep': 'c' });
  expect(told(merge(target, source, { delete_missing: true }).directory)).toEqual({ doc: 'file 644 of 1000: a' });
});

test('a file that is replaced or deleted is kept under its name and a tilde, if that is asked for', () => {
  const source = tree({ doc: file('new', 2000), same: 'same' });
  const target = tree({ doc: 'old', same: 'same', 'A/other': 'b', link: link('doc') });

  expect(mergedTexts(target, source, { backup: true })).toEqual({
    doc: 'new',
    'doc~': 'old',
    same: 'same',
    'A/other': 'b',
  });
  expect(told(merge(target, source, { backup: true, delete_missing: true }).directory)).toEqual({
    doc: 'file 644 of 2000: new',
    'doc~': 'file 644 of 1000: old',
    same: 'file 644 of 1000: same',
    A: 'directory 700 of 5000',
    'A/other~': 'file 644 of 1000: b',
    'link~': 'link to doc',
  });
});

test('a backup takes the place of an earlier one, and is not deleted', () => {
  const source = tree({ doc: file('new', 2000) });
  const target = tree({ doc: 'old', 'doc~': 'older', 'gone~': 'oldest' });

  expect(mergedTexts(target, source, { backup: true, delete_missing: true })).toEqual({
    doc: 'new',
    'doc~': 'old',
    'gone~': 'oldest',
  });
});

test('a backup of the source is copied after the backups that the copy makes', () => {
  const source = tree({ 'doc~': file('copied', 3000), doc: file('new', 2000) });
  const target = tree({ doc: 'old', 'doc~': 'older' });

  expect(mergedTexts(target, source, { backup: true })).toEqual({ doc: 'new', 'doc~': 'copied', 'doc~~': 'old' });
});

test('what is of another kind is replaced, however new it is', () => {
  const source = tree({ file: 'a', link: link('a'), 'directory/doc': 'b' });
  const target = tree({ file: link('b'), link: file('c', 9000), directory: file('d', 9000) });

  expect(told(merge(target, source).directory)).toEqual(told(source));
});

test('a link stays if it leads to the same place, and is replaced otherwise', () => {
  const target = tree({ link: link('a') });

  expect(merge(target, tree({ link: { ...link('a'), modified: 7 } })).directory).toBe(target);
  expect(told(merge(target, tree({ link: link('b') })).directory)).toEqual({ link: 'link to b' });
});

test('an empty directory gives way to a file, one with something in it only where that is deleted', () => {
  const source = tree({ 'A/x': 'file', 'A/y': link('x'), 'A/z': 'file' });
  const target = tree({ 'A/x/full': 'a', 'A/y/full': 'b', 'A/z': emptyDirectory(0) });

  const merged = merge(target, source);
  expect(mergedTexts(target, source)).toEqual({ 'A/x/full': 'a', 'A/y/full': 'b', 'A/z': 'file' });
  expect(merged.blocked).toEqual([
    { path: 'A/x', by: 'regular file' },
    { path: 'A/y', by: 'symlink' },
  ]);

  const deleting = merge(target, source, { delete_missing: true });
  expect(told(deleting.directory)).toEqual(told(source));
  expect(deleting.blocked).toEqual([]);
});

test('a directory with names that copies leave out does not give way at all', () => {
  const merged = merge(tree({ 'x/doc': 'a', 'x/.cache': 'b' }), tree({ x: 'file' }), { delete_missing: true });

  expect(texts(merged.directory)).toEqual({ 'x/.cache': 'b' });
  expect(merged.blocked).toEqual([{ path: 'x', by: 'regular file' }]);
});

const LEFT_OUT = [
  '.sage/cache',
  '.sage/temp',
  '.trash',
  '.Trash',
  '.sagemathcloud',
  '.smc',
  '.node-gyp',
  '.cache',
  '.forever',
  '.snapshots',
  'doc.sage-backup',
  '.sage-backup',
];

test.each(LEFT_OUT)('%s is neither copied nor deleted, wherever it is', (name) => {
  const files = tree({ [name]: 'a', [`A/${name}`]: 'b', [`A/${name}-2`]: 'c' });
  const other = tree({ doc: '' });

  expect(mergedTexts(other, files)).toEqual({ doc: '', [`A/${name}-2`]: 'c' });
  expect(mergedTexts(files, other, { delete_missing: true })).toEqual({ doc: '', [name]: 'a', [`A/${name}`]: 'b' });
});

test('names are left out of copies exactly as they are written, and cache and temp only of .sage', () => {
  const files = tree({
    'cache/a': '',
    'x/temp': '',
    '.sage/b/cache': '',
    '.SMC': '',
    'sage-backup': '',
    '.cache~': '',
  });

  expect(mergedTexts(emptyDirectory(0), files)).toEqual(texts(files));
});

test('histories are left out only when that is asked for', () => {
  const files = tree({ 'A/x.sage-history': 'a', doc: '' });

  expect(mergedTexts(emptyDirectory(0), files)).toEqual({ 'A/x.sage-history': 'a', doc: '' });
  expect(mergedTexts(emptyDirectory(0), files, { exclude_history: true })).toEqual({ doc: '' });
  expect(mergedTexts(files, emptyDirectory(0), { exclude_history: true, delete_missing: true })).toEqual({
    'A/x.sage-history': 'a',
  });
});

test('names that objects of JavaScript have are names like any other', () => {
  const source = tree({ '__proto__/constructor': 'a', toString: 'b' });

  expect(told(merge(emptyDirectory(0), source).directory)).toEqual(told(source));
});

// The laws.

const someOptions: fc.Arbitrary<MergeOptions> = fc.record({
  overwrite_newer: fc.boolean(),
  delete_missing: fc.boolean(),
  backup: fc.boolean(),
  exclude_history: fc.boolean(),
});

/** Whether copies leave the path out, from its text alone. */
function isLeftOut(path: string, { exclude_history }: { exclude_history: boolean }): boolean {
  const history = exclude_history && /\.sage-history(\/|$)/.test(path);
  return history || /(^|\/)(\.sage\/(cache|temp)|\.cache|[^/]*\.sage-backup)(\/|$)/.test(path);
}

/** Whether a copy takes the one for the other without looking into them. */
function isTakenForSame(one: Node | undefined, other: Node | undefined): boolean {
  if (!isFile(one) || !isFile(other)) return false;
  return secondOf(one) === secondOf(other) && one.content.length === other.content.length;
}

function secondOf({ modified }: File): number {
  return Math.floor(modified / 1000);
}

/** What is told of a tree, without what copies leave out. */
function copiedPart(directory: Directory, options: { exclude_history: boolean }): Record<string, string> {
  return Object.fromEntries(Object.entries(told(directory)).filter(([path]) => !isLeftOut(path, options)));
}

test('copying the same again changes nothing, and gives the very same files', () => {
  fc.assert(
    fc.property(someTree, someTree, someOptions, (target, source, options) => {
      const once = mergeDirectory(target, source, options, NOW);

      const twice = mergeDirectory(once.directory, source, options, NOW + 1);

      expect(twice.directory).toBe(once.directory);
      expect(twice.blocked).toEqual(once.blocked);
    }),
  );
});

test('copying where there is nothing gives the source without what copies leave out, and shares it', () => {
  fc.assert(
    fc.property(someTree, someOptions, (source, options) => {
      const from = homeWith(source, 'source');
      const { files } = copyTree(from, homeWith(emptyDirectory(0), 'target'), {
        ...options,
        from: '',
        to: 'x',
        now: NOW,
      });

      const copied = nodeAt(files, ['x']) as Directory;
      expect(told(copied)).toEqual(copiedPart(source, options));
      expect(copied === source).toBe(Object.keys(told(source)).length === Object.keys(told(copied)).length);
    }),
  );
});

test('with delete_missing the target becomes the source, but for what copies leave out, which stays', () => {
  const options = { ...plain, overwrite_newer: true, delete_missing: true };
  fc.assert(
    fc.property(someTree, someTree, fc.boolean(), (target, source, exclude_history) => {
      const { directory, blocked } = mergeDirectory(target, source, { ...options, exclude_history }, NOW);

      const kept = nodesOf(target).filter(([path]) => isLeftOut(path, { exclude_history }));
      expect(Object.fromEntries(nodesOf(directory))).toMatchObject(Object.fromEntries(kept));

      const [before, after] = [new Map(nodesOf(target)), new Map(nodesOf(source))];
      const holdsKept = (path: string) =>
        isTakenForSame(before.get(path), after.get(path)) || kept.some(([keptPath]) => keptPath.startsWith(`${path}/`));
      const expected = Object.entries(copiedPart(source, { exclude_history })).filter(([path]) => !holdsKept(path));
      const found = Object.entries(copiedPart(directory, { exclude_history })).filter(([path]) => !holdsKept(path));
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      expect(blocked.map(({ path }) => path).filter((path) => !holdsKept(path))).toEqual([]);
    }),
  );
});

test('without delete_missing and backup, what only the target has stays as it is', () => {
  fc.assert(
    fc.property(someTree, someTree, fc.boolean(), (target, source, overwrite_newer) => {
      const { directory } = merge(target, source, { overwrite_newer });

      const inSource = new Set(nodesOf(source).map(([path]) => path));
      const isReplaced = (path: string) =>
        [...inSource].some((other) => path === other || path.startsWith(`${other}/`));
      const own = nodesOf(target).filter(([path]) => !isReplaced(path));
      const after = new Map(nodesOf(directory));
      for (const [path, node] of own) expect(after.get(path)).toBe(node);
    }),
  );
});

test('a file that both sides have ends as the newer of the two, or with overwrite_newer as the source has it', () => {
  fc.assert(
    fc.property(someTree, someTree, fc.boolean(), (target, source, overwrite_newer) => {
      const after = new Map(nodesOf(merge(target, source, { overwrite_newer }).directory));

      const before = new Map(nodesOf(target));
      for (const [path, node] of nodesOf(source)) {
        const old = before.get(path);
        if (!isFile(node) || !isFile(old) || isLeftOut(path, plain)) continue;
        const newer = secondOf(old) > secondOf(node) && !overwrite_newer ? old : node;
        expect(after.get(path)).toEqual(isTakenForSame(old, node) ? { ...old, mode: node.mode } : newer);
      }
    }),
  );
});

test('with backup no text of the target is lost but that of a backup', () => {
  fc.assert(
    fc.property(someTree, someTree, fc.boolean(), (target, source, delete_missing) => {
      const after = texts(merge(target, source, { backup: true, delete_missing, overwrite_newer: true }).directory);

      for (const [path, text] of Object.entries(texts(target))) {
        const kept = ['', '~', '~~', '~~~'].map((tildes) => after[path + tildes]);
        if (!path.includes('~')) expect(kept).toContain(text);
      }
    }),
  );
});

test('copying a thing onto itself gives the very same files', () => {
  fc.assert(
    fc.property(someTree, someOptions, fc.nat(), (files, options, chosen) => {
      const paths = ['.', ...nodesOf(files).map(([path]) => path)];
      const path = paths[chosen % paths.length] as string;
      const home = homeWith(files, 'source');

      expect(copyTree(home, home, { ...options, from: path, to: path, now: NOW }).files).toBe(files);
    }),
  );
});

test('a copy never changes its source', () => {
  fc.assert(
    fc.property(someTree, someTree, someOptions, (target, source, options) => {
      const before = told(source);

      mergeDirectory(target, source, options, NOW);

      expect(told(source)).toEqual(before);
    }),
  );
});

function homeWith(files: Directory, project_id: string) {
  return { path: homeOf({ home: '/projects' }, project_id), files };
}
