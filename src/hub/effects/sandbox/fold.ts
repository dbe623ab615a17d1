/** Takes in what a command has left in a project's folder, which it may have made as strange as it likes. */
import { type Refusal, refuse } from '../../../core/errors.ts';
import {
  DEEPEST,
  type Directory,
  emptyDirectory,
  type File,
  isDirectory,
  isFile,
  isSymlink,
  type Node,
  type Symlink,
  withChanges,
} from '../../../core/files/tree.ts';
import type { DiskLimits } from '../disk-limits.ts';
import type { Steps } from '../files/stepwise.ts';
import { OpenFolder, STEP_ENTRIES, type Stats } from './open-folder.ts';
import { Stamps } from './stamps.ts';

/** What a folder held when it was looked at last: the tree, and how its files can be told to be the same. */
export interface Held {
  readonly tree: Directory;
  readonly stamps: Stamps;
}

interface Taking {
  readonly most: DiskLimits;
  /** Whether a file that was changed before `since`, in nanoseconds, and is read now shows it when it changes again. */
  readonly since: bigint | undefined;
  count: number;
  bytes: number;
}

/**
 * What the folder holds; parts that are as they were are those of `before`.
 *
 * @param since see `Stamps`; `undefined` where no file shows reliably that it has changed.
 * @throws Refusal by name for what a project cannot hold.
 */
export function* folded(path: string, before: Held, limits: DiskLimits, since: bigint | undefined): Steps<Held> {
  const { count, bytes } = before.tree.below;
  // What was too much before, since the world was made so, need not be made less.
  const most = { maxFiles: Math.max(count, limits.maxFiles), maxDiskBytes: Math.max(bytes, limits.maxDiskBytes) };
  const folder = OpenFolder.at(path);
  try {
    return yield* directory(folder, before, { most, since, count: 0, bytes: 0 }, []);
  } finally {
    folder.close();
  }
}

function* directory(folder: OpenFolder, before: Held, taking: Taking, path: readonly string[]): Steps<Held> {
  if (path.length > DEEPEST) throw deeperThanHeld(path);
  const stamps = new Stamps();
  const changes: [string, Node | undefined][] = [];
  const seen = new Set<string>();
  for (const [at, name] of namesIn(folder, path).entries()) {
    if (at % STEP_ENTRIES === STEP_ENTRIES - 1) yield;
    const known = before.tree.entries.get(name);
    const stats = folder.stat(name);
    if (stats === undefined) continue;
    // Most are as they were, which is to take no longer than looking at them does.
    const isSame = isFile(known) && stats.isFile() && before.stamps.isOf(name, stats);
    if (isSame) keep(known, name, stats, stamps, taking);
    const found = { node: known, before, stamps, stats };
    const node = isSame ? known : yield* entry(folder, name, found, taking, [...path, name]);
    if (node === undefined) continue;
    seen.add(name);
    if (node !== known) changes.push([name, node]);
  }
  for (const name of before.tree.entries.keys()) if (!seen.has(name)) changes.push([name, undefined]);
  return { tree: marked(withChanges(before.tree, changes), folder.own()), stamps };
}

/** As texts. @throws Refusal for what is none. */
function namesIn(folder: OpenFolder, path: readonly string[]): string[] {
  return folder.texts() ?? folder.names().map((name) => textOf(name, path, 'its name'));
}

interface Known {
  readonly node: Node | undefined;
  readonly before: Held;
  /** Of the folder, as it is now. */
  readonly stamps: Stamps;
  /** Of the entry, likewise. */
  readonly stats: Stats;
}

/** A file that is as it was. */
function keep(node: File, name: string, stats: Stats, stamps: Stamps, taking: Taking): void {
  countEntry(taking);
  count(node.content.length, taking);
  stamps.set(name, stats);
}

/** `undefined`: it is gone by now. */
function* entry(
  folder: OpenFolder,
  name: string,
  known: Known,
  taking: Taking,
  path: readonly string[],
): Steps<Node | undefined> {
  const { stats } = known;
  countEntry(taking);
  if (stats.isDirectory()) return yield* inside(folder, name, known, taking, path);
  if (stats.isSymbolicLink()) return link(folder, name, known.node, stats, path);
  if (stats.isFile()) return yield* file(folder, name, known, taking);
  throw notHeld(path, `it is ${kindOf(stats)}`);
}

function* inside(
  folder: OpenFolder,
  name: string,
  { node, before, stamps }: Known,
  taking: Taking,
  path: readonly string[],
): Steps<Node | undefined> {
  const opened = folder.folder(name);
  if (opened === undefined) return undefined;
  try {
    const tree = isDirectory(node) ? node : emptyDirectory(0);
    const held = yield* directory(opened, { tree, stamps: before.stamps.folder(name) }, taking, path);
    stamps.setFolder(name, held.stamps);
    return held.tree;
  } finally {
    opened.close();
  }
}

function link(folder: OpenFolder, name: string, known: Node | undefined, stats: Stats, path: readonly string[]) {
  const bytes = folder.link(name);
  if (bytes === undefined) return undefined;
  const found: Symlink = { kind: 'symlink', target: textOf(bytes, path, 'its target'), modified: modifiedOf(stats) };
  return isSymlink(known) && known.target === found.target && isSameTime(known, found) ? known : found;
}

function* file(
  folder: OpenFolder,
  name: string,
  { node, stamps, stats: seen }: Known,
  taking: Taking,
): Steps<Node | undefined> {
  if (seen.size > taking.most.maxDiskBytes - taking.bytes) throw tooMuch(taking.most);
  const read = yield* folder.read(name, taking.most.maxDiskBytes - taking.bytes);
  if (read === undefined) return undefined;
  const { content, stats } = read;
  count(content.length, taking);
  if (taking.since !== undefined && stats.ctimeNs < taking.since) stamps.set(name, stats);
  const found: File = { kind: 'file', content, modified: modifiedOf(stats), mode: modeOf(stats) };
  if (!isFile(node) || Buffer.compare(node.content, content) !== 0) return found;
  return node.mode === found.mode && isSameTime(node, found) ? node : { ...found, content: node.content };
}

function countEntry(taking: Taking): void {
  taking.count += 1;
  if (taking.count > taking.most.maxFiles) throw tooMuch(taking.most);
}

function count(bytes: number, taking: Taking): void {
  taking.bytes += bytes;
  if (taking.bytes > taking.most.maxDiskBytes) throw tooMuch(taking.most);
}

function marked(tree: Directory, stats: Stats): Directory {
  const marks = { mode: modeOf(stats), modified: modifiedOf(stats) };
  if (tree.mode === marks.mode && isSameTime(tree, marks)) return tree;
  return { ...tree, ...marks };
}

function modeOf({ mode }: Stats): number {
  return Number(mode) & 0o7777;
}

/** The last moment that a date can be, in both directions. */
const LATEST = 8.64e15;

function modifiedOf({ mtimeNs }: Stats): number {
  const ms = Math.floor(Number(mtimeNs / 1000n) / 1000);
  return Math.min(Math.max(ms, -LATEST), LATEST);
}

function isSameTime(one: { readonly modified: number }, other: { readonly modified: number }): boolean {
  return Math.floor(one.modified) === other.modified;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer, path: readonly string[], what: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw notHeld([...path, bytes.toString('latin1')], `${what} is not UTF-8`);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function notHeld(path: readonly string[], why: string): Refusal {
  const shown = JSON.stringify(path.slice(-3).join('/'));
  return refuse('unsimulated', {
    what: 'a command that leaves such a file',
    why: `a project holds no ${shown}: ${why}`,
  });
}

/** What deeper folders than a project has are refused with. */
export function deeperThanHeld(path: readonly string[]): Refusal {
  return notHeld(path, `it is more than ${DEEPEST} names deep`);
}

/** What more than the limits is refused with. */
export function tooMuch({ maxDiskBytes, maxFiles }: DiskLimits): Refusal {
  const why = `at most ${maxDiskBytes} bytes in ${maxFiles} files a project, by \`maxDiskBytes\` and \`maxFiles\` of its sandbox`;
  return refuse('unsimulated', { what: 'a command that stores more', why });
}
