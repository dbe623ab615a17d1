/** The files of a project, by the texts that name them. */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { updateProject } from '../projects/projects.ts';
import type { Project } from '../projects/records.ts';
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
  return updateProject(state, project_id, (project) => projectWithFiles(project, files));
}

/** Member by member, since every write makes one: V8 takes twenty times as long for `{ ...project, files }`. */
function projectWithFiles(project: Project, files: Directory): Project {
  const { run, temporary } = project;
  const copy: Writable<Project> = {
    project_id: project.project_id,
    title: project.title,
    description: project.description,
    users: project.users,
    compute_image: project.compute_image,
    site_license: project.site_license,
    created: project.created,
    last_edited: project.last_edited,
    last_active: project.last_active,
    state: project.state,
    deleted: project.deleted,
    invite: project.invite,
    columns: project.columns,
    files,
  } satisfies Required<Omit<Project, 'run' | 'temporary'>>;
  if (run !== undefined) copy.run = run;
  if (temporary !== undefined) copy.temporary = temporary;
  return copy;
}

type Writable<Row> = { -readonly [Name in keyof Row]: Row[Name] };

/**
 * Where a system call made in the project finds `path`, which is absolute: `locate`, with `strict`.
 *
 * @throws FileError, and Refusal by name for a path that leaves the home directory and does not come back, unless it is
 *   known that nothing is there.
 */
export function placeAtHome(state: HubState, project_id: string, path: string, options?: Following): PlaceAtHome {
  return atHome(state, path, located(state, project_id, path, options));
}

interface Following {
  /** Whether a link at the end of the path is followed; it is by default. */
  readonly follow: boolean;
}

function atHome(state: HubState, path: string, place: PathTarget): PlaceAtHome {
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
 * As `placeAtHome`, where a file or directory is to be made.
 *
 * @throws FileError also where a project may make nothing; Refusal by name also where all of a machine's projects would see it.
 */
export function makeablePlace(state: HubState, project_id: string, path: string, options?: Following): PlaceAtHome {
  const place = located(state, project_id, path, options);
  if ('outside' in place && nameBesideHomes(state, place.outside) === baseName(place.outside)) {
    if (!deviates(state, 'root_user')) throw new FileError('EACCES');
    const why = 'it leads to the directory of all projects, and of a project only the home directory is simulated';
    throw refuse('unsimulated', { what: `making '${path}'`, why });
  }
  return atHome(state, path, place);
}

/** Whether the path leads to the directory that has the homes of all projects. */
export function leadsToHomes(state: HubState, project_id: string, path: string, options?: Following): boolean {
  return isHomes(state, located(state, project_id, path, options));
}

/**
 * What is at the path, if anything is; `homes` for the directory that has the homes of all projects.
 *
 * @throws as `placeAtHome`
 */
export function foundAtHome(state: HubState, project_id: string, path: string): PlaceAtHome | 'homes' | undefined {
  const place = located(state, project_id, path);
  if (isHomes(state, place)) return 'homes';
  const found = atHome(state, path, place);
  return found.node === undefined ? undefined : found;
}

function isHomes({ home }: HubState, place: PathTarget): boolean {
  return 'outside' in place && place.outside === home;
}

function located(
  state: HubState,
  project_id: string,
  path: string,
  { follow }: Following = { follow: true },
): PathTarget {
  return locate(homeOf(state, project_id), filesOf(state, project_id), path, { follow, strict: true });
}

/** The name beside the homes of projects that a path begins with and nothing has; `undefined` for any other path. */
function nameBesideHomes(state: HubState, outside: string): string | undefined {
  const [name] = namesBelow(state.home, outside) ?? [];
  return name === undefined || state.projects.has(name) ? undefined : name;
}

export type PlaceAtHome = Exclude<PathTarget, { readonly outside: string }>;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes read as UTF-8: what is not UTF-8 becomes U+FFFD, and a byte-order mark stays. */
export function asUtf8(content: Uint8Array): string {
  return decoder.decode(content);
}
