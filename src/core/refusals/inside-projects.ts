/** What a project itself refuses, or the operating system it runs on. */

export interface FailedCall {
  /** Node's name and words of the error. */
  readonly code: string;
  readonly words: string;
  readonly syscall: string;
  /** Absent where Node tells of none. */
  readonly path?: string;
}

export const insideProjectRefusals = {
  // Without a prefix. [backend/execute-code.ts]
  system_exec_failed: ({ reason }: { reason: string }) => reason,
  no_compute_server: () => 'Error: no connection to compute server -- please start or restart it',
  no_such_job: ({ job_id }: { job_id: string }) => `Error: Async operation '${job_id}' does not exist.`,

  // What Node says. [libuv]
  system_call_failed: ({ code, words, syscall, path }: FailedCall) =>
    `Error: ${code}: ${words}, ${syscall}${path === undefined ? '' : ` '${path}'`}`,
  wrong_argument_type: ({ argument, expected, received }: Record<'argument' | 'expected' | 'received', string>) =>
    `TypeError [ERR_INVALID_ARG_TYPE]: The ${argument} must be of type ${expected}. Received ${received}`,
  // [npm fs-extra]
  move_into_itself: ({ from, to }: { from: string; to: string }) =>
    `Error: Cannot move '${from}' to a subdirectory of itself, '${to}'.`,
  same_place: () => 'Error: Source and destination must not be the same.',
  no_such_process: () => 'Error: kill ESRCH',

  // [project/conat/api/system.ts]
  unknown_service: ({ service }: { service: string }) => `Unknown service ${service}`,
} as const;
