/**
 * What the functions of a project do with its files. Paths are relative to the home directory, where the project's
 * server runs, too. Errors are those of its Node. [project/conat/api/system.ts; backend/files; backend/get-listing.ts]
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { hubRefusal, keepWhenRefused, Refusal, refuse } from '../errors.ts';
import { receivedValue } from '../javascript.ts';
import { isSameJson, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { FileError } from './file-error.ts';
import { detailedEntries, directoryAt } from './listing.ts';
import { baseName, homeOf, locate, parentOf, resolve, withoutSlashes } from './paths.ts';
import { asUtf8, filesOf, MAY_READ, placeAtHome, withFiles } from './project-files.ts';
import { called, exists, type Tell, withContent, withWay } from './text-files.ts';
import { type Directory, isDirectory, type Node, nodeAt, withNode, withoutNode } from './tree.ts';

/**
 * What is in the directory, sizes in bytes or entries, times in seconds. A real one has the order of its file system,
 * which is not known; here it is that of the names, or one drawn by the seed.
 *
 * @throws Refusal `system_call_failed`
 */
export function listDirectory(state: HubState, project_id: string, path: Json | undefined, hidden: boolean): Json {
  const sent = textOf(argumentText(path, '"path" argument', 'string'), 'path');
  const place = joined(state, project_id, `./${sent}`);
  const directory = directoryAt(state, project_id, place);
  if (directory instanceof FileError) throw failed(directory, 'opendir', place);
  return detailedEntries(state, project_id, { directory, place, hidden }) as unknown as Json;
}

/** The text of the file, read as UTF-8. @throws Refusal `system_call_failed` */
export function readFile(state: HubState, project_id: string, path: Json | undefined): string {
  const sent = textOf(argumentText(path, '"path" argument', 'string or an instance of Buffer or URL'), 'path');
  if (sent === '') throw failed(new FileError('ENOENT'), 'open', sent);
  const { node } = placed(state, project_id, sent, 'open');
  if (node === undefined) throw failed(new FileError('ENOENT'), 'open', sent);
  if (isDirectory(node)) throw failed(new FileError('EISDIR'), 'read');
  if (node.kind !== 'file' || (node.mode & MAY_READ) === 0) throw failed(new FileError('EACCES'), 'open', sent);
  return asUtf8(node.content);
}

/** The state with the text in the file, and with the directories on its way. @throws Refusal `system_call_failed` */
export function writeFile(state: HubState, project_id: string, { path, content }: JsonObject): HubState {
  if (path == null) throw refuse('type_error', { fault: `Cannot read properties of ${path} (reading 'length')` });
  if (typeof path !== 'string' && !Array.isArray(path)) {
    throw refuse('type_error', { fault: 'path.startsWith is not a function' });
  }
  const sent = textOf(path, 'path');
  const tell: Tell = (error, syscall, place) => failed(error, syscall, syscall === 'open' ? sent : place);
  const place = absolute(state, project_id, sent);
  const ready = withWay(state, project_id, resolve('/', parentOf(place)), tell);
  return keepWhenRefused(ready, () => {
    const text = argumentText(content, '"data" argument', 'string or an instance of Buffer, TypedArray, or DataView');
    if (sent !== '' && exists(ready, project_id, parentOf(place))) {
      return withContent(ready, project_id, { path: place, bytes: utf8ToBytes(text), tell });
    }
    // Directories are made for the path without its `..`; opened is the path as it is.
    throw failed(new FileError('ENOENT'), 'open', sent);
  });
}

/**
 * The state without the files and directories; those that are not there do not matter.
 *
 * @throws Refusal `system_call_failed` for a path below a file, keeping what was deleted before.
 */
export function deleteFiles(state: HubState, project_id: string, paths: Json | undefined): HubState {
  return inTurn(state, paths, (current, path) => withoutPath(current, project_id, path));
}

function withoutPath(state: HubState, project_id: string, path: string): HubState {
  const place = absolute(state, project_id, path);
  const { names, node } = called('lstat', place, failed, () =>
    placeOrNothing(state, project_id, withoutSlashes(place), { follow: false }),
  );
  if (node === undefined) return state;
  const deleted = withoutPlace(state, project_id, { names, node });
  // With it goes the chat beside it, whose name is made of what stands after the last slash.
  if (!place.endsWith('/') || isDirectory(node)) return deleted;
  throw failed(new FileError('ENOTDIR'), 'lstat', `${place}..sage-chat`).keeping(deleted);
}

/** As `placeAtHome`; there is nothing below what is not there. */
function placeOrNothing(...asked: Parameters<typeof placeAtHome>): ReturnType<typeof placeAtHome> {
  try {
    return placeAtHome(...asked);
  } catch (thrown) {
    if (thrown instanceof FileError && thrown.code === 'ENOENT') return { names: [], node: undefined };
    throw thrown;
  }
}

/** The state with the files and directories in the directory `dest`, which is made if need be. */
export function moveFiles(state: HubState, project_id: string, { paths, dest }: JsonObject): HubState {
  if (dest == null) throw refuse('type_error', { fault: `Cannot read properties of ${dest} (reading 'startsWith')` });
  const folder = withoutSlashes(joined(state, project_id, textOf(dest, 'dest')));
  return inTurn(state, paths, (current, path) => {
    const from = joined(state, project_id, path);
    // What stands after the last slash is the name in the directory, which is nothing here.
    if (from.endsWith('/') && exists(current, project_id, from) && withoutSlashes(from) !== folder) {
      throw unknown(`moving '${path}', with a slash at its end`);
    }
    return moved(current, project_id, from, `${folder}/${baseName(from)}`);
  });
}

/** The state once `step` was done with each path. @throws Refusal of a step, keeping the steps before unless it is one of ours. */
function inTurn(state: HubState, paths: Json | undefined, step: (state: HubState, path: string) => HubState): HubState {
  return textsOf(paths, 'paths').reduce((current, path) => {
    try {
      return step(current, path);
    } catch (thrown) {
      const isOfHub = thrown instanceof Refusal && thrown.code !== 'unsimulated' && thrown.kept === undefined;
      throw isOfHub ? thrown.keeping(current) : thrown;
    }
  }, state);
}

/** The state with the file or directory under another path, which nothing has; the same path changes nothing. */
export function renameFile(state: HubState, project_id: string, { src, dest }: JsonObject): HubState {
  if (src == null) throw refuse('type_error', { fault: `Cannot read properties of ${src} (reading 'startsWith')` });
  const [from, to] = [textOf(src, 'src'), textOf(dest, 'dest')];
  return from === to
    ? state
    : moved(state, project_id, absolute(state, project_id, from), absolute(state, project_id, to));
}

/**
 * Where the path leads, from the home directory on; one that leads out of it comes back as it is.
 *
 * @throws Refusal `system_call_failed`; `unsimulated` for where it is not known whether anything is there.
 */
export function realPath(state: HubState, project_id: string, path: Json | undefined): string {
  const sent = textOf(path, 'path');
  const place = `${homeOf(state, project_id)}/${sent}`;
  const tell: Tell = (error, syscall) => failed(error, syscall, place);
  return called('realpath', place, tell, () => {
    const end = locate(homeOf(state, project_id), filesOf(state, project_id), place, { strict: true });
    if ('outside' in end && isOnMachine(state, end.outside)) return sent;
    const { names, node } = 'outside' in end ? placeAtHome(state, project_id, place) : end;
    if (node === undefined) throw new FileError('ENOENT');
    // The home directory itself is not below it.
    return names.length === 0 ? sent : names.join('/');
  });
}

/** Whether every project's machine has such a directory: those that lead to its home are there. */
function isOnMachine({ home }: HubState, directory: string): boolean {
  return directory === '/' || directory === '/tmp' || `${home}/`.startsWith(`${directory}/`);
}

/** Where paths lead, once `.` and `..` are taken out of them as texts. */
export function realPaths(state: HubState, project_id: string, paths: Json | undefined): readonly string[] {
  if (!Array.isArray(paths)) throw unknown(`paths of ${JSON.stringify(paths)}`);
  const home = homeOf(state, project_id);
  return paths.map((path, at) => {
    const sent = textOf(argumentText(path as Json, `"paths[${at}]" argument`, 'string'), 'paths');
    const place = resolve(home, sent);
    if (place === home) return '';
    return realPath(state, project_id, place.startsWith(`${home}/`) ? place.slice(home.length + 1) : sent);
  });
}

/**
 * The state with what is at `from` at `to`, both absolute, and with the directories on the way there.
 * [npm fs-extra move, stat.checkPaths]
 *
 * @throws Refusal `system_call_failed`, `same_place`
 */
function moved(state: HubState, project_id: string, from: string, to: string): HubState {
  const what = `moving '${from}' to '${to}'`;
  const source = called('lstat', from, failed, () => {
    const place = placeAtHome(state, project_id, from, { follow: false });
    if (place.node === undefined) throw new FileError('ENOENT');
    return place;
  });
  const never: Tell = (error) => unknown(`${what} (${error.code})`);
  const target = called('lstat', to, failed, () => placeOrNothing(state, project_id, to, { follow: false }));
  if (target.node !== undefined) {
    if (isSameJson(source.names, target.names)) throw refuse('same_place');
    throw unknown(`${what}, where something is`);
  }
  if (isDirectory(source.node) && `${resolve('/', to)}/`.startsWith(`${resolve('/', from)}/`)) {
    throw refuse('move_into_itself', { from, to });
  }
  const ready = withWay(state, project_id, resolve('/', parentOf(to)), never);
  const files = filesOf(ready, project_id);
  const { names } = called('rename', to, never, () => placeAtHome(ready, project_id, to, { follow: false }));
  const rest = withoutNode(files, source.names, state.now);
  return withFiles(ready, project_id, withNode(rest, names, source.node as Node, state.now));
}

interface Found {
  readonly names: readonly string[];
  readonly node: Node;
}

function withoutPlace(state: HubState, project_id: string, { names }: Found): HubState {
  const files = filesOf(state, project_id);
  const name = names.at(-1);
  if (name === undefined) throw unknown('deleting the home directory');
  const { entries } = nodeAt(files, names.slice(0, -1)) as Directory;
  // Such files go with it, but which of them is not known.
  const companion = entries.findKey((_, other) => other.startsWith(`.${name}.`));
  if (companion !== undefined) throw unknown(`deleting '${name}' beside '${companion}'`);
  return withFiles(state, project_id, withoutNode(files, names, state.now));
}

function placed(state: HubState, project_id: string, path: string, syscall: string) {
  return called(syscall, path, failed, () => placeAtHome(state, project_id, absolute(state, project_id, path)));
}

/** The absolute path as Node's `path.join` makes it: without `.` and `..`, and with a slash at its end if there was one. */
function joined(state: HubState, project_id: string, path: string): string {
  const place = path.startsWith('/') ? path : `${homeOf(state, project_id)}/${path}`;
  return resolve('/', place) + (/[^/]\/+$/.test(path) ? '/' : '');
}

/** The text that an argument of a function of Node's has to be. @throws Refusal `wrong_argument_type` */
function argumentText(value: Json | undefined, argument: string, expected: string): string {
  if (typeof value === 'string') return value;
  throw refuse('wrong_argument_type', { argument, expected, received: receivedValue(value) });
}

function absolute(state: HubState, project_id: string, path: string): string {
  return path.startsWith('/') ? path : `${homeOf(state, project_id)}/${path}`;
}

function failed({ code, words }: FileError, syscall: string, path?: string) {
  return refuse('system_call_failed', { code, words, syscall, ...(path !== undefined && { path }) });
}

function textsOf(values: Json | undefined, name: string): readonly string[] {
  if (Array.isArray(values)) return values.map((value) => textOf(value, name));
  throw unknown(`${name} of ${JSON.stringify(values)}`);
}

function textOf(value: Json | undefined, name: string): string {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  throw unknown(`the ${name} ${JSON.stringify(value)}`);
}

function unknown(what: string) {
  return refuse('unsimulated', { what, why: 'what a project answers then is not known' });
}

/** As `writeFile`; where that is refused, whatever was done until then. */
export function writtenIfPossible(state: HubState, project_id: string, request: JsonObject): HubState {
  try {
    return writeFile(state, project_id, request);
  } catch (thrown) {
    return hubRefusal(thrown).kept ?? state;
  }
}
