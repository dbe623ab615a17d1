/** The files that a project's machine keeps in /tmp, which are gone with the process that the project runs as. */
import { type Directory, type Node, withChanges } from '../files/tree.ts';
import type { HubState } from '../state.ts';
import { findProject, updateProject } from './projects.ts';
import type { Project } from './records.ts';

/** What is there now; nothing where the project has not run anything there since it started. */
export function temporaryFiles(project: Project | undefined): Directory | undefined {
  const { run, temporary } = project ?? {};
  return temporary !== undefined && temporary.session_id === run?.session_id ? temporary.files : undefined;
}

/**
 * The state with what changed between two looks into the directory; what others have changed meanwhile stays.
 *
 * @param own the name of something there that is not to last.
 */
export function withTemporaryFiles(
  state: HubState,
  project_id: string,
  { before, after, own }: { readonly before: Directory; readonly after: Directory; readonly own: string },
): HubState {
  const session_id = findProject(state, project_id)?.run?.session_id;
  const changes = changesBetween(before, after).filter(([name]) => name !== own && !OF_SHELL.test(name));
  if (session_id === undefined || changes.length === 0) return state;
  return updateProject(state, project_id, (project) => {
    const files = withChanges(temporaryFiles(project) ?? before, changes);
    return { ...project, temporary: { session_id, files } };
  });
}

/** What the simulated shell puts there for itself. */
const OF_SHELL = /^\.(?:complaints|sourced)-\d+$/;

function changesBetween(before: Directory, after: Directory): (readonly [name: string, node: Node | undefined])[] {
  const names = new Set([...before.entries.keys(), ...after.entries.keys()]);
  return [...names]
    .filter((name) => before.entries.get(name) !== after.entries.get(name))
    .map((name) => [name, after.entries.get(name)] as const);
}
