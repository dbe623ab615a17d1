/** Refusals of API v2 about projects, written as those of `rest.ts`. */

const PROJECT_IDS = {
  project_id: 'project_id must be a valid uuid',
  src_project_id: 'src_project_id must be a valid uuid',
  target_project_id: 'target_project_id must be a valid uuid',
  copy_id: 'copy_id must be a valid uuid',
  of_collaborators: 'project_id must be a uuid',
} as const;

const MEMBERS_ONLY = {
  start: 'must be a collaborator to start project',
  stop: 'must be a collaborator to stop project',
  restore: 'must be an owner to restore a project',
  copy_from: 'must be a collaborator on source project',
  copy_to: 'must be a collaborator on target project',
  see_copy: 'must be a collaborator on the target project',
  typeset: 'must be signed in as a collaborator on the project',
  upgrade: 'user must be a collaborator on the project',
  move_fee: 'user must be collaborator on project',
  set_course: 'you must be a collaborator on the the project to set the course info',
  change_course:
    "you must be a collaborator on the the project the contains the course (i.e., only TA's and instructors can set the course field)",
} as const;

export type UuidName = keyof typeof PROJECT_IDS;
export type MembersOnly = keyof typeof MEMBERS_ONLY;

export const restProjectRefusals = {
  uuid_needed: ({ name }: { name: UuidName }) => `Error: ${PROJECT_IDS[name]}`,
  members_only: ({ to }: { to: MembersOnly }) => `Error: ${MEMBERS_ONLY[to]}`,

  // [server/projects/get.ts, set-one.ts; next/pages/api/v2/projects/get.ts, update.ts]
  no_account_to_list: () => 'Error: account_id must be a UUIDv4',
  // What user queries throw is text.
  thrown_as_text: ({ text }: { text: string }) => text,

  // [server/projects/collab.ts]
  project_to_join_missing: () => 'Error: invalid project_id',

  // [next/pages/api/v2/projects/copy-path.ts, copy-path-status.ts]
  path_to_copy_missing: () => 'Error: path must be specified',
  no_such_copy: () => 'Error: copy_id not found',

  // [next/pages/api/v2/projects/copy-url.ts; next/lib/share/proxy]
  no_url: () => 'Error: url must be specified',
  url_not_hosted: ({ url }: { url: string }) =>
    `Error: unsupported proxy url schema -- "${url}" -- url must be hosted on GitHub`,

  // [next/pages/api/v2/projects/set-admin-quotas.ts, public-path-license.ts, course/set-course-info.ts]
  quotas_for_admins: () => 'Error: only admins can set project quotas',
  public_path_not_hashed: () => 'Error: public_path_id must be a sha1 hash',
  course_of_no_kind: () => 'Error: course must be an object of type CourseInfo',
} as const;
