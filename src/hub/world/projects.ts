/** The projects of a world, with their files and what they share. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64 } from '../../core/base64.ts';
import { publicPathId } from '../../core/files/public-paths.ts';
import type { PublicPath } from '../../core/files/records.ts';
import { type Directory, emptyDirectory, isDirectory, nodeAt, withNode } from '../../core/files/tree.ts';
import type { Instant } from '../../core/instant.ts';
import type { Project } from '../../core/projects/records.ts';
import { withRun } from '../../core/projects/runs.ts';
import { type HubState, put } from '../../core/state.ts';
import { accountIdOf, instant, projectIdOf } from './names.ts';
import type { World, WorldFile, WorldProject, WorldPublicPath } from './shape.ts';

export function withProjects(state: HubState, world: World): HubState {
  return Object.entries(world.projects ?? {}).reduce((result, [name, project]) => {
    const built = projectOf(result, world, name, project);
    return (project.public_paths ?? []).reduce(
      (shared, path) => put(shared, 'publicPaths', publicPathOf(state, built.project_id, path)),
      withRunningProject(result, built),
    );
  }, state);
}

function projectOf(state: HubState, world: World, name: string, project: WorldProject): Project {
  const files = Object.entries(project.files ?? {}).reduce(
    (tree, [path, file]) => withWorldFile(tree, path, file, state.now),
    emptyDirectory(state.now),
  );
  return {
    project_id: projectIdOf(state, world, name),
    title: project.title ?? '',
    description: project.description ?? '',
    users: usersOf(state, world, project),
    compute_image: null,
    site_license: project.site_license ?? null,
    created: instant(project.created, state.now),
    last_edited: instant(project.last_edited, state.now),
    last_active: null,
    state: project.state === null ? null : { state: project.state ?? 'opened', time: state.now },
    deleted: project.deleted ?? null,
    invite: null,
    columns: project.columns ?? {},
    files,
  };
}

/** The state with the project, and with a process for it if it runs. */
function withRunningProject(state: HubState, project: Project): HubState {
  const placed = put(state, 'projects', project);
  return project.state?.state === 'running' ? withRun(placed, project.project_id) : placed;
}

function usersOf(state: HubState, world: World, { users = {} }: WorldProject): Project['users'] {
  const entries = Object.entries(users).map(([named, user]) => [
    accountIdOf(state, world, named),
    typeof user === 'string' ? { group: user } : user,
  ]);
  return Object.fromEntries(entries) as Project['users'];
}

function withWorldFile(tree: Directory, path: string, file: string | WorldFile, now: Instant): Directory {
  const names = path.split('/').filter((name) => name !== '');
  const given = typeof file === 'string' ? { content: file } : file;
  const modified = instant(given.modified, now);
  if ('link' in given) return withNode(tree, names, { kind: 'symlink', target: given.link, modified });
  if ('directory' in given) {
    // What the world lists below it may have made it already.
    const made = nodeAt(tree, names);
    return withNode(tree, names, isDirectory(made) ? { ...made, modified } : emptyDirectory(modified));
  }
  const content = 'base64' in given ? fromBase64(given.base64) : utf8ToBytes(given.content);
  return withNode(tree, names, { kind: 'file', content, modified, mode: given.mode ?? 0o644 });
}

function publicPathOf(state: HubState, project_id: string, shared: WorldPublicPath): PublicPath {
  return {
    id: publicPathId(project_id, shared.path),
    project_id,
    path: shared.path,
    description: shared.description ?? null,
    disabled: shared.disabled ?? null,
    unlisted: shared.unlisted ?? null,
    license: null,
    created: state.now,
    last_edited: state.now,
    columns: {},
  };
}
