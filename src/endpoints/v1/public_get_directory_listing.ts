import { sqlUuid } from '../../core/database/database.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { publicListing } from '../../core/files/public-files.ts';
import { publicPathIn, publicTest } from '../../core/files/public-paths.ts';
import { optional, options, required } from '../../core/options.ts';
import { startProject } from '../../core/projects/lifecycle.ts';

/**
 * Lists what is public in a directory of a project, for whoever asks. The hub waits for the project to start; here
 * nobody waits, and the answer is the one that comes after. [smc-hub/client.coffee mesg_public_get_directory_listing]
 */
export const endpoint = defineEndpoint({
  name: 'v1/public_get_directory_listing',
  blankKey: true,
  request: options({
    id: optional,
    project_id: required,
    path: required,
    hidden: false,
    time: false,
    start: 0,
    limit: -1,
  }),

  handle(state, request) {
    const project_id = sqlUuid(request.project_id);
    const isPublic = publicTest(state, project_id);
    if (isPublic === undefined) throw refuse('nothing_public');

    const path = publicPathIn(request.path);
    const started = startProject(state, project_id);
    const result = publicListing(started, project_id, path, { ...request, isPublic });
    return { state: started, answer: { event: 'public_directory_listing', result } };
  },
});
