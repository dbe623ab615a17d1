import { refuse } from '../../core/errors.ts';
import { options, required } from '../../core/options.ts';
import { defineRestEndpoint } from '../../core/rest.ts';
import { asText } from '../../core/values.ts';

const SHORTEST_TOKEN = 20;

/** Does what a token stands for: those for payments are made here and lead nowhere. [server/token-actions/handle.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/token-action',
  request: options({ token: required }),
  renders: 'text',
  handle(state, { token }) {
    const told = asText(token);
    if (told.length < SHORTEST_TOKEN || token === undefined) throw refuse('action_token_invalid', { token: told });
    if (state.token_actions.has(told)) {
      const why = 'it takes a payment service';
      throw refuse('unsimulated', { what: 'paying with a link', why });
    }
    throw refuse('action_token_over', { token: told }).keeping(state);
  },
});
