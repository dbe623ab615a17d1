/** File trees for tests: written down as paths, told as paths, and at random. */
import fc from 'fast-check';
import type { Directory, File, Symlink } from '../src/core/files/tree.ts';
import { emptyDirectory, isDirectory, isFile, type Node, withChanges, withNode } from '../src/core/files/tree.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function file(text: string, modified = 1000, mode = 0o644): File {
  return { kind: 'file', content: encoder.encode(text), modified, mode };
}

export function link(target: string): Symlink {
  return { kind: 'symlink', target, modified: 1000 };
}

/** A home with these files; a text is a file of the time `modified`. */
export function tree(files: Readonly<Record<string, string | Node>>, modified = 1000): Directory {
  return Object.entries(files).reduce(
    (home, [path, node]) => withNode(home, path.split('/'), typeof node === 'string' ? file(node, modified) : node),
    emptyDirectory(modified),
  );
}

/** All that is below, by path: what it is, of which mode and time; links have no time worth telling. */
export function told(directory: Directory): Record<string, string> {
  return Object.fromEntries(nodesOf(directory).map(([path, node]) => [path, toldOf(node)]));
}

/** All files below, by path, with their texts. */
export function texts(directory: Directory): Record<string, string> {
  const files = nodesOf(directory).flatMap(([path, node]) => (isFile(node) ? [[path, node] as const] : []));
  return Object.fromEntries(files.map(([path, { content }]) => [path, decoder.decode(content)]));
}

/** All nodes below, with their paths. */
export function nodesOf(directory: Directory, path = ''): [path: string, node: Node][] {
  return [...directory.entries].flatMap(([name, node]) => [
    [path + name, node] as [string, Node],
    ...(isDirectory(node) ? nodesOf(node, `${path}${name}/`) : []),
  ]);
}

function toldOf(node: Node): string {
  if (isFile(node)) return `file ${node.mode.toString(8)} of ${node.modified}: ${decoder.decode(node.content)}`;
  return isDirectory(node) ? `directory ${node.mode.toString(8)} of ${node.modified}` : `link to ${node.target}`;
}

// Few names, so that trees meet; among them those that copies leave out, backups, and what looks like members of objects.
const NAMES = [
  'a',
  'b',
  'a~',
  'a~~',
  'ü',
  '.sage',
  'cache',
  'temp',
  '.cache',
  'x.sage-backup',
  'x.sage-history',
  '__proto__',
];
const someName = fc.constantFrom(...NAMES);
const someTime = fc.constantFrom(1000, 1001, 2000);
const someFile = fc
  .tuple(fc.constantFrom('', 'x', 'y', 'ü', 'long'), someTime, fc.constantFrom(0o644, 0o755))
  .map(([text, modified, mode]) => file(text, modified, mode));
const someLink = fc.constantFrom('a', 'b', '../a', 'nowhere', 'a~').map(link);

function someDirectory(depth: number): fc.Arbitrary<Directory> {
  const entry: fc.Arbitrary<Node> =
    depth === 0
      ? fc.oneof(someFile, someLink)
      : fc.oneof({ weight: 2, arbitrary: someFile }, someLink, { weight: 2, arbitrary: someDirectory(depth - 1) });
  return fc
    .tuple(fc.array(fc.tuple(someName, entry), { maxLength: 5 }), someTime, fc.constantFrom(0o700, 0o755))
    .map(([entries, modified, mode]) => withChanges(emptyDirectory(modified, mode), entries));
}

/** A home with directories up to two deep, which share names with every other. */
export const someTree: fc.Arbitrary<Directory> = someDirectory(2);
