import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { projectsWithLicense } from '../../../core/projects/license-views.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { isUuid } from '../../../core/values.ts';

/** Lists the projects that have a licence to one of its managers. [server/licenses/get-projects-with-license.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/licenses/get-projects-with-license',
  request: options({ license_id: required }),
  renders: 'text',
  handle(state, { license_id }, { account_id }) {
    if (!isUuid(license_id)) throw refuse('license_id_malformed');
    if (account_id === '') throw refuse('sign_in_first', { words: 'to_manage_license' });
    return { state, answer: projectsWithLicense(state, license_id, account_id) };
  },
});
