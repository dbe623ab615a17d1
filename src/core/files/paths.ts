/** Paths as texts, and the way from a path to a place in a project's tree. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { FileError } from './file-error.ts';
import { type Directory, isDirectory, isFile, isSymlink, type Node } from './tree.ts';

// A call that names a file asks several times, and each text that is put together has to be copied before it can be compared.
let last = { home: '', project_id: '', path: '/' };

/** The home directory of a project, as an absolute path. [smc-hub/test/api, the published examples] */
export function homeOf({ home }: { readonly home: string }, project_id: string): string {
  if (last.project_id !== project_id || last.home !== home) last = { home, project_id, path: `${home}/${project_id}` };
  return last.path;
}

/** The absolute path that `path` means in the directory `from`: without `.`, `..`, doubled and trailing slashes. */
export function resolve(from: string, path: string): string {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** The names of an absolute, resolved path from `home` on; `undefined` for one that is not in `home`. */
export function namesBelow(home: string, path: string): readonly string[] | undefined {
  if (path === home) return [];
  return path.startsWith(`${home}/`) ? path.slice(home.length + 1).split('/') : undefined;
}

/** The last name of a path; `''` if it has none. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path without the slashes at its end. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** All of a path up to its last slash, and without it; `''` if it has no slash. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Where a path leads: to a place in the tree, perhaps an empty one, or out of it. */
export type PathTarget =
  | { readonly names: readonly string[]; readonly node: Node | undefined }
  /** An absolute path outside home: not the tree's. */
  | { readonly outside: string };

/** Linux's limits. [limits.h, namei.c] */
const MOST_LINKS = 40;
export const LONGEST_PATH = 4095;
export const LONGEST_NAME = 255;

/** The owner's permission to search a directory. [stat.h S_IXUSR] */
const MAY_SEARCH = 0o100;

/**
 * Where `path` leads in the tree of `home`, with links followed as an operating system does: on the way always, at the
 * end unless `follow` is false.
 *
 * The names of the place are free of links, so they fit `nodeAt`, `withNode` and `withoutNode`; what is missing on the
 * way shows as a missing node, and `withNode` makes it. A dangling link leads to the place that it names.
 *
 * @param path relative to `home`, or absolute on the machine; read as `resolve` reads it, or, with `strict`, as a system
 *   call reads it: whatever a slash follows has to be a directory that is there and can be searched, also before `..`.
 * @throws FileError `ENOTDIR` when the way leads below a file, `ELOOP` after 40 links, `ENAMETOOLONG`; with `strict` also
 *   `ENOENT` and `EACCES` on the way.
 */
export function locate(
  home: string,
  tree: Directory,
  path: string,
  { follow = true, strict = false }: { follow?: boolean; strict?: boolean } = {},
): PathTarget {
  const straight = straightTarget(home, tree, path);
  if (straight !== undefined) return straight;
  const written = strict ? asWritten(home, path) : resolve(home, path);
  checkLength(written);
  const way: Way = { home: namesOf(home), tree, passed: [], ahead: namesOf(written).reverse(), links: 0 };
  for (let name = way.ahead.pop(); name !== undefined; name = way.ahead.pop()) {
    step(way, name);
    if (!isTowardsHome(way)) return { outside: outsideOf(way) };
    const node = way.passed.at(-1)?.node;
    const isLast = way.ahead.length === 0;
    if (isSymlink(node) && (follow || !isLast)) enter(way, node.target);
    else if (!isLast && (isFile(node) || isSymlink(node))) throw new FileError('ENOTDIR');
    else if (!isLast && strict) checkEntered(way);
  }
  if (way.passed.length < way.home.length) return { outside: outsideOf(way) };
  const names = way.passed.slice(way.home.length).map(({ name }) => name);
  return { names, node: names.length === 0 ? tree : way.passed.at(-1)?.node };
}

/**
 * Where a short absolute path leads straight down from home, through directories that are there and can be searched, to
 * something else than a link; `undefined` for all others. Most paths do, and this takes a quarter of the time.
 */
function straightTarget(home: string, tree: Directory, path: string): PathTarget | undefined {
  if (isLonger(path, LONGEST_NAME) || !path.startsWith(home) || path[home.length] !== '/') return undefined;
  const below = path.slice(home.length + 1);
  // Splitting takes longer than all the rest.
  const names = below.includes('/') ? below.split('/') : [below];
  let node: Node | undefined = tree;
  for (const name of names) {
    if (name === '' || name === '.' || name === '..') return undefined;
    if (!isDirectory(node) || (node.mode & MAY_SEARCH) === 0) return undefined;
    node = node.entries.get(name);
  }
  return isSymlink(node) ? undefined : { names, node };
}

/** A path on the way: what of it has been passed, and what is still ahead, the next name last. */
interface Way {
  readonly home: readonly string[];
  readonly tree: Directory;
  readonly ahead: string[];
  /** From the root on; nothing is known of the directories above home but that they lead there. */
  passed: { readonly name: string; readonly node: Node | undefined }[];
  links: number;
}

function step({ home, tree, passed }: Way, name: string): void {
  if (name === '..') passed.pop();
  else if (name !== '.') {
    const parent = passed.length === home.length ? tree : passed.at(-1)?.node;
    passed.push({ name, node: isDirectory(parent) ? parent.entries.get(name) : undefined });
  }
}

function enter(way: Way, target: string): void {
  way.links += 1;
  if (way.links > MOST_LINKS) throw new FileError('ELOOP');
  checkLength(target);
  way.passed = target.startsWith('/') ? [] : way.passed.slice(0, -1);
  way.ahead.push(...namesOf(target).reverse());
}

/** The absolute path with its dots, which also says that what comes before a last slash is a directory. */
function asWritten(home: string, path: string): string {
  const absolute = path.startsWith('/') ? path : `${home}/${path}`;
  return absolute.endsWith('/') ? `${absolute}.` : absolute;
}

function checkEntered({ home, tree, passed }: Way): void {
  if (passed.length < home.length) return;
  const directory = passed.length === home.length ? tree : passed.at(-1)?.node;
  if (!isDirectory(directory)) throw new FileError('ENOENT');
  if ((directory.mode & MAY_SEARCH) === 0) throw new FileError('EACCES');
}

function isTowardsHome({ home, passed }: Way): boolean {
  return home.every((name, at) => passed[at] === undefined || passed[at].name === name);
}

function outsideOf({ passed, ahead }: Way): string {
  return resolve('/', [...passed.map(({ name }) => name), ...ahead.toReversed()].join('/'));
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

function checkLength(path: string): void {
  // No name is longer than its path.
  if (!isLonger(path, LONGEST_NAME)) return;
  if (isLonger(path, LONGEST_PATH) || path.split('/').some((name) => isLonger(name, LONGEST_NAME))) {
    throw new FileError('ENAMETOOLONG');
  }
}

function isLonger(text: string, limitBytes: number): boolean {
  // A UTF-16 unit takes one to three bytes, so that most texts need not be encoded.
  if (text.length * 3 <= limitBytes) return false;
  return text.length > limitBytes || utf8ToBytes(text).length > limitBytes;
}
