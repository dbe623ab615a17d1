import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWriteOr } from '../../core/projects/access.ts';
import { addLicense } from '../../core/projects/licenses.ts';
import { asText } from '../../core/values.ts';

/** Gives the project a site licence, from its next start on. [smc-hub/client.coffee mesg_add_license_to_project] */
export const endpoint = defineEndpoint({
  name: 'v1/add_license_to_project',
  touchesCaller: true,
  request: options({ id: optional, project_id: required, license_id: required }),
  authorize: [canWriteOr('project_id', 'cannot_license')],

  handle(state, { project_id, license_id }) {
    return {
      state: addLicense(state, asText(project_id), asText(license_id)),
      answer: { event: 'success' },
    };
  },
});
