import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWriteOr } from '../../core/projects/access.ts';
import { removeLicense } from '../../core/projects/licenses.ts';
import { asText } from '../../core/values.ts';

/** Takes a site licence from the project, from its next start on. [smc-hub/client.coffee mesg_remove_license_from_project] */
export const endpoint = defineEndpoint({
  name: 'v1/remove_license_from_project',
  touchesCaller: true,
  request: options({ id: optional, project_id: required, license_id: required }),
  authorize: [canWriteOr('project_id', 'cannot_license')],

  handle(state, { project_id, license_id }) {
    return {
      state: removeLicense(state, asText(project_id), asText(license_id)),
      answer: { event: 'success' },
    };
  },
});
