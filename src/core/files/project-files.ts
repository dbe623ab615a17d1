/** The files of a project, by the texts that name them. */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { updateProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { FileError } from './file-error.ts';
import { baseName, homeOf, locate, namesBelow, type PathTarget } from './paths.ts';
import type { Directory } from './tree.ts';

/** The owner's permissions. [stat.h] */
export const MAY_READ = 0o400;
export const MAY_WRITE = 0o200;

/**
 * The home directory of the project.
 *
 * @throws Refusal by name for a project that is not there: site admins get that far.
 */
export function filesOf(state: HubState, project_id: string): Directory {
  const project = state.projects.get(project_id);
  if (project !== undefined) return project.files;
  throw refuse('unsimulated', { what: `files of the project '${project_id}'`, why: 'there is no such project' });
}

export function withFiles(state: HubState, project_id: string, files: Directory): HubState {
  return updateProject(state, project_id, (project) => ({ ...project, files }));
}

/**
 * Where a system call made in the project finds `path`, which is absolute: `locate`, with `strict`.
 *
 * @throws FileError, and Refusal by name for a path that leaves the home directory and does not come back, unless it is
 *   known that nothing is there.
 */
export function placeAtHome(state: HubState, project_id: string, path: string, { follow = true } = {}): PlaceAtHome {
  const place = locate(homeOf(state, project_id), filesOf(state, project_id), path, { follow, strict: true });
  if (!('outside' in place)) return place;
  const { outside } = place;
  if (nameBesideHomes(state, outside) !== undefined) throw new FileError('ENOENT');
  if (!deviates(state, 'root_user') && outside.startsWith('/root/')) throw new FileError('EACCES');
  throw refuse('unsimulated', {
    what: `the path '${path}'`,
    why: `it leads to ${outside}, and of a project's machine only the home directory is simulated`,
  });
}

/**
 * Sees to it that a file or directory may be made at `path`, if that is outside of the home directory.
 *
 * @throws FileError where a project may not; Refusal by name where all of a machine's projects would see it.
 */
export function checkMakeable(state: HubState, project_id: string, path: string, options?: { follow: boolean }): void {
  const outside = outsideOf(state, project_id, path, options);
  if (outside === undefined || nameBesideHomes(state, outside) !== baseName(outside)) return;
  if (!deviates(state, 'root_user')) throw new FileError('EACCES');
  const why = 'it leads to the directory of all projects, and of a project only the home directory is simulated';
  throw refuse('unsimulated', { what: `making '${path}'`, why });
}

/** Whether the path leads to the directory that has the homes of all projects. */
export function leadsToHomes(
  state: HubState,
  project_id: string,
  path: string,
  options?: { follow: boolean },
): boolean {
  return outsideOf(state, project_id, path, options) === state.home;
}

function outsideOf(state: HubState, project_id: string, path: string, { follow = true } = {}): string | undefined {
  const place = locate(homeOf(state, project_id), filesOf(state, project_id), path, { follow, strict: true });
  return 'outside' in place ? place.outside : undefined;
}

/** The name beside the homes of projects that a path begins with and nothing has; `undefined` for any other path. */
function nameBesideHomes(state: HubState, outside: string): string | undefined {
  const [name] = namesBelow(state.home, outside) ?? [];
  return name === undefined || state.projects.has(name) ? undefined : name;
}

type PlaceAtHome = Exclude<PathTarget, { readonly outside: string }>;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes read as UTF-8: what is not UTF-8 becomes U+FFFD, and a byte-order mark stays. */
export function asUtf8(content: Uint8Array): string {
  return decoder.decode(content);
}
