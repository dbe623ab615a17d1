import { refuse } from '../../../../core/errors.ts';
import { isObject, isSameJson, type Json } from '../../../../core/json.ts';
import { options, required } from '../../../../core/options.ts';
import { findProject, updateProject } from '../../../../core/projects/projects.ts';
import { isCollaboratorOrItself, membersOnly } from '../../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';
import { isTruthy } from '../../../../core/values.ts';

/** Says which course a project belongs to. [server/projects/course/set-course-info.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/course/set-course-info',
  request: options({ project_id: required, course: required }),
  renders: 'text',
  authorize: [
    signedInFirst(),
    membersOnly('project_id', 'set_course'),
    (state, { course }) => {
      if (course === undefined || typeof course !== 'object') throw refuse('course_of_no_kind');
      return state;
    },
  ],
  handle(state, { project_id, course = null }, { account_id }) {
    const id = project_id as string;
    const { course: old = null } = findProject(state, id)?.columns ?? {};
    const before = isObject(old) ? old : {};
    if (before.project_id && !isCollaboratorOrItself(state, before.project_id, account_id)) {
      throw refuse('members_only', { to: 'change_course' });
    }
    if (isObject(course) && isTruthy(course.payInfo) && !isSameJson(course.payInfo as Json, before.payInfo ?? null)) {
      throw refuse('unsimulated', { what: 'what students pay for a course', why: 'it takes a list of prices' });
    }
    const kept = isObject(course) && isTruthy(before.paid) ? { ...course, paid: before.paid as Json } : course;
    return {
      state: updateProject(state, id, (project) => ({ ...project, columns: { ...project.columns, course: kept } })),
      answer: { course: kept },
    };
  },
});
