/**
 * Copying from project to project as the hub of 2026 does it on one machine: by rsync, and while the caller waits.
 * Nothing is recorded of such a copy, and neither project is started or marked.
 * [server/conat/api/projects.ts copyPathBetweenProjects; server/projects/control/util.ts copyPath]
 */
import { refuse } from '../errors.ts';
import { type CopyOptions, copyTree, type Home } from '../files/copy.ts';
import { FileError, type FileErrorCode } from '../files/file-error.ts';
import { homeOf, locate, namesBelow, type PathTarget, parentOf, resolve } from '../files/paths.ts';
import { exclusionOf } from '../files/patterns.ts';
import { withFiles } from '../files/project-files.ts';
import { isDirectory, isSymlink } from '../files/tree.ts';
import { receivedValue } from '../javascript.ts';
import type { Json, JsonObject } from '../json.ts';
import { isCollaborator } from '../projects/access.ts';
import { findProject } from '../projects/projects.ts';
import type { Project } from '../projects/records.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid, plainText } from '../values.ts';

/**
 * The state with the file or directory `src_path` copied; a thing is not copied onto itself, be it there or not.
 *
 * @throws Refusal in the order of the hub's checks; `rsync_failed` keeps what has been copied.
 */
export function copyPath(state: HubState, request: JsonObject, account_id: string): HubState {
  checkCopy(state, request, account_id);
  return copyBetween(state, request);
}

/** As `copyPath`, for whoever may. The project `target_project_id` is the source if it is not named. */
export function copyBetween(state: HubState, request: JsonObject): HubState {
  const { src_project_id, target_project_id } = request;
  const source = projectHome(state, src_project_id as string);
  const target = projectHome(state, (target_project_id ?? src_project_id) as string);
  const from = pathBelow(source.path, request.src_path);
  if (!from.startsWith(source.path)) throw refuse('copy_from_outside');
  const to = pathBelow(target.path, request.target_path ?? request.src_path);
  if (!to.startsWith(target.path)) throw refuse('copy_to_outside');
  if (from === to) return state;

  const isFolder = isDirectory(nodeOf(source, from));
  requireDirectory(target, isFolder ? to : parentOf(to), to);
  // A name after the last slash, so that the home directory is not looked for in the one above.
  const options = { ...optionsOf(request), from, to: to === target.path ? `${to}/.` : to, now: state.now };
  const { files, failure } = copyTree(source, target, options);
  const copied = withFiles(state, target.project_id, files);
  if (failure === undefined) return copied;
  if (failure.code !== 'copy_blocked') throw failure;
  const slash = isFolder ? '/' : '';
  const command = ['rsync', ...argumentsOf(request), from + slash, to + slash].join(' ');
  throw refuse('rsync_failed', { stderr: `${asText(failure.words)}\n${PARTIAL}\n`, command }).keeping(copied);
}

/** [rsync 3.2.7 main.c, errcode.h RERR_PARTIAL] */
const PARTIAL =
  'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338) [sender=3.2.7]';

type ProjectHome = Home & { readonly project_id: string };

/** @throws Refusal `ids_not_uuids`, `copy_from_other`, `copy_to_other`, `copy_of_no_path`, `copy_to_no_uuid` */
function checkCopy(
  state: HubState,
  { src_project_id, target_project_id, src_path }: JsonObject,
  account_id: string,
): void {
  if (!isCollaborator(state, src_project_id, account_id)) throw refuse('copy_from_other');
  const isOther = Boolean(target_project_id) && target_project_id !== src_project_id;
  if (isOther && !isCollaborator(state, target_project_id, account_id)) throw refuse('copy_to_other');
  if (src_path == null) throw refuse('copy_of_no_path');
  const target = target_project_id ?? src_project_id;
  if (!isUuid(target)) throw refuse('copy_to_no_uuid', { project_id: asText(target) });
}

function projectHome(state: HubState, asked: string): ProjectHome {
  const { project_id, files } = findProject(state, asked) as Project;
  return { project_id, path: homeOf(state, project_id), files };
}

/** The absolute path below a home directory, whether it stays there or not; one that begins with a slash counts from home, too. @throws Refusal `wrong_argument_type` */
function pathBelow(home: string, path: Json | undefined): string {
  if (typeof path === 'string') return resolve('/', `${home}/${path}`);
  throw refuse('wrong_argument_type', {
    argument: '"path" argument',
    expected: 'string',
    received: receivedValue(path),
  });
}

/** As Node words it. [libuv uv_strerror] */
const STAT_FAULTS: Partial<Record<FileErrorCode, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many symbolic links encountered',
  ENAMETOOLONG: 'name too long',
};

/** What is at the path, at the end of all links. @throws Refusal `copy_of_nothing` */
function nodeOf(home: Home, path: string): Extract<PathTarget, { node: unknown }>['node'] {
  try {
    const node = namesBelow(home.path, path) && placeIn(home, path).node;
    if (node === undefined) throw new FileError('ENOENT');
    return node;
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown;
    throw refuse('copy_of_nothing', { fault: `${thrown.code}: ${STAT_FAULTS[thrown.code] ?? thrown.text}`, path });
  }
}

/** What `mkdir -p` makes sure of; here only whether it could, as copying makes what is missing. @throws Refusal `copy_without_directory` */
function requireDirectory(home: Home, directory: string, to: string): void {
  if (to === home.path) return;
  const names = namesBelow(home.path, directory);
  if (names === undefined) {
    throw refuse('unsimulated', { what: `copying to '${to}'`, why: 'it is beside the home directory of the project' });
  }
  const prefixes = names.map((_, at) => [home.path, ...names.slice(0, at + 1)].join('/'));
  if (!prefixes.every((prefix) => mayBeDirectory(home, prefix))) throw refuse('copy_without_directory');
}

/** Whether the path leads to a directory, or to nothing, not even to a link. */
function mayBeDirectory(home: Home, path: string): boolean {
  try {
    const { node } = placeIn(home, path);
    return node === undefined ? !isSymlink(placeIn(home, path, { follow: false }).node) : isDirectory(node);
  } catch (thrown) {
    if (thrown instanceof FileError) return false;
    throw thrown;
  }
}

function placeIn({ path: home, files }: Home, path: string, options = {}): Extract<PathTarget, { names: unknown }> {
  const place = locate(home, files, path, options);
  if (!('outside' in place)) return place;
  throw refuse('unsimulated', { what: `copying with the path '${path}'`, why: `a link leads to ${place.outside}` });
}

function optionsOf(request: JsonObject): Omit<CopyOptions, 'from' | 'to' | 'now'> {
  if (request.debug_delay_ms) {
    throw refuse('unsimulated', { what: 'the option "debug_delay_ms"', why: 'it is for tests of the hub itself' });
  }
  const odd = ['timeout', 'bwlimit'].find((name) => request[name] && typeof request[name] !== 'number');
  if (odd !== undefined) {
    throw refuse('unsimulated', { what: `the option "${odd}" as anything but a number`, why: 'rsync may not read it' });
  }
  return {
    overwrite_newer: Boolean(request.overwrite_newer),
    delete_missing: Boolean(request.delete_missing),
    backup: Boolean(request.backup),
    exclude_history: false,
    exclude: exclusionOf(patternsOf(request)),
  };
}

/** @throws Refusal `type_error`; `unsimulated` for a list of anything but texts. */
function patternsOf({ exclude }: JsonObject): string[] {
  if (!exclude) return [];
  // What is no list is gone through all the same, if JavaScript can.
  if (typeof exclude !== 'string' && !Array.isArray(exclude)) {
    throw refuse('type_error', { fault: 'opts.exclude is not iterable' });
  }
  return [...exclude].map((pattern) => plainText(pattern as Json, 'exclude'));
}

function argumentsOf(request: JsonObject): string[] {
  const seconds = (name: 'bwlimit' | 'timeout') => (request[name] ? [`--${name}=${asText(request[name])}`] : []);
  return [
    '-zaxs',
    '--omit-link-times',
    ...patternsOf(request).flatMap((pattern) => ['--exclude', pattern]),
    ...(request.overwrite_newer ? [] : ['--update']),
    ...(request.backup ? ['--backup'] : []),
    ...(request.delete_missing ? ['--delete'] : []),
    ...seconds('bwlimit'),
    ...seconds('timeout'),
  ];
}
