/**
 * Reading and writing a file of a project, as the project's own Node does it; how it tells what went wrong depends on
 * the generation of the API. [smc-project/read_write_files.coffee; backend/misc, project/conat/api/system.ts]
 */
import { keepWhenRefused, type Refusal, refuse } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import { type ArchiveEntry, archiveEntries } from './archive.ts';
import { FileError } from './file-error.ts';
import { homeOf, LONGEST_PATH, parentOf, withoutSlashes } from './paths.ts';
import {
  asUtf8,
  filesOf,
  foundAtHome,
  leadsToHomes,
  MAY_READ,
  MAY_WRITE,
  makeablePlace,
  type PlaceAtHome,
  placeAtHome,
  withFiles,
} from './project-files.ts';
import { emptyDirectory, isDirectory, isFile, type Node, nodeAt, withNode } from './tree.ts';
import { utf8Of } from './utf8.ts';

/** The most bytes of a file that can be read. [smc-project/common.coffee] */
const LARGEST = 10_000_000;

/** Permissions of a new file, under the usual umask. */
const NEW_FILE = 0o644;

/**
 * What is at `path`: the text of a file, read as UTF-8, or the entries of the archive as which a directory is read.
 *
 * @param path as `absolutePath` reads it.
 * @throws Refusal `file_error`, `file_too_large` or `archive_failed`; what is outside the home directory by name.
 */
export function readProjectFile(state: HubState, project_id: string, path: Json): string | readonly ArchiveEntry[] {
  const absolute = absolutePath(state, project_id, path);
  const { node } = called('stat', absolute, failure, () => placeAtHome(state, project_id, absolute));
  if (node === undefined) throw failure(new FileError('ENOENT'), 'stat', absolute);
  if (isDirectory(node)) return archiveEntries(state, absolute, node);
  if (!isFile(node)) throw failure(new FileError('ENOENT'), 'stat', absolute);
  if (node.content.length > LARGEST) throw refuse('file_too_large', { sizeBytes: node.content.length });
  if ((node.mode & MAY_READ) === 0) throw failure(new FileError('EACCES'), 'open', absolute);
  return asUtf8(node.content);
}

/**
 * The state with `content` in the file at `path`, and with the directories on its way (mode 0700).
 *
 * A file that is there keeps its mode; a link is followed. Writing the same again changes no more than the time.
 *
 * @param path as `absolutePath` reads it.
 * @param content a text, written as UTF-8, or a list of integers, written as bytes.
 * @throws Refusal `file_error`, keeping the directories made until then; `never_answers` for other content; what is
 *   outside the home directory by name.
 */
export function writeTextFile(state: HubState, project_id: string, path: Json, content: Json): HubState {
  const bytes = bytesOf(content);
  const absolute = absolutePath(state, project_id, path);
  return withContent(state, project_id, { path: absolute, bytes, tell: failure });
}

/** Tells of a system call that failed on a path. */
export type Tell = (error: FileError, syscall: string, path: string) => Refusal;

interface Writing {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly tell: Tell;
}

/** The state with the bytes in the file, and with the directories on its way. @throws Refusal as `tell` makes it */
export function withContent(state: HubState, project_id: string, { path, bytes, tell }: Writing): HubState {
  const place = found(state, project_id, path);
  const ready = place === undefined ? withWay(state, project_id, parentOf(path), tell) : state;
  const open = () => {
    if (path.endsWith('/')) throw new FileError('EISDIR');
    return typeof place === 'object' ? place : makeablePlace(ready, project_id, path);
  };
  return keepWhenRefused(ready, () => called('open', path, tell, () => written(ready, project_id, open(), bytes)));
}

/** Writes the file, which is made where there is none. */
function written(state: HubState, project_id: string, place: PlaceAtHome, content: Uint8Array): HubState {
  const { node } = place;
  if (isDirectory(node)) throw new FileError('EISDIR');
  if (isFile(node) && !isWritable(node)) throw new FileError('EACCES');
  const mode = isFile(node) ? node.mode : NEW_FILE;
  return withNodeAt(state, project_id, place, { kind: 'file', content, modified: state.now, mode });
}

/** Bounds the time that one write takes. */
const MOST_NEW_DIRECTORIES = 200;

/**
 * The state with the directory `path` and all above it, made one by one as the project does it, so that those made
 * before one that cannot be stay. [smc-util-node/misc_node.coffee ensure_containing_directory_exists]
 */
export function withWay(state: HubState, project_id: string, path: string, tell: Tell): HubState {
  if (path.length > LONGEST_PATH) {
    const why = 'its machine makes as many directories as the longest path allows, and then refuses';
    throw refuse('unsimulated', { what: `writing to a path of ${path.length} characters`, why });
  }
  const missing: string[] = [];
  for (let way = path; !exists(state, project_id, way); way = parentOf(way)) {
    missing.push(way);
    if (missing.length > MOST_NEW_DIRECTORIES) {
      const why = `a project makes them all; here a write makes ${MOST_NEW_DIRECTORIES} at most, each of which is looked for from home on`;
      throw refuse('unsimulated', { what: 'a write below that many new directories', why });
    }
  }
  return missing.reduceRight(
    (made, way) => keepWhenRefused(made, () => called('mkdir', way, tell, () => withDirectory(made, project_id, way))),
    state,
  );
}

function withDirectory(state: HubState, project_id: string, path: string): HubState {
  const place = withoutSlashes(path);
  const itself = { follow: false };
  if (leadsToHomes(state, project_id, place, itself)) return state;
  const free = makeablePlace(state, project_id, place, itself);
  // Whatever is there counts as made: a directory by now, or a dangling link, through which the next step will fail.
  if (free.node !== undefined) return state;
  return withNodeAt(state, project_id, free, emptyDirectory(state.now));
}

function withNodeAt(state: HubState, project_id: string, { names, node: before }: PlaceAtHome, node: Node): HubState {
  const files = filesOf(state, project_id);
  if (before === undefined && !isWritable(nodeAt(files, names.slice(0, -1)))) throw new FileError('EACCES');
  return withFiles(state, project_id, withNode(files, names, node, state.now));
}

function isWritable(node: Node | undefined): boolean {
  return (isFile(node) || isDirectory(node)) && (node.mode & MAY_WRITE) !== 0;
}

export function exists(state: HubState, project_id: string, path: string): boolean {
  return found(state, project_id, path) !== undefined;
}

/** As `foundAtHome`; what cannot be looked at counts as nothing. */
function found(state: HubState, project_id: string, path: string): ReturnType<typeof foundAtHome> {
  try {
    return foundAtHome(state, project_id, path);
  } catch (thrown) {
    if (thrown instanceof FileError) return undefined;
    throw thrown;
  }
}

/** What a system call comes to. @throws Refusal as `tell` makes it */
export function called<Result>(syscall: string, path: string, tell: Tell, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (thrown) {
    throw thrown instanceof FileError ? tell(thrown, syscall, path) : thrown;
  }
}

function failure({ errno, code }: FileError, syscall: string, path: string): Refusal {
  return refuse('file_error', { errno, code, syscall, path });
}

/**
 * The absolute path that the project makes of what was sent, which its errors show: nothing is resolved. What is no
 * text counts as one name, its text; `null`, and a list that begins with a slash, are refused by name. [smc-util-node/misc_node.coffee abspath]
 *
 * @throws Refusal `never_answers` for a path with a zero character
 */
function absolutePath(state: HubState, project_id: string, path: Json): string {
  if (path === null || (Array.isArray(path) && path[0] === '/')) {
    const why = 'what a project makes of it is not known';
    throw refuse('unsimulated', { what: `the path ${JSON.stringify(path)}`, why });
  }
  const text = asText(path);
  if (text.includes('\0')) throw refuse('never_answers', { what: 'a path with a zero character' });
  if (typeof path === 'string' && path.startsWith('/')) return path;
  const whole = `${homeOf(state, project_id)}/${text}`;
  return whole.includes('/./') ? whole.replaceAll('/./', '/') : whole;
}

/** The bytes that the hub's `Buffer` makes of a message's content. */
function bytesOf(content: Json): Uint8Array {
  if (typeof content === 'string') return utf8Of(content);
  if (!Array.isArray(content)) throw refuse('never_answers', { what: 'to a content that is no text and no list' });
  // Members are bytes as far as they are numbers for JavaScript, and 0 otherwise.
  return Uint8Array.from(content, (member) =>
    Number(isObject(member) || Array.isArray(member) ? asText(member) : member),
  );
}
