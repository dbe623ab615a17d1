import type { Json, JsonObject } from '../json.ts';

/** Refusals of the calls on files and on what is public. */
export const fileRefusals = {
  // The error of the project's own Node, as JSON has it: without its message. [smc-project/read_write_files.coffee]
  file_error: (error: { errno: number; code: string; syscall: string; path: string }): JsonObject => error,

  // [node child_process.exec]
  archive_failed: ({ cmd }: { cmd: string }): JsonObject => ({ killed: false, code: 2, signal: null, cmd }),

  // [smc-project/common.coffee check_file_size]
  file_too_large: ({ sizeBytes }: { sizeBytes: number }) =>
    `Attempt to open large file of size ${Math.round(sizeBytes / 1_000_000)}MB; the maximum allowed size is 10MB. Use vim, emacs, or pico from a terminal instead.`,

  // [smc-hub/client.coffee mesg_read_text_files_from_projects]
  paths_of_other_length: () => 'if project_id is an array, then path must be an array of the same length',

  // [smc-hub/client.coffee get_public_project; postgres-server-queries.coffee get_public_paths]
  public_path_of_invalid_project: ({ project_id }: { project_id: string }) => `invalid project_id -- ${project_id}`,
  path_not_public: ({ path, project_id }: { path: string; project_id: string }) =>
    `path '${path}' of project with id '${project_id}' is not public`,

  // [smc-hub/client.coffee mesg_public_get_directory_listing; postgres-server-queries.coffee has_public_path]
  nothing_public: () => 'not_public',

  // [smc-hub/kucalc/compute-client.coffee read_file]
  no_file_name: () => "not a file -- ''",
  not_in_listing: () => 'file too big or not found in listing',
  // [smc-util/misc.js retry_until_success]
  never_served: ({ fault }: { fault: Json }) =>
    `maximum time (=30000ms) exceeded - last error ${JSON.stringify(fault)}`,
} as const;
