/**
 * What the functions of a project do with its files. Paths are relative to the home directory, where the project's
 * server runs, too. Errors are those of its Node. [project/conat/api/system.ts; backend/files; backend/get-listing.ts]
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { FileError } from './file-error.ts';
import { detailedEntries, directoryAt } from './listing.ts';
import { baseName, homeOf, locate, resolve, withoutSlashes } from './paths.ts';
import { asUtf8, filesOf, MAY_READ, placeAtHome, withFiles } from './project-files.ts';
import { called, type Tell, withContent } from './text-files.ts';
import { type Directory, isDirectory, type Node, nodeAt, withNode, withoutNode } from './tree.ts';

/**
 * What is in the directory, sizes in bytes or entries, times in seconds. A real one has the order of its file system,
 * which is not known; here it is that of the names.
 *
 * @throws Refusal `system_call_failed`
 */
export function listDirectory(state: HubState, project_id: string, path: Json | undefined, hidden: boolean): Json {
  const place = resolve('/', `${homeOf(project_id)}/${textOf(path, 'path')}`);
  const directory = directoryAt(state, project_id, place);
  if (directory instanceof FileError) throw failed(directory, 'opendir', place);
  return detailedEntries(state, project_id, { directory, place, hidden }) as unknown as Json;
}

/** The text of the file, read as UTF-8. @throws Refusal `system_call_failed` */
export function readFile(state: HubState, project_id: string, path: Json | undefined): string {
  const sent = textOf(path, 'path');
  const { node } = placed(state, project_id, sent, 'open');
  if (node === undefined) throw failed(new FileError('ENOENT'), 'open', sent);
  if (isDirectory(node)) throw failed(new FileError('EISDIR'), 'read');
  if (node.kind !== 'file' || (node.mode & MAY_READ) === 0) throw failed(new FileError('EACCES'), 'open', sent);
  return asUtf8(node.content);
}

/** The state with the text in the file, and with the directories on its way. @throws Refusal `system_call_failed` */
export function writeFile(state: HubState, project_id: string, { path, content }: JsonObject): HubState {
  const sent = textOf(path, 'path');
  if (sent === '') throw unknown("writing to the path ''");
  const tell: Tell = (error, syscall, place) => {
    if (syscall !== 'open') throw unknown(`making the directory '${place}' (${error.code})`);
    return failed(error, syscall, sent);
  };
  const bytes = utf8ToBytes(textOf(content, 'content'));
  return withContent(state, project_id, { path: absolute(project_id, sent), bytes, tell });
}

/** The state without the files and directories; those that are not there do not matter. */
export function deleteFiles(state: HubState, project_id: string, paths: Json | undefined): HubState {
  return textsOf(paths, 'paths').reduce((current, path) => {
    const place = found(current, project_id, path);
    return place === undefined ? current : withoutPlace(current, project_id, place);
  }, state);
}

/** The state with the files and directories in the directory `dest`, where nothing has their names. */
export function moveFiles(state: HubState, project_id: string, { paths, dest }: JsonObject): HubState {
  const folder = textOf(dest, 'dest');
  const isThere = isDirectory(directoryOrNothing(state, project_id, folder));
  if (!isThere) throw unknown(`moving files to '${folder}', which is no directory`);
  return textsOf(paths, 'paths').reduce((current, path) => {
    const name = baseName(withoutSlashes(path));
    return moved(current, project_id, path, folder === '' ? name : `${withoutSlashes(folder)}/${name}`);
  }, state);
}

/** The state with the file or directory under another path, which nothing has; the same path changes nothing. */
export function renameFile(state: HubState, project_id: string, { src, dest }: JsonObject): HubState {
  const [from, to] = [textOf(src, 'src'), textOf(dest, 'dest')];
  return from === to ? state : moved(state, project_id, from, to);
}

/**
 * Where the path leads, from the home directory on; one that leads out of it comes back as it is.
 *
 * @throws Refusal `system_call_failed`; `unsimulated` for where it is not known whether anything is there.
 */
export function realPath(state: HubState, project_id: string, path: Json | undefined): string {
  const sent = textOf(path, 'path');
  const place = `${homeOf(project_id)}/${sent}`;
  const tell: Tell = (error, syscall) => failed(error, syscall, place);
  return called('realpath', place, tell, () => {
    const end = locate(homeOf(project_id), filesOf(state, project_id), place, { strict: true });
    if ('outside' in end && OUTSIDE.has(end.outside)) return sent;
    const { names, node } = 'outside' in end ? placeAtHome(state, project_id, place) : end;
    if (node === undefined) throw new FileError('ENOENT');
    return names.join('/');
  });
}

/** Directories that every project's machine has. */
const OUTSIDE = new Set(['/', '/projects', '/tmp']);

export function realPaths(state: HubState, project_id: string, paths: Json | undefined): readonly string[] {
  return textsOf(paths, 'paths').map((path) => realPath(state, project_id, path));
}

function moved(state: HubState, project_id: string, from: string, to: string): HubState {
  const what = `moving '${from}' to '${to}'`;
  const source = found(state, project_id, from);
  if (source === undefined || source.names.length === 0) throw unknown(`${what}, where nothing can be moved`);
  const never: Tell = (error) => unknown(`${what} (${error.code})`);
  const target = called('rename', to, never, () =>
    placeAtHome(state, project_id, absolute(project_id, to), { follow: false }),
  );
  if (target.node !== undefined) throw unknown(`${what}, where something is`);
  const files = filesOf(state, project_id);
  const isInside = source.names.every((name, at) => target.names[at] === name);
  if (isInside || !isDirectory(nodeAt(files, target.names.slice(0, -1)))) throw unknown(`${what}, which is nowhere`);
  const rest = withoutNode(files, source.names, state.now);
  return withFiles(state, project_id, withNode(rest, target.names, source.node, state.now));
}

interface Found {
  readonly names: readonly string[];
  readonly node: Node;
}

/** What is at the path, a link itself; `undefined` if nothing is. */
function found(state: HubState, project_id: string, path: string): Found | undefined {
  try {
    const { names, node } = placeAtHome(state, project_id, absolute(project_id, path), { follow: false });
    return node && { names, node };
  } catch (thrown) {
    if (thrown instanceof FileError) return undefined;
    throw thrown;
  }
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

function directoryOrNothing(state: HubState, project_id: string, path: string): Node | undefined {
  const directory = directoryAt(state, project_id, absolute(project_id, path));
  return directory instanceof FileError ? undefined : directory;
}

function placed(state: HubState, project_id: string, path: string, syscall: string) {
  return called(syscall, path, failed, () => placeAtHome(state, project_id, absolute(project_id, path)));
}

function absolute(project_id: string, path: string): string {
  return path.startsWith('/') ? path : `${homeOf(project_id)}/${path}`;
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
