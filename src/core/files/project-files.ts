/** The files of a project, by the texts that name them. */
import { refuse } from '../errors.ts';
import { updateProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { homeOf, locate, type PathTarget } from './paths.ts';
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
 * @throws FileError, and Refusal by name for a path that leaves the home directory and does not come back.
 */
export function placeAtHome(state: HubState, project_id: string, path: string, { follow = true } = {}): PlaceAtHome {
  const place = locate(homeOf(state, project_id), filesOf(state, project_id), path, { follow, strict: true });
  if (!('outside' in place)) return place;
  throw refuse('unsimulated', {
    what: `the path '${path}'`,
    why: `it leads to ${place.outside}, and of a project's machine only the home directory is simulated`,
  });
}

type PlaceAtHome = Exclude<PathTarget, { readonly outside: string }>;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes read as UTF-8: what is not UTF-8 becomes U+FFFD, and a byte-order mark stays. */
export function asUtf8(content: Uint8Array): string {
  return decoder.decode(content);
}
