import { refuse } from '../../../core/errors.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { asText } from '../../../core/values.ts';

/** Services of a project that nothing here depends on. */
const SERVICES = ['open-files', 'listings', 'files:read', 'files:write'];

/** Ends a service of the project. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.terminate',
  request: options({ service: required }),

  handle(state, request) {
    const service = asText(request.service);
    if (service === 'api') {
      throw refuse('unsimulated', { what: 'the end of a project’s api', why: 'what answers after it is not known' });
    }
    if (!SERVICES.includes(service)) throw refuse('unknown_service', { service });
    return { state, answer: { status: 'terminated', service } };
  },
});
