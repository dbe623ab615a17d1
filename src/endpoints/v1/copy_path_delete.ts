import { withoutCopy } from '../../core/copies/copies.ts';
import { requireCopyAccess } from '../../core/copies/copy-access.ts';
import { sqlUuid } from '../../core/database/database.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { optional, options } from '../../core/options.ts';
import { asText } from '../../core/values.ts';

/** Deletes a copy operation that is scheduled and has not finished. [smc-hub/copy-path.ts delete] */
export const endpoint = defineEndpoint({
  name: 'v1/copy_path_delete',
  touchesCaller: true,
  request: options({ copy_path_id: optional }),

  handle(state, request, caller) {
    if (request.copy_path_id === undefined) throw refuse('copy_path_id_missing');
    const copy_path_id = asText(request.copy_path_id);
    const copy = state.copies.get(sqlUuid(request.copy_path_id));
    if (copy === undefined || copy.scheduled === null || copy.finished !== null) {
      throw refuse('copy_not_waiting', { copy_path_id });
    }
    requireCopyAccess(state, copy, caller);
    const data = `copy_path_id = '${copy_path_id}' deleted`;
    return { state: withoutCopy(state, copy), answer: { event: 'copy_path_status_response', data } };
  },
});
