/** Copying from one home directory to another, or within one: what is copied, where to, and what may stand in the way. */
import { Refusal, refuse } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { FileError } from './file-error.ts';
import { isLeftOut, type Merged, type MergeOptions, mergeDirectory, mergeEntry, withoutExcluded } from './merge.ts';
import { baseName, locate, namesBelow, type PathTarget, parentOf, resolve } from './paths.ts';
import { type Directory, emptyDirectory, isDirectory, isSymlink, type Node, nodeAt, withNode } from './tree.ts';

/** A home directory: where it is on the machine, and what it holds. */
export interface Home {
  readonly path: string;
  readonly files: Directory;
}

export interface CopyOptions extends MergeOptions {
  /** Relative to the source's home, or absolute; slashes at the end make no difference. */
  readonly from: string;
  /** Relative to the target's home, or absolute. All of it up to the last slash is made, if need be. */
  readonly to: string;
  readonly now: Instant;
}

export interface CopyResult {
  /** The target's files; after a failure with what had been done until then. */
  readonly files: Directory;
  readonly failure: Refusal | undefined;
}

/** What a disk that a project has to share would not hold; without it, a few copies of home into home never end. */
const MOST_FILES = 10_000_000;

/**
 * Copies the file or directory `from` of `source` to `to` in `target`; see `mergeDirectory` for what that replaces.
 *
 * The contents of a directory go into the directory `to`. A file becomes the file `to`, or goes into the directory that
 * `to` is. Files keep their time and mode, links stay links. Copying the same thing again changes nothing, nor does
 * copying a thing onto itself: the files are the very same value. The source never changes.
 * Shares what it copies: O(depth of `to`) where `target` has nothing there.
 *
 * @see [smc_pyutil/smc_compute.py copy_path, mkdir], [smc-hub/test/api/copy_between_projects.coffee]
 */
export function copyTree(source: Home, target: Home, options: CopyOptions): CopyResult {
  let { files } = target;
  try {
    requireInside('copy_source_outside', source.path, options.from);
    requireInside('copy_target_outside', target.path, options.to);
    files = withParents(target, options);

    const node = sourceNode(source.path === target.path ? { ...source, files } : source, options.from);
    const copied = isDirectory(node)
      ? copyDirectory({ ...target, files }, node, options)
      : copyFile({ ...target, files }, node, options);
    return { files: bounded(copied.directory), failure: failureOf(copied) };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { files, failure: thrown };
    if (!(thrown instanceof FileError)) throw thrown;
    return { files, failure: unknownFailure(options.to, `the path is refused with ${thrown.code}`) };
  }
}

/** The target's files with all directories made that `to` names before its last slash. */
function withParents({ path, files }: Home, { to, now }: CopyOptions): Directory {
  const parent = parentOf(to);
  if (namesBelow(path, resolve(path, parent)) === undefined)
    throw refuse('copy_parent_outside', { parent, home: path });
  const place = targetPlace({ path, files }, parent);
  if (isDirectory(place.node)) return files;
  if (place.node !== undefined) throw unknownFailure(to, 'a part of the path is a file');
  return withNode(files, place.names, emptyDirectory(now), now);
}

function requireInside(code: 'copy_source_outside' | 'copy_target_outside', home: string, path: string): void {
  if (namesBelow(home, resolve(home, path)) === undefined) throw refuse(code, { path, home });
}

/** What is to be copied: a directory also where a link leads to one, other links themselves. */
function sourceNode({ path, files }: Home, from: string): Node {
  const absolute = resolve(path, from);
  try {
    const { node } = insideOf(locate(path, files, absolute, { follow: false }), from);
    if (node === undefined) throw refuse('copy_source_missing', { path: absolute });
    return isSymlink(node) ? (linkedDirectory({ path, files }, from) ?? node) : node;
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown;
    throw refuse('copy_source_unreachable', { directory: parentOf(absolute), error: thrown });
  }
}

function linkedDirectory({ path, files }: Home, from: string): Directory | undefined {
  try {
    const { node } = insideOf(locate(path, files, from), from);
    return isDirectory(node) ? node : undefined;
  } catch (thrown) {
    // A link that leads nowhere is copied like any other.
    if (thrown instanceof FileError) return undefined;
    throw thrown;
  }
}

function copyDirectory(target: Home, node: Directory, options: CopyOptions): Merged {
  const { to, now } = options;
  const { names, node: before } = targetPlace(target, to);
  if (before === undefined && isSymlink(targetPlace(target, to, { follow: false }).node)) {
    throw unknownFailure(to, 'it is a link that leads nowhere');
  }
  if (before !== undefined && !isDirectory(before)) {
    throw refuse('copy_onto_file', { path: resolve(target.path, to) });
  }
  const { directory, blocked } =
    before === undefined
      ? { directory: withoutExcluded(node, '', options), blocked: [] }
      : mergeDirectory(before, node, options, now);
  return { directory: withNode(target.files, names, directory, now), blocked };
}

function copyFile(target: Home, node: Node, options: CopyOptions): Merged {
  const { from, to, now } = options;
  const name = baseName(resolve('/', from));
  if (isLeftOut(options, name, node)) return { directory: target.files, blocked: [] };
  const followed = targetPlace(target, to);
  const names = isDirectory(followed.node)
    ? [...followed.names, name]
    : targetPlace(target, to, { follow: false }).names;
  const parents = names.slice(0, -1);
  const parent = nodeAt(target.files, parents) as Directory;
  const { directory, blocked } = mergeEntry(parent, names.at(-1) as string, node, options, now);
  return { directory: withNode(target.files, parents, directory), blocked };
}

function targetPlace({ path, files }: Home, to: string, options?: { follow: boolean }): InsidePlace {
  return insideOf(locate(path, files, to, options), to);
}

type InsidePlace = Exclude<PathTarget, { outside: string }>;

function insideOf(place: PathTarget, path: string): InsidePlace {
  if ('outside' in place) throw unknownFailure(path, `a link on the way leads out of the home directory`);
  return place;
}

function bounded(files: Directory): Directory {
  if (files.below.count <= MOST_FILES) return files;
  throw refuse('unsimulated', { what: `a project with more than ${MOST_FILES} files`, why: 'its disk would be full' });
}

function failureOf({ blocked }: Merged): Refusal | undefined {
  return blocked.length === 0 ? undefined : refuse('copy_blocked', { blocked });
}

function unknownFailure(path: string, reason: string): Refusal {
  return refuse('unsimulated', {
    what: `copying with the path '${path}'`,
    why: `${reason}; a hub's words for that are not known`,
  });
}
