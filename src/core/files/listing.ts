/**
 * Listings of directories. Production has the project's own web server list; a single server lists by itself, in the
 * format of the published example. [smc-project/directory-listing.ts; smc_pyutil/smc_compute.py directory_listing]
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { byCodePoint } from '../code-points.ts';
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import { asText, isTruthy } from '../values.ts';
import { FileError, type FileErrorCode } from './file-error.ts';
import { homeOf } from './paths.ts';
import { MAY_READ, placeAtHome } from './project-files.ts';
import { type Directory, isDirectory, isFile, isSymlink, type Node } from './tree.ts';

export interface ListingOptions {
  readonly hidden: Json;
  readonly time: Json;
  readonly start: Json;
  readonly limit: Json;
}

/** Times in seconds, sizes in bytes, or in entries for a directory. */
type Entry = {
  readonly name: string;
  readonly mtime: number;
  readonly size?: number;
  readonly isdir?: true;
  readonly issymlink?: true;
  readonly link_target?: string;
  readonly error?: string;
};

export type Listing =
  | { readonly files: readonly Entry[]; readonly more?: true }
  /** What the operating system says instead. */
  | { readonly error: string };

/**
 * What is in the directory at `path`, by name, or by time where that is asked for and heeded. Production lists in the
 * order of its file system, which is not known; here that is by name too, or one drawn by the seed.
 *
 * @param path relative to the project's home directory, with a slash at its beginning or without.
 * @throws Refusal by name for `start` and `limit` that are no integers, and for what is outside the home directory.
 */
export function listing(state: HubState, project_id: string, path: string, options: ListingOptions): Listing {
  const place = `${homeOf(state, project_id)}/${path}`;
  const found = directoryAt(state, project_id, place);
  if (found instanceof FileError) return nothing(state, place, found.code);

  const hidden = isTruthy(options.hidden);
  const files = named(state, { directory: found, place, hidden }).map((one) =>
    deviates(state, 'listing_format') ? detailedEntry(state, project_id, one) : plainEntry(state, project_id, one),
  );
  return deviates(state, 'listing_options') ? { files } : part(files, options);
}

/** What is in a directory, in full, as projects tell it that list by themselves. */
export function detailedEntries(state: HubState, project_id: string, listed: ListedDirectory): readonly Entry[] {
  return named(state, listed).map((one) => detailedEntry(state, project_id, one));
}

interface ListedDirectory {
  readonly directory: Directory;
  readonly place: string;
  readonly hidden: boolean;
}

function named(state: HubState, { directory, place, hidden }: ListedDirectory): Named[] {
  const names = visibleNames(directory, hidden).toSorted(byCodePoint);
  return inStoredOrder(state, names, (name) => name).map((name) => ({
    place: `${place}/${name}`,
    name,
    node: directory.entries.get(name) as Node,
    hidden,
  }));
}

/** The directory that can be listed at an absolute path, or why there is none. */
export function directoryAt(state: HubState, project_id: string, place: string): Directory | FileError {
  try {
    const { node } = placeAtHome(state, project_id, place);
    if (!isDirectory(node)) return new FileError(node === undefined ? 'ENOENT' : 'ENOTDIR');
    return (node.mode & MAY_READ) === 0 ? new FileError('EACCES') : node;
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown;
    throw thrown;
  }
}

/** What is at an absolute path, links followed; a link that leads nowhere is itself what is there. */
export function targetAt(state: HubState, project_id: string, place: string, node: Node): Node {
  if (!isSymlink(node)) return node;
  try {
    return placeAtHome(state, project_id, place).node ?? node;
  } catch (thrown) {
    if (thrown instanceof FileError) return node;
    throw thrown;
  }
}

function nothing(state: HubState, place: string, code: FileErrorCode): Listing {
  return deviates(state, 'listing_of_nothing') ? { error: scandirError(code, place) } : { files: [] };
}

/** One name in a directory, and the absolute path that this makes. */
interface Named {
  readonly place: string;
  readonly name: string;
  readonly node: Node;
  /** Whether hidden names count. */
  readonly hidden: boolean;
}

function plainEntry(state: HubState, project_id: string, { place, name, node }: Named): Entry {
  const mtime = Math.round(node.modified / 1000);
  if (isDirectory(targetAt(state, project_id, place, node))) return { name, mtime, isdir: true };
  return { name, mtime, size: sizeOf(node) };
}

function detailedEntry(state: HubState, project_id: string, { place, name, node, hidden }: Named): Entry {
  const link = isSymlink(node) ? ({ issymlink: true, link_target: node.target } as const) : {};
  const target = targetAt(state, project_id, place, node);
  const entry = { name, ...link, mtime: target.modified / 1000 };
  if (!isDirectory(target)) return { ...entry, size: sizeOf(target) };
  if ((target.mode & MAY_READ) === 0) return { ...entry, isdir: true, error: scandirError('EACCES', place) };
  return { ...entry, isdir: true, size: visibleNames(target, hidden).length };
}

/** The size that a system tells of a file, or of a link as such. */
function sizeOf(node: Node): number {
  if (isFile(node)) return node.content.length;
  return isSymlink(node) ? utf8ToBytes(node.target).length : 0;
}

function visibleNames({ entries }: Directory, hidden: boolean): string[] {
  const names = [...entries.keys()];
  return hidden ? names : names.filter((name) => !name.startsWith('.'));
}

/** Newest first if so asked, then cut: from `start` on, which counts from the end if negative, and `limit` if that is positive. */
function part(files: readonly Entry[], options: ListingOptions): Listing {
  const start = integer(options.start, 'start');
  const limit = integer(options.limit, 'limit');
  const sorted = isTruthy(options.time) ? files.toSorted((one, other) => other.mtime - one.mtime) : files;
  const rest = sorted.slice(start);
  return limit > 0 && rest.length > limit ? { files: rest.slice(0, limit), more: true } : { files: rest };
}

/** What Python's `int` reads from the text of the value. */
function integer(value: Json, name: string): number {
  const text = asText(value);
  if (/^\s*[+-]?\d+\s*$/.test(text)) return Number(text);
  throw refuse('unsimulated', {
    what: `the ${name} ${JSON.stringify(value)} of a listing`,
    why: "it is no integer, and the words of the hub's back end for that are not known",
  });
}

function scandirError(code: FileErrorCode, place: string): string {
  return `Error: ${code}: ${new FileError(code).words}, scandir '${place}'`;
}
