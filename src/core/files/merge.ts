/**
 * What rsync does when it is let loose on two directories, as a function of the two.
 *
 * Whatever of the source is taken over is shared with it. Names that copies leave out are neither copied nor deleted.
 */
import { type Instant, SECOND } from '../instant.ts';
import { countExcludedIn, isExcluded, isHistory } from './excluded.ts';
import { baseName, parentOf } from './paths.ts';
import { type Exclusion, excludeNothing } from './patterns.ts';
import { type Directory, type File, isDirectory, isFile, isSymlink, type Node, withChanges } from './tree.ts';

export interface MergeOptions {
  /** Replaces files of the target that are newer than the source's, in whole seconds. */
  readonly overwrite_newer: boolean;
  /** Deletes what the source lacks. */
  readonly delete_missing: boolean;
  /** Keeps each file that is replaced or deleted as `<name>~`. */
  readonly backup: boolean;
  /** Leaves out `*.sage-history` as well. */
  readonly exclude_history: boolean;
  /** What is left out in place of all the names that copies of API v1 leave out. */
  readonly exclude?: Exclusion;
}

type ExcludeOptions = Pick<MergeOptions, 'exclude_history' | 'exclude'>;

/** Something in the target that could not be replaced: a directory with something in it. */
interface Blocked {
  /** From the merged directory on. */
  readonly path: string;
  readonly by: 'regular file' | 'symlink';
}

export interface Merged {
  readonly directory: Directory;
  readonly blocked: readonly Blocked[];
}

/**
 * `target` with all of `source` in it, and with the time and mode of `source`.
 *
 * Merging the same again changes nothing, and returns the very same directory. With `delete_missing` only what is left
 * out remains of the target's own.
 */
export function mergeDirectory(target: Directory, source: Directory, options: MergeOptions, now: Instant): Merged {
  const run: Run = { ...options, now, blocked: [] };
  return { directory: merged(run, target, source, ''), blocked: run.blocked };
}

/** `target` with `node` under `name`, as when one file is copied; dated `now` when that changes it. */
export function mergeEntry(target: Directory, name: string, node: Node, options: MergeOptions, now: Instant): Merged {
  const run: Run = { ...options, now, blocked: [] };
  const changing: Changing = { directory: target, path: '', changes: new Map() };
  copyEntry(run, changing, name, node);
  const directory = withChanges(target, changing.changes);
  return { directory: directory === target ? target : { ...directory, modified: now }, blocked: run.blocked };
}

/** `node`, at `path`, without what copies leave out below it: mostly the node itself, at no cost. */
export function withoutExcluded<N extends Node>(node: N, path: string, options: ExcludeOptions): N {
  if (!isDirectory(node) || !mayExclude(options, node, path)) return node;
  const changes: [string, Node | undefined][] = [];
  for (const [name, child] of node.entries) {
    const entry = below(path, name);
    changes.push([name, isLeftOut(options, entry, child) ? undefined : withoutExcluded(child, entry, options)]);
  }
  return withChanges(node, changes) as Node as N;
}

/** Whether the copy leaves out what is at `path`, from the copied directory on. */
export function isLeftOut({ exclude, exclude_history }: ExcludeOptions, path: string, node: Node): boolean {
  if (exclude !== undefined) return exclude(path, isDirectory(node));
  const name = baseName(path);
  return isExcluded(name, baseName(parentOf(path))) || (exclude_history && isHistory(name));
}

interface Run extends MergeOptions {
  readonly now: Instant;
  readonly blocked: Blocked[];
}

/** A directory of the target, and what becomes of its entries. */
interface Changing {
  readonly directory: Directory;
  readonly path: string;
  readonly changes: Map<string, Node | undefined>;
}

function merged(run: Run, target: Directory, source: Directory, path: string): Directory {
  if (target === source) return target;
  const changing: Changing = { directory: target, path, changes: new Map() };
  if (run.delete_missing) {
    for (const [name, node] of target.entries) if (!source.entries.has(name)) deleteEntry(run, changing, name, node);
  }
  for (const [name, node] of inOrder(run, source)) {
    if (!isLeftOut(run, below(path, name), node)) copyEntry(run, changing, name, node);
  }
  const directory = withChanges(target, changing.changes);
  // rsync leaves the times of directories alone when it makes backups; here they are the source's in any case, since a
  // directory that is new to the target is shared with the source.
  const { modified, mode } = source;
  return directory.modified === modified && directory.mode === mode ? directory : { ...directory, modified, mode };
}

// A backup may take a name that the source has as well: that is the longer one, and comes after it in rsync's order.
function inOrder({ backup }: Run, { entries }: Directory): Iterable<[string, Node]> {
  if (!backup || !entries.some((_, name) => name.endsWith('~'))) return entries;
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}

function copyEntry(run: Run, changing: Changing, name: string, node: Node): void {
  const before = entryOf(changing, name);
  // Shared since an earlier copy, as most of what is copied again.
  if (before === node) return;
  if (before === undefined) changing.changes.set(name, withoutExcluded(node, below(changing.path, name), run));
  else if (!isDirectory(before)) overwrite(run, changing, name, before, node);
  else if (isDirectory(node)) changing.changes.set(name, merged(run, before, node, below(changing.path, name)));
  else makeWay(run, changing, name, before, node);
}

function overwrite(
  run: Run,
  { changes, path }: Changing,
  name: string,
  before: Exclude<Node, Directory>,
  node: Node,
): void {
  const updated = update(run, before, node);
  if (updated === undefined && run.backup) changes.set(backupOf(name), before);
  changes.set(name, updated ?? withoutExcluded(node, below(path, name), run));
}

/** What a file or link becomes that need not be replaced. Only files of the same kind are ever compared. */
function update({ overwrite_newer }: Run, before: Node, node: Node): Node | undefined {
  if (isSymlink(before) && isSymlink(node) && before.target === node.target) return before;
  if (!isFile(before) || !isFile(node)) return undefined;
  const [own, others] = [secondOf(before), secondOf(node)];
  // Equal ones are taken for the same file: contents are not looked at.
  const isTakenForSame = own === others && before.content.length === node.content.length;
  if (isTakenForSame) return before.mode === node.mode ? before : { ...before, mode: node.mode };
  return own > others && !overwrite_newer ? before : undefined;
}

/** The time to which rsync compares. [rsync util1.c same_time] */
function secondOf({ modified }: File): number {
  return Math.floor(modified / SECOND);
}

/** Puts a file or link in the place of a directory, if that is empty or can be emptied. */
function makeWay(run: Run, changing: Changing, name: string, before: Directory, node: Node): void {
  const left = run.delete_missing ? leftOver(run, before, below(changing.path, name)) : nonEmpty(before);
  changing.changes.set(name, left ?? node);
  if (left === undefined) return;
  run.blocked.push({ path: below(changing.path, name), by: isFile(node) ? 'regular file' : 'symlink' });
}

function deleteEntry(run: Run, { changes, path }: Changing, name: string, node: Node): void {
  if (isLeftOut(run, below(path, name), node) || (run.backup && name.endsWith('~'))) return;
  changes.set(name, isDirectory(node) ? leftOver(run, node, below(path, name)) : undefined);
  if (run.backup && !isDirectory(node)) changes.set(backupOf(name), node);
}

/** What deleting leaves of a directory: names that are left out, and backups. */
function leftOver(run: Run, directory: Directory, path: string): Directory | undefined {
  if (!run.backup && !mayExclude(run, directory, path)) return undefined;
  const changing: Changing = { directory, path, changes: new Map() };
  for (const [entry, node] of directory.entries) deleteEntry(run, changing, entry, node);
  const left = withChanges(directory, changing.changes);
  const isShorter = [...changing.changes.values()].includes(undefined);
  return nonEmpty(isShorter ? { ...left, modified: run.now } : left);
}

function nonEmpty(directory: Directory): Directory | undefined {
  return directory.entries.isEmpty() ? undefined : directory;
}

/** Whether anything below the directory may be left out; with patterns that takes a look. */
function mayExclude({ exclude, exclude_history }: ExcludeOptions, directory: Directory, path: string): boolean {
  if (exclude !== undefined) return exclude !== excludeNothing;
  const { excluded, history } = directory.below;
  return excluded + countExcludedIn(baseName(path), directory.entries) + (exclude_history ? history : 0) > 0;
}

function entryOf({ directory, changes }: Changing, name: string): Node | undefined {
  return changes.has(name) ? changes.get(name) : directory.entries.get(name);
}

function backupOf(name: string): string {
  return `${name}~`;
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
