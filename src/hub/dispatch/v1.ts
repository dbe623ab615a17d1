/** One call of API v1 through all its checks, in the hub's order. [smc-hub/api/handler.coffee http_message_api_v1] */
import { touchAccount } from '../../core/accounts/accounts.ts';
import { cached } from '../../core/caches/caches.ts';
import { inWordsOfDriver } from '../../core/database/driver.ts';
import { deviates } from '../../core/deviations.ts';
import type { Caller, Endpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { parseRequest } from '../../core/options.ts';
import type { Outcome } from '../../core/outcome.ts';
import { newUuid } from '../../core/random.ts';
import type { HubState } from '../../core/state.ts';
import type { Call, Credential } from '../call.ts';
import { admitted, answerKindOf, asRefusal, type CallStep, refusedAnswer } from './step.ts';
import { undocumented } from './undocumented.ts';
import { refuseUnserved } from './unserved.ts';

export function dispatchEvent(endpoints: ReadonlyMap<string, Endpoint>, state: HubState, call: Call): CallStep {
  let endpoint: Endpoint;
  let caller: Caller;
  let request: Parameters<Endpoint['handle']>[1];
  let id: Json;
  const event = eventOf(call);
  try {
    endpoint = findEndpoint(endpoints, state, call, event);
    request = parseRequest(event, endpoint.request, bodyOf(state, call, event));
    endpoint.inspect?.(request);
    id = request.id ?? newUuid(state, 'id');
    caller = { account_id: findCaller(state, endpoint, call.credential), ip: call.ip };
    if (endpoint.unhandled) throw refuse('unknown_message', { event });
  } catch (thrown) {
    return { state, answer: refusedAnswer(asRefusal(thrown)) };
  }

  const touched = endpoint.touchesCaller ? touchAccount(state, caller.account_id) : state;
  return attempt(endpoint, id, touched, (before) =>
    endpoint.handle(admitted(endpoint, before, request, caller), request, caller),
  );
}

/** Takes the handler's next step from `state`; a refusal leaves `state` as it was, unless it says what it keeps. */
function attempt(endpoint: Endpoint, id: Json, state: HubState, step: (state: HubState) => Outcome<Json>): CallStep {
  try {
    const outcome = step(state);
    if ('answer' in outcome) {
      return { state: outcome.state, answer: { kind: 'success', body: enveloped(outcome.answer as JsonObject, id) } };
    }
    return {
      state: outcome.state,
      effect: outcome.effect,
      then: (later, step) => attempt(endpoint, id, later, step),
    };
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    const words = inWordsOfDriver(state, refusal.words);
    const kept = refusal.kept ?? state;
    if (answerKindOf(refusal) !== 'rejection') return { state: kept, answer: refusedAnswer(refusal) };
    const answer = endpoint.refused?.(words) ?? { event: 'error', error: words };
    return { state: kept, answer: { kind: 'refusal', code: refusal.code, body: enveloped(answer, id) } };
  }
}

function findEndpoint(endpoints: ReadonlyMap<string, Endpoint>, state: HubState, call: Call, event: string): Endpoint {
  if (call.credential === 'absent') throw refuse('no_authorization');
  const endpoint = endpoints.get(call.name) ?? undocumented.get(call.name);
  if (endpoint === undefined) throw refuseUnserved(event);
  if (endpoint.withdrawn && deviates(state, 'withdrawn_events')) throw refuse('not_in_api', { event });
  return endpoint;
}

/** The body without the documented option `event`, where that is taken. */
function bodyOf(state: HubState, { body }: Call, event: string): object {
  if (!('event' in body) || body.event !== event || deviates(state, 'event_option')) return body;
  const { event: _event, ...rest } = body;
  return rest;
}

function findCaller(state: HubState, endpoint: Endpoint, credential: Credential): string {
  if (typeof credential === 'string') throw refuse('key_missing_after_scheme');
  if (credential.key === '' && endpoint.blankKey && !deviates(state, 'blank_key')) return '';
  const { key } = credential;
  const account_id = cached(state, 'key_cache', key, () => state.accounts.by('api_key', key)?.account_id);
  if (account_id === undefined) throw refuse('no_account_found');
  if (state.accounts.get(account_id)?.banned) throw refuse('banned', { help_email: state.site.help_email });
  return account_id;
}

/** The answer with its id where the hub's messages have it: second, unless the handler has put it elsewhere. */
function enveloped(answer: JsonObject, id: Json): JsonObject {
  if (Object.hasOwn(answer, 'id')) return { ...answer, id };
  // Member by member, which V8 does many times as fast as a spread.
  const whole: Record<string, Json> = { event: answer.event as Json, id };
  for (const name in answer) if (name !== 'event') whole[name] = answer[name] as Json;
  return whole;
}

function eventOf({ name }: Call): string {
  return name.slice(name.indexOf('/') + 1);
}
