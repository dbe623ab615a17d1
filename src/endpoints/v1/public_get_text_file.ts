import { defineEndpoint } from '../../core/endpoint.ts';
import { keepWhenRefused, refuse } from '../../core/errors.ts';
import { readPublicTextFile } from '../../core/files/public-files.ts';
import { isPublicPath, publicPathIn } from '../../core/files/public-paths.ts';
import { optional, options, required } from '../../core/options.ts';
import { startProject } from '../../core/projects/lifecycle.ts';
import { asText, isUuid } from '../../core/values.ts';

/**
 * Reads a public text file, for whoever asks. The hub waits for the project to start; here nobody waits, and the
 * answer is the one that comes after. [smc-hub/client.coffee mesg_public_get_text_file, get_public_project]
 */
export const endpoint = defineEndpoint({
  name: 'v1/public_get_text_file',
  blankKey: true,
  request: options({ id: optional, project_id: required, path: required }),

  handle(state, request) {
    if (!isUuid(request.project_id)) {
      throw refuse('public_path_of_invalid_project', { project_id: asText(request.project_id) });
    }
    // As the database compares it.
    const project_id = request.project_id.toLowerCase();
    const path = publicPathIn(request.path);
    if (!isPublicPath(state, project_id, path))
      throw refuse('path_not_public', { path, project_id: request.project_id });

    const started = startProject(state, project_id);
    const data = keepWhenRefused(started, () => readPublicTextFile(started, project_id, path));
    return { state: started, answer: { event: 'public_text_file_contents', data } };
  },
});
