/** What is paid for projects of courses. [server/purchases/student-pay.ts] */
import { refuse } from '../errors.ts';
import { isObject } from '../json.ts';
import { findProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';

/** @throws Refusal `not_of_courses`, `course_not_paid`, `course_without_license` */
export function checkPaid(
  state: HubState,
  { project_id, paid_project_id }: { readonly project_id: string; readonly paid_project_id: string },
): void {
  const courseOf = (id: string) => findProject(state, id)?.columns.course ?? null;
  const [course, paid] = [courseOf(project_id), courseOf(paid_project_id)];
  if (course === null || paid === null) throw refuse('not_of_courses');
  if (!isObject(paid) || !isTruthy(paid.paid)) throw refuse('course_not_paid');
  const { site_license = null } = findProject(state, paid_project_id) ?? {};
  if (Object.keys(site_license ?? {}).length === 0) throw refuse('course_without_license');
}
