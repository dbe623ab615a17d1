import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileError } from '../../../src/core/files/file-error.ts';
import {
  type Directory,
  emptyDirectory,
  isDirectory,
  isFile,
  nodeAt,
  withChanges,
  withNode,
  withoutNode,
} from '../../../src/core/files/tree.ts';
import { file, link, nodesOf, someTree, told, tree } from '../../trees.ts';

/** What `attempt` says no with. */
function errorOf(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (thrown) {
    return thrown instanceof FileError ? thrown.code : thrown;
  }
}

test('a file is found again where it was put, in directories made for it', () => {
  const doc = file('hello');

  const home = withNode(emptyDirectory(1), ['A', 'B', 'doc.txt'], doc, 5);

  expect(nodeAt(home, ['A', 'B', 'doc.txt'])).toBe(doc);
  expect(told(home)).toEqual({
    A: 'directory 700 of 5',
    'A/B': 'directory 700 of 5',
    'A/B/doc.txt': 'file 644 of 1000: hello',
  });
});

test('there is nothing at a path that leads below a file, a link or nothing', () => {
  const home = tree({ doc: 'hello', link: link('doc') });

  expect(nodeAt(home, ['doc', 'x'])).toBeUndefined();
  expect(nodeAt(home, ['link', 'x'])).toBeUndefined();
  expect(nodeAt(home, ['no', 'x'])).toBeUndefined();
  expect(nodeAt(home, [])).toBe(home);
});

test('nothing can be put below a file or a link, nor a file in the place of home', () => {
  const home = tree({ doc: 'hello', link: link('doc') });

  expect(errorOf(() => withNode(home, ['doc', 'x'], file('')))).toBe('ENOTDIR');
  expect(errorOf(() => withNode(home, ['link', 'x'], file('')))).toBe('ENOTDIR');
  expect(errorOf(() => withNode(home, [], file('')))).toBe('EISDIR');
  expect(withNode(home, [], emptyDirectory(7))).toEqual(emptyDirectory(7));
});

test('a directory takes the time at which it gains or loses a name, and no other', () => {
  const home = tree({ 'A/doc.txt': 'hello' });

  const gained = withNode(home, ['A', 'new.txt'], file(''), 2000);
  const changed = withNode(home, ['A', 'doc.txt'], file('changed'), 2000);
  const lost = withoutNode(home, ['A', 'doc.txt'], 2000);

  expect([gained, changed, lost].map((after) => nodeAt(after, ['A'])?.modified)).toEqual([2000, 1000, 2000]);
  expect([gained, changed, lost].map((after) => after.modified)).toEqual([1000, 1000, 1000]);
});

test('what is taken away is gone with all below it; what is not there cannot be taken away, nor can home', () => {
  const home = tree({ 'A/B/doc.txt': 'hello', other: '' });

  expect(told(withoutNode(home, ['A']))).toEqual({ other: 'file 644 of 1000: ' });
  expect(errorOf(() => withoutNode(home, ['A', 'no']))).toBe('ENOENT');
  expect(errorOf(() => withoutNode(home, ['other', 'no']))).toBe('ENOENT');
  expect(errorOf(() => withoutNode(home, []))).toBe('EINVAL');
});

test('a tree is up to 512 names deep, and knows how deep it is', () => {
  const deepest = Array<string>(512).fill('x');
  const home = withNode(emptyDirectory(0), deepest, file(''));

  expect(home.below.depth).toBe(512);
  expect(errorOf(() => withNode(home, [...deepest.slice(1), 'y', 'z'], file('')))).toBe('ENAMETOOLONG');
  expect(errorOf(() => withNode(home, ['y', 'z'], nodeAt(home, ['x']) as Directory))).toBe('ENAMETOOLONG');
  expect(withNode(home, ['y'], nodeAt(home, ['x']) as Directory).below.depth).toBe(512);
  expect(withoutNode(home, ['x', 'x']).below.depth).toBe(1);
});

test('a change shares all that it does not touch', () => {
  const home = tree({ 'A/doc.txt': 'hello', 'B/doc.txt': 'hello' });

  const after = withNode(home, ['A', 'new.txt'], file(''));

  expect(nodeAt(after, ['B'])).toBe(nodeAt(home, ['B']));
  expect(withChanges(home, [['B', nodeAt(home, ['B'])]])).toBe(home);
});

test('a directory knows what is below it, whatever has been put there and taken away', () => {
  const names = fc.array(fc.constantFrom('a', 'b', '.sage', 'cache', 'x.sage-history'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(someTree, names, someTree, names, (home, to, node, from) => {
      const after = attempted(
        attempted(home, (before) => withNode(before, to, node)),
        (before) => withoutNode(before, from),
      );

      for (const directory of [
        after,
        ...nodesOf(after)
          .map(([, node]) => node)
          .filter(isDirectory),
      ]) {
        expect(directory.below).toEqual(counted(directory));
      }
    }),
  );
});

function attempted(home: Directory, change: (before: Directory) => Directory): Directory {
  try {
    return change(home);
  } catch (thrown) {
    if (thrown instanceof FileError) return home;
    throw thrown;
  }
}

/** The totals of a directory by their definition: from the paths below it. */
function counted(directory: Directory): Directory['below'] {
  const nodes = nodesOf(directory);
  const paths = nodes.map(([path]) => path);
  const bytes = nodes.map(([, node]) => (isFile(node) ? node.content.length : 0));
  return {
    count: paths.length,
    bytes: bytes.reduce((one, other) => one + other, 0),
    depth: Math.max(0, ...paths.map((path) => path.split('/').length)),
    excluded: paths.filter((path) => /(^|\/)(\.sage\/(cache|temp)|\.cache|[^/]*\.sage-backup)$/.test(path)).length,
    history: paths.filter((path) => path.endsWith('.sage-history')).length,
  };
}
