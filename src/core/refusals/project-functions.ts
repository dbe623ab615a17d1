/** Refusals of the hub's functions on projects. [server/conat/api/projects.ts] */

/** What members alone may have a project do. */
const purposes = {
  start: 'start it',
  stop: 'stop it',
  touch: 'touch it',
  state: 'get state',
  status: 'get status',
} as const;

export type Purpose = keyof typeof purposes;

export const projectFunctionRefusals = {
  must_be_collaborator: ({ purpose }: { purpose: Purpose }) =>
    `Error: must be collaborator on project to ${purposes[purpose]}`,

  // [server/projects/create.ts]
  project_id_by_other: () => 'Error: only admins can specify the project_id',
  project_id_taken: () => 'postgresql error: duplicate key value violates unique constraint "projects_pkey"',

  // [server/projects/delete.ts]
  delete_of_no_uuid: () => 'Error: project_id must be a valid UUID',
  delete_by_other: () => 'Error: must be an owner to delete a project',

  // [server/conat/api/projects.ts copyPathBetweenProjects]
  copy_from_other: () => 'Error: user must be collaborator on source project',
  copy_to_other: () => 'Error: user must be collaborator on target project',
  // [server/projects/control/util.ts copyPath]
  copy_of_no_path: () => 'Error: path must be specified',
  copy_to_no_uuid: ({ project_id }: { project_id: string }) => `Error: target_project_id=${project_id} is invalid`,
  copy_from_outside: () => 'Error: source path must be contained in project home dir',
  copy_to_outside: () => 'Error: target path must be contained in target project home dir',
  copy_of_nothing: ({ fault, path }: { fault: string; path: string }) => `Error: ${fault}, stat '${path}'`,
  // What becomes of a `mkdir -p` that fails, as where a file is in the way.
  copy_without_directory: () => 'Error: child exited with code 1',
  rsync_failed: ({ stderr, command }: { stderr: string; command: string }) =>
    `Error: WARNING: copy exited with an error -- ${stderr} -- "${command}"`,
} as const;
