/** A folder of this computer as a world: its files become those of one project. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { namedWorld } from '../hub/named-worlds.ts';
import type { World, WorldFile } from '../hub/world/shape.ts';
import { IgnoredFiles } from './ignored-files.ts';
import { SetupError } from './setup-error.ts';

/** How much of a folder is taken in. */
interface FolderLimits {
  /** Files, links and folders together. */
  readonly entries: number;
  readonly bytes: number;
}

const LIMITS: FolderLimits = { entries: 10_000, bytes: 100_000_000 };

/** What is left out wherever it is found, asked for or not: large, and of no use to a project. */
const LEFT_OUT = ['.git', 'node_modules'];

export interface FolderOptions {
  /** Takes in hidden files, and those that `.gitignore` names. They often hold what is meant for nobody else. */
  readonly allFiles?: boolean | undefined;
  readonly limits?: FolderLimits;
}

/** The paths that were left out: those that `allFiles` takes in, and those that nothing does. */
export interface LeftOut {
  readonly private: readonly string[];
  readonly always: readonly string[];
}

/**
 * The people of `classroom`, with what is in `folder` as the files of the teacher's course project, and no other project.
 *
 * Links are kept as links.
 *
 * @throws SetupError when the folder is larger than `limits`, or something in it cannot be read.
 */
export function folderWorld(folder: string, options: FolderOptions = {}): { world: World; leftOut: LeftOut } {
  const { projects, ...classroom } = namedWorld('classroom');
  const { files, leftOut } = filesOf(folder, options);
  const title = basename(resolve(folder));
  return {
    world: {
      ...classroom,
      description: `The people of classroom, and a project of the teacher's with the files of ${folder}.`,
      projects: { course: { ...projects?.course, title, description: '', files, public_paths: [] } },
    },
    leftOut,
  };
}

interface Found {
  readonly folder: string;
  readonly limits: FolderLimits;
  /** `undefined`: hidden and ignored files are taken in. */
  readonly ignored: IgnoredFiles | undefined;
  readonly files: [string, WorldFile][];
  readonly leftOut: { readonly private: string[]; readonly always: string[] };
  readonly unreadable: string[];
  bytes: number;
}

function filesOf(folder: string, { allFiles = false, limits = LIMITS }: FolderOptions) {
  const found: Found = {
    folder,
    limits,
    ignored: allFiles ? undefined : new IgnoredFiles(folder),
    files: [],
    leftOut: { private: [], always: [] },
    unreadable: [],
    bytes: 0,
  };
  addEntries(found, '');
  if (found.unreadable.length > 0) {
    const problem = `cannot read ${someOf(found.unreadable)}; make that readable, or move it elsewhere`;
    throw new SetupError('world', `world "${folder}": ${problem}`);
  }
  return { files: Object.fromEntries(found.files), leftOut: found.leftOut };
}

const MOST_SHOWN = 5;

/** The first of the paths, and how many more there are. */
export function someOf(paths: readonly string[]): string {
  const more = paths.length - MOST_SHOWN;
  return [...paths.slice(0, MOST_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function addEntries(found: Found, below: string): void {
  const onDisk = join(found.folder, below);
  const names = namesIn(found, onDisk, below);
  try {
    if (names.includes('.gitignore')) found.ignored?.enter(onDisk, below);
  } catch (thrown) {
    noteUnreadable(found, join(below, '.gitignore'), thrown);
  }
  // In order, so that the same folder makes the same world on every file system.
  for (const name of names.sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (LEFT_OUT.includes(name)) found.leftOut.always.push(path);
    else addEntry(found, path, name);
  }
}

function addEntry(found: Found, path: string, name: string): void {
  const onDisk = join(found.folder, path);
  try {
    const stats = lstatSync(onDisk);
    if (
      found.ignored !== undefined &&
      (name.startsWith('.') || found.ignored.has(stats.isDirectory() ? `${path}/` : path))
    ) {
      found.leftOut.private.push(path);
      return;
    }
    count(found, stats);
    const modified = stats.mtime.toISOString();
    if (stats.isSymbolicLink()) found.files.push([path, { link: readlinkSync(onDisk), modified }]);
    else if (stats.isFile()) found.files.push([path, { ...contentOf(onDisk), modified, mode: stats.mode & 0o777 }]);
    else if (!stats.isDirectory()) found.leftOut.always.push(path);
    else {
      found.files.push([path, { directory: true, modified }]);
      addEntries(found, path);
    }
  } catch (thrown) {
    noteUnreadable(found, path, thrown);
  }
}

function namesIn(found: Found, onDisk: string, path: string): string[] {
  try {
    return readdirSync(onDisk);
  } catch (thrown) {
    noteUnreadable(found, path === '' ? onDisk : path, thrown);
    return [];
  }
}

function noteUnreadable(found: Found, path: string, thrown: unknown): void {
  if (thrown instanceof SetupError) throw thrown;
  found.unreadable.push(`${path} (${(thrown as NodeJS.ErrnoException).code})`);
}

/** Stops before more than `limits` is read into memory. */
function count(found: Found, stats: Stats): void {
  const { folder, limits } = found;
  found.bytes += stats.isFile() ? stats.size : 0;
  const whole = (number: number) => number.toLocaleString('en');
  const most = `at most ${whole(limits.entries)} files and folders of ${whole(limits.bytes)} bytes together`;
  if (found.files.length < limits.entries && found.bytes <= limits.bytes) return;
  throw new SetupError(
    'world',
    `world "${folder}": too large for a project's files; a folder holds ${most} (${LEFT_OUT.join(' and ')} aside)`,
  );
}

/** The file as text where it is text, which takes less room than base64. */
function contentOf(onDisk: string): { content: string } | { base64: string } {
  const bytes = readFileSync(onDisk);
  try {
    return { content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: bytes.toString('base64') };
  }
}
