/** Refusals of the conat API before a function runs, in the order in which the hub looks. */

export interface Subject {
  /** Whom the gateway asked, as in `hub.account.<account_id>.api`. */
  readonly subject: string;
  readonly name: string;
}

export const conatRefusals = {
  // What Node says of `Basic` without anything behind it. [server/auth/api.ts]
  nothing_to_decode: () =>
    'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received undefined',
  // [server/api/hub-bridge.ts, project-bridge.ts; next/pages/api/conat/hub.ts, project.ts]
  not_signed_in: () => 'must be signed in and MUST provide an api key (cookies are not allowed)',
  not_signed_in_to_project: () => 'must sign in as project or account',
  no_project_given: () => 'must specify project_id or use project-specific api key',
  key_of_other_project: () => 'project specific api key must match requested project',
  not_uuids: () => "invalid account_id or project_id -- all must be valid uuid's",
  not_collaborator: () => 'user must be a collaborator on the project',

  // The space before the end is the hub's. [server/api/hub-bridge.ts callHub]
  timeout_not_positive: ({ subject, name }: Subject) =>
    `timeout must be positive - callHub: subject='${subject}', name='${name}', code='undefined' `,
  // Where nobody heard the call in time, and where somebody did and was not done with it.
  timed_out: ({ subject, name }: Subject) =>
    `timeout - Error: operation has timed out - callHub: subject='${subject}', name='${name}', code='408' `,
  too_slow: ({ subject, name }: Subject) => `timeout - callHub: subject='${subject}', name='${name}', code='408' `,

  // [conat/hub/api/index.ts transformArgs; server/conat/api/index.ts getResponse; project/conat/api/index.ts]
  unknown_function: ({ name }: { name: string }) => `Error: unknown function '${name}'`,
  type_error: ({ fault }: { fault: string }) => `TypeError: ${fault}`,
  // As the functions of the hub say it, which check ids of their own. [server/projects/is-collaborator.ts]
  ids_not_uuids: () => "Error: invalid account_id or project_id -- all must be valid uuid's",
} as const;
