/** A folder of this computer as a world: its files become those of one project. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { namedWorld } from '../hub/named-worlds.ts';
import type { World, WorldFile } from '../hub/world.ts';
import { SetupError } from './setup-error.ts';

/** How much of a folder is taken in. */
interface FolderLimits {
  /** Files, links and folders together. */
  readonly entries: number;
  readonly bytes: number;
}

const LIMITS: FolderLimits = { entries: 10_000, bytes: 100_000_000 };

/** What is left out wherever it is found: large, and of no use to a project. */
const LEFT_OUT = ['.git', 'node_modules'];

/**
 * The people of `classroom`, with what is in `folder` as the files of the teacher's course project, and no other project.
 *
 * Hidden files are taken in, links are kept as links.
 *
 * @returns the world, and the paths that were left out.
 * @throws SetupError when the folder is larger than `limits`, or something in it cannot be read.
 */
export function folderWorld(folder: string, limits = LIMITS): { world: World; leftOut: string[] } {
  const { projects, ...classroom } = namedWorld('classroom');
  const { files, leftOut } = filesOf(folder, limits);
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
  readonly files: [string, WorldFile][];
  readonly leftOut: string[];
  readonly unreadable: string[];
  bytes: number;
}

function filesOf(folder: string, limits: FolderLimits): { files: Record<string, WorldFile>; leftOut: string[] } {
  const found: Found = { files: [], leftOut: [], unreadable: [], bytes: 0 };
  addEntries(found, folder, '', limits);
  if (found.unreadable.length > 0) {
    const shown = found.unreadable.slice(0, 5).join(', ');
    const more = found.unreadable.length > 5 ? `, and ${found.unreadable.length - 5} more` : '';
    throw new SetupError(
      'world',
      `world "${folder}": cannot read ${shown}${more}; make that readable, or move it elsewhere`,
    );
  }
  return { files: Object.fromEntries(found.files), leftOut: found.leftOut };
}

function addEntries(found: Found, folder: string, below: string, limits: FolderLimits): void {
  // In order, so that the same folder makes the same world on every file system.
  for (const name of namesIn(found, join(folder, below), below).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (LEFT_OUT.includes(name)) found.leftOut.push(path);
    else addEntry(found, folder, path, limits);
  }
}

function addEntry(found: Found, folder: string, path: string, limits: FolderLimits): void {
  const onDisk = join(folder, path);
  try {
    const stats = lstatSync(onDisk);
    count(found, folder, stats, limits);
    const modified = stats.mtime.toISOString();
    if (stats.isSymbolicLink()) found.files.push([path, { link: readlinkSync(onDisk), modified }]);
    else if (stats.isFile()) found.files.push([path, { ...contentOf(onDisk), modified, mode: stats.mode & 0o777 }]);
    else if (!stats.isDirectory()) found.leftOut.push(path);
    else {
      found.files.push([path, { directory: true, modified }]);
      addEntries(found, folder, path, limits);
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
function count(found: Found, folder: string, stats: Stats, limits: FolderLimits): void {
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
