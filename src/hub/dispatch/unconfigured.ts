/**
 * Endpoints of v2 that are not simulated: of those behind a service, as a payment service, a cloud or a language model, what a
 * hub answers that has none of them. [measured: v2-refused.har]
 */

import { isAdmin } from '../../core/accounts/accounts.ts';
import type { Caller } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { options } from '../../core/options.ts';
import type { Outcome } from '../../core/outcome.ts';
import { defineRestEndpoint, type RestEndpoint } from '../../core/rest.ts';
import type { HubState } from '../../core/state.ts';
import { asText, isTruthy } from '../../core/values.ts';
import { type Unconfigured, unconfigured } from './unconfigured-hub.ts';

/** The endpoint of that name, which answers as a hub without services, or refuses by name. */
export function withoutEndpoint(name: string): RestEndpoint {
  const known = unconfigured[name.slice('v2/'.length)];
  return defineRestEndpoint({
    name: name as `v2/${string}`,
    request: options({}),
    renders: 'text',
    ...(known === undefined && { credentials: 'unread' as const }),
    handle(state, request, caller) {
      if (known !== undefined) return answered(known, state, request, caller);
      const why = 'hubs have it, and nothing here stands for it yet';
      throw refuse('unsimulated', { what: `the endpoint '${name}'`, why });
    },
  });
}

function answered(known: Unconfigured, state: HubState, request: JsonObject, caller: Caller): Outcome<Json> {
  const {
    signIn = 'must be signed in',
    nobody,
    notAdmin,
    needs = {},
    unknownNames = {},
    refused,
    answer,
    empty,
  } = known;
  for (const [member, words] of Object.entries(unknownNames)) {
    const name = request[member];
    if (name == null) continue;
    if (caller.account_id === '' || typeof name !== 'string' || !ONE_WORD.test(name)) {
      throw refuse('unsimulated', {
        what: `this ${member}`,
        why: 'what a hub that has none of them says of it is not known',
      });
    }
    throw refuse('unconfigured', { words: filled(words, request) });
  }
  if (caller.account_id === '') {
    if (nobody !== undefined) return { state, answer: nobody };
    if (signIn !== null) throw refuse('unconfigured', { words: signIn });
  }
  if (notAdmin !== undefined && !isAdmin(state, caller.account_id)) throw refuse('unconfigured', { words: notAdmin });
  for (const [member, words] of Object.entries(needs)) {
    if (!isTruthy(request[member])) throw refuse('unconfigured', { words });
  }
  if (refused !== undefined) throw refuse('unconfigured', { words: filled(refused, request) });
  if (answer === undefined && empty === undefined) {
    throw refuse('unsimulated', { what: 'this call', why: 'it needs a service that is not simulated' });
  }
  return { state, answer: answer ?? null, ...(empty && { reply: { empty } }) };
}

/** Names of what there is have digits or hyphens. */
const ONE_WORD = /^[a-z]+$/i;

/** The words with what was sent in place of names in brackets. */
function filled(words: string, request: JsonObject): string {
  return words.replace(/<(\w+)>/g, (_name, member: string) => asText(request[member]));
}
