/**
 * A project's files: a persistent tree, shared between all states and projects that hold the same files.
 *
 * Here a path is its names, from the home directory on, and no link is followed; for texts and links see `paths.ts`.
 * A change copies the directories on its way and shares the rest: O(depth), however much the tree holds.
 */
import { Map } from 'immutable';
import type { Instant } from '../instant.ts';
import { countExcludedIn, isExcludedAnywhere, isHistory } from './excluded.ts';
import { FileError } from './file-error.ts';

export interface File {
  readonly kind: 'file';
  readonly content: Uint8Array;
  readonly modified: Instant;
  /** Permission bits. */
  readonly mode: number;
}

export interface Symlink {
  readonly kind: 'symlink';
  /** As written: relative to the link's directory, or absolute on the machine. */
  readonly target: string;
  readonly modified: Instant;
}

/** Made by the functions of this file only, which keep `below` true; time and mode may be changed freely. */
export interface Directory {
  readonly kind: 'directory';
  readonly entries: Map<string, Node>;
  readonly modified: Instant;
  readonly mode: number;
  readonly below: Totals;
}

/** What is below a directory, at any depth. */
interface Totals {
  /** Number of files, links and directories. */
  readonly count: number;
  /** Size of all files. */
  readonly bytes: number;
  /** Number of names on the longest way down. */
  readonly depth: number;
  /** Number of names that every copy leaves out, and that only copies without history do. */
  readonly excluded: number;
  readonly history: number;
}

export type Node = File | Symlink | Directory;

export function isFile(node: Node | undefined): node is File {
  return node?.kind === 'file';
}

export function isSymlink(node: Node | undefined): node is Symlink {
  return node?.kind === 'symlink';
}

export function isDirectory(node: Node | undefined): node is Directory {
  return node?.kind === 'directory';
}

/** Whether any value is a directory. */
export function isTree(value: unknown): value is Directory {
  return typeof value === 'object' && value !== null && 'entries' in value && Map.isMap(value.entries);
}

const NOTHING: Totals = { count: 0, bytes: 0, depth: 0, excluded: 0, history: 0 };

/** Deeper than anybody goes, though a path on Linux may have four times as many names: what goes down a tree recurses. */
export const DEEPEST = 512;

export function emptyDirectory(modified: Instant, mode = 0o700): Directory {
  return { kind: 'directory', entries: Map(), modified, mode, below: NOTHING };
}

/**
 * The directory with these entries changed, in turn; `undefined` takes a name away. Its own time stays.
 *
 * The same directory when nothing changes.
 */
export function withChanges(
  directory: Directory,
  changes: Iterable<readonly [name: string, node: Node | undefined]>,
): Directory {
  let { below } = directory;
  let isShallower = false;
  const entries = directory.entries.withMutations((changing) => {
    for (const [name, node] of changes) {
      const before = changing.get(name);
      if (before === node) continue;
      if (isFile(before) && isFile(node)) {
        below = withBytes(below, node.content.length - before.content.length);
      } else {
        if (before !== undefined) {
          below = sum(below, totalsOf(name, before), -1);
          isShallower ||= depthOf(before) === below.depth;
        }
        if (node !== undefined) below = sum(below, totalsOf(name, node), 1);
      }
      if (node === undefined) changing.delete(name);
      else changing.set(name, Object.freeze(node));
    }
  });
  if (entries === directory.entries) return directory;
  if (isShallower) below = { ...below, depth: deepestOf(entries, below.depth) };
  const { modified, mode } = directory;
  return { kind: 'directory', entries, modified, mode, below };
}

/** What is at the path, a link itself; `[]` is the home directory. */
export function nodeAt(tree: Directory, names: readonly string[]): Node | undefined {
  let node: Node | undefined = tree;
  for (const name of names) {
    if (!isDirectory(node)) return undefined;
    node = node.entries.get(name);
  }
  return node;
}

/**
 * The tree with `node` at the path, in directories made (mode 0700) where there are none.
 *
 * A directory that gains a name gets the time `modified`, if that is given; one that has the name keeps its time,
 * as when a file is written in place. Made directories have that time, or that of the node.
 *
 * @throws FileError `ENOTDIR` below a file or a link; `EISDIR` when anything but a directory should be the home;
 *   `ENAMETOOLONG` when anything would be more than 512 names deep.
 */
export function withNode(tree: Directory, names: readonly string[], node: Node, modified?: Instant): Directory {
  if (names.length + depthOf(node) - 1 > DEEPEST) throw new FileError('ENAMETOOLONG');
  return placed(tree, names, 0, node, modified);
}

function placed(below: Directory, names: readonly string[], at: number, node: Node, modified?: Instant): Directory {
  const name = names[at];
  if (name === undefined) {
    if (!isDirectory(node)) throw new FileError('EISDIR');
    return node;
  }
  const before = below.entries.get(name);
  const isLast = at === names.length - 1;
  if (!isLast && before !== undefined && !isDirectory(before)) throw new FileError('ENOTDIR');
  const inside = isDirectory(before) ? before : emptyDirectory(modified ?? node.modified);
  const after = withChanges(below, [[name, isLast ? node : placed(inside, names, at + 1, node, modified)]]);
  return before === undefined && modified !== undefined ? { ...after, modified } : after;
}

/**
 * The tree without what is at the path and below; the directory that held it gets the time `modified`, if given.
 *
 * @throws FileError `ENOENT` when there is nothing; `EINVAL` for the home directory.
 */
export function withoutNode(tree: Directory, names: readonly string[], modified?: Instant): Directory {
  const name = names.at(-1);
  if (name === undefined) throw new FileError('EINVAL');
  const parents = names.slice(0, -1);
  const parent = nodeAt(tree, parents);
  if (!isDirectory(parent) || !parent.entries.has(name)) throw new FileError('ENOENT');
  const rest = withChanges(parent, [[name, undefined]]);
  return withNode(tree, parents, modified === undefined ? rest : { ...rest, modified });
}

function totalsOf(name: string, node: Node): Totals {
  const below = isDirectory(node) ? node.below : NOTHING;
  const here = isExcludedAnywhere(name) ? 1 : 0;
  return {
    count: 1 + below.count,
    bytes: below.bytes + (isFile(node) ? node.content.length : 0),
    depth: depthOf(node),
    excluded: here + below.excluded + (isDirectory(node) ? countExcludedIn(name, node.entries) : 0),
    history: (isHistory(name) ? 1 : 0) + below.history,
  };
}

/** What a file of other content changes: most writes are such. */
function withBytes({ count, bytes, depth, excluded, history }: Totals, more: number): Totals {
  return { count, bytes: bytes + more, depth, excluded, history };
}

/** `one` with `other` added or taken away; the depth can only grow, and `withChanges` sees to what it loses. */
function sum(one: Totals, other: Totals, sign: 1 | -1): Totals {
  return {
    count: one.count + sign * other.count,
    bytes: one.bytes + sign * other.bytes,
    depth: sign === 1 ? Math.max(one.depth, other.depth) : one.depth,
    excluded: one.excluded + sign * other.excluded,
    history: one.history + sign * other.history,
  };
}

/** How deep an entry is from its directory on. */
function depthOf(node: Node): number {
  return 1 + (isDirectory(node) ? node.below.depth : 0);
}

/** How deep entries are that are no deeper than `most`: mostly the first one is. */
function deepestOf(entries: Map<string, Node>, most: number): number {
  let deepest = 0;
  for (const node of entries.values()) {
    deepest = Math.max(deepest, depthOf(node));
    if (deepest === most) break;
  }
  return deepest;
}
