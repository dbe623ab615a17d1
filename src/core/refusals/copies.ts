/** Refusals of the calls on copies, and what is recorded of a copy that failed. */
import type { FileError } from '../files/file-error.ts';

export const copyRefusals = {
  // [smc-hub/copy-path.ts copy]
  invalid_copy_project: ({ member, project_id }: { member: string; project_id: string }) =>
    `${member}='${project_id}' not valid`,
  // [smc-hub/copy-path.ts copy, status, delete]
  no_copy_write_access: ({ project_id }: { project_id: string }) =>
    `ACCESS BLOCKED -- No write access to target project -- ${project_id}`,
  no_copy_read_access: ({ project_id }: { project_id: string }) =>
    `ACCESS BLOCKED -- No read access to source project -- ${project_id}`,

  // [smc-hub/copy-path.ts status, _status_query, _status_single, sanitize]
  copy_status_of_nothing: () =>
    `'copy_path_id' (UUID) of a copy operation or 'src_project_id/target_project_id' must be defined`,
  copy_not_found: ({ copy_path_id }: { copy_path_id: string }) => `Can't find copy operation with ID=${copy_path_id}`,
  invalid_copy_filter: ({ member, project_id }: { member: string; project_id: string }) =>
    `invalid ${member}=${project_id}`,
  illegal_value: ({ name, value, most }: { name: string; value: string; most: number }) =>
    `ILLEGAL VALUE ${name}='${value}' (must be in [0, ${most}])`,
  not_an_integer: ({ name, value }: { name: string; value: string }) =>
    `ERROR -- opts.${name} = '${value}' is not an integer`,

  // [smc-hub/copy-path.ts delete]
  copy_path_id_missing: () => 'ERROR: copy_path_id missing',
  copy_not_waiting: ({ copy_path_id }: { copy_path_id: string }) =>
    `Copy operation '${copy_path_id}' either does not exist or already finished`,

  // [smc-hub/client.coffee mesg_copy_public_path_between_projects]
  invalid_public_copy_target: ({ project_id }: { project_id: string }) => `invalid project_id -- ${project_id}`,
  no_public_copy_access: ({ project_id }: { project_id: string }) =>
    `user must have write access to target project ${project_id}`,

  // From here on what production says is not known: the single back end, which shows it at the end of a traceback.
  // [smc_pyutil/smc_compute.py copy_path, mkdir]
  copy_source_outside: ({ path, home }: { path: string; home: string }) =>
    `source path (=${path}) must be contained in project_path (=${home})`,
  copy_target_outside: ({ path, home }: { path: string; home: string }) =>
    `target path (=${path}) must be contained in target project path (=${home})`,
  copy_parent_outside: ({ parent, home }: { parent: string; home: string }) =>
    `path (=${parent}) must be contained in project path ${home}`,
  // The same back end, in the words of the rsync that it runs. [rsync flist.c, main.c, delete.c]
  copy_source_missing: ({ path }: { path: string }) => `link_stat "${path}" failed: No such file or directory (2)`,
  copy_source_unreachable: ({ directory, error }: { directory: string; error: FileError }) =>
    `change_dir "${directory}" failed: ${error.text} (${-error.errno})`,
  copy_onto_file: ({ path }: { path: string }) => `ERROR: cannot stat destination "${path}/": Not a directory (20)`,
  copy_blocked: ({ blocked }: { blocked: readonly { path: string; by: string }[] }) =>
    blocked.map(({ path, by }) => `could not make way for new ${by}: ${path}`).join('\n'),
} as const;
