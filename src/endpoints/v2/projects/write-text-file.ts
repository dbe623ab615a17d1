import { refuse } from '../../../core/errors.ts';
import { writtenIfPossible } from '../../../core/files/system-files.ts';
import { MINUTE } from '../../../core/instant.ts';
import { options, required } from '../../../core/options.ts';
import { callableProjects, whenCalled } from '../../../core/projects/rest-call.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { isTruthy, isUuid } from '../../../core/values.ts';

/** Writes a text to a file of a project, which is started for it. [next/pages/api/v2/projects/write-text-file.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/write-text-file',
  request: options({ project_id: required, path: required, content: required }),
  renders: 'message',
  credentials: 'unguarded',
  patienceMs: MINUTE,
  authorize: [
    signedInFirst('authenticated'),
    (state, { project_id, path, content }) => {
      if (!isUuid(project_id)) throw refuse('no_project_to_write_to');
      if (!isTruthy(path)) throw refuse('no_path_to_write_to');
      if (content == null) throw refuse('no_content_to_write');
      return state;
    },
    callableProjects,
  ],
  handle(state, { project_id, path = null, content = null }) {
    const id = project_id as string;
    return whenCalled(state, id, (running) => ({
      state: writtenIfPossible(running, id, { path, content }),
      answer: { status: 'ok' },
    }));
  },
});
