/** One call of API v2: what a hub in development holds it to, who calls, and the endpoint. [next/pages/api/v2; server/auth/get-account.ts] */
import { identify } from '../../core/accounts/api-keys.ts';
import { accountOfSession } from '../../core/accounts/sessions.ts';
import { inWordsOfDriver } from '../../core/database/driver.ts';
import { deviates } from '../../core/deviations.ts';
import { isOfRest, type Refusal, refuse } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { type RestCaller, type RestEndpoint, renderedRefusal } from '../../core/rest.ts';
import type { HubState } from '../../core/state.ts';
import type { Answer, Call, SentRequest } from '../call.ts';
import { descriptions, restNames } from './described-requests.ts';
import { heldTo } from './described-values.ts';
import { admitted, answerKindOf, asRefusal, type CallStep, refusedAnswer } from './step.ts';
import { withoutEndpoint } from './unconfigured.ts';

/** Whether there is an endpoint of v2 by this name at a hub, as in `v2/exec`. */
export function isRestName(name: string): boolean {
  return restNames.has(name);
}

export function dispatchRest(endpoints: ReadonlyMap<string, RestEndpoint>, state: HubState, call: Call): CallStep {
  const { name } = call;
  const sent = call.sent ?? { method: 'POST', mediaType: JSON_TYPE, body: call.body as Json };
  const held = deviates(state, 'validated_requests') ? heldToDescription(name, sent) : { body: sent.body };
  if ('answer' in held) return { state, answer: held.answer };
  const request = sent.method === 'POST' && isObject(held.body) ? held.body : {};
  const endpoint = endpoints.get(name) ?? withoutEndpoint(name);
  return served(endpoint, state, request, { call, sent: { ...sent, body: held.body } });
}

const JSON_TYPE = 'application/json';

/** What is left of the body, or the answer to a request that is not as described. [next-rest-framework] */
function heldToDescription(
  name: string,
  { method, mediaType, body }: SentRequest,
): { body: Json } | { answer: Answer } {
  const described = Object.hasOwn(descriptions, name) ? descriptions[name] : undefined;
  if (described === undefined) return { body };
  if (method !== 'POST') return { answer: invalid(405, refuse('method_not_allowed')) };
  if (described === null) return { body };
  if (mediaType !== JSON_TYPE) return { answer: invalid(415, refuse('media_type_not_allowed')) };
  const { value, issues } = heldTo(described, body);
  if (issues.length === 0) return { body: value };
  return { answer: invalid(400, refuse('body_not_as_described'), { errors: issues }) };
}

function invalid(status: number, { code, words }: Refusal, more: JsonObject = {}): Answer {
  return { kind: 'invalid', status, code, body: { message: words, ...more } };
}

interface Received {
  readonly call: Call;
  readonly sent: SentRequest;
}

function served(endpoint: RestEndpoint, state: HubState, request: JsonObject, received: Received): CallStep {
  const { call, sent } = received;
  let known = state;
  let account_id = '';
  const { credentials } = endpoint;
  const reading = typeof credentials === 'function' ? credentials(request) : credentials;
  if (reading !== 'unread') {
    try {
      ({ state: known, account_id } = identified(state, call));
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      const isCaught = reading !== 'unguarded';
      return { state, answer: refused(endpoint, state, isCaught ? refusal : uncaught(String(refusal.words))) };
    }
  }
  const { ip, session } = call;
  const caller: RestCaller = { account_id, ip, session, method: sent.method, body: sent.body };
  return attempt(endpoint, known, (before) =>
    endpoint.handle(admitted(endpoint, before, request, caller), request, caller),
  );
}

function uncaught(fault: string): Refusal {
  return refuse('uncaught', { fault });
}

/** Who calls; a cookie counts, good or not, before any key. @throws Refusal for a cookie that is none. */
function identified(state: HubState, { session, credential }: Call): { state: HubState; account_id: string } {
  if (session) return { state, account_id: accountOfSession(state, session) ?? '' };
  if (typeof credential === 'string') return { state, account_id: '' };
  const { state: known, identity } = identify(state, credential.key);
  if (identity === undefined) return { state: known, account_id: '' };
  return { state: known, account_id: 'account_id' in identity ? identity.account_id : identity.project_id };
}

/** Takes the handler's next step from `state`; a refusal leaves `state` as it was, unless it says what it keeps. */
function attempt(endpoint: RestEndpoint, state: HubState, step: (state: HubState) => Outcome<Json>): CallStep {
  const { patienceMs } = endpoint;
  const tooLate = refused(endpoint, state, refuse('project_timeout'));
  const deadline = patienceMs && { at: state.now + patienceMs, ms: patienceMs, answer: tooLate };
  const next = (current: HubState, move: (state: HubState) => Outcome<Json>): CallStep => {
    try {
      const outcome = move(current);
      if ('effect' in outcome) {
        return { state: outcome.state, effect: outcome.effect, ...(deadline && { deadline }), then: next };
      }
      const { answer, reply, ...rest } = outcome;
      return { ...rest, answer: { kind: 'success', body: answer, ...(reply && { reply }) } };
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      return { state: refusal.kept ?? current, answer: refused(endpoint, current, refusal) };
    }
  };
  return next(state, step);
}

function refused(endpoint: RestEndpoint, state: HubState, refusal: Refusal): Answer {
  const { code } = refusal;
  // It is the gateway of functions that gives up on such a call. Nothing here does.
  if (code === 'too_slow') return refusedAnswer(refuse('never_answers', { what: 'a query that comes to grief' }));
  if (answerKindOf(refusal) === 'crash') return fault(endpoint, state, refusal);
  if (answerKindOf(refusal) !== 'rejection') return refusedAnswer(refusal);
  const words = endpoint.queries ? refusal.words : inWordsOfDriver(state, refusal.words);
  const mayBeException = code !== 'thrown_as_text' && (!endpoint.queries || isOfRest(refusal));
  const status = endpoint.statuses?.[code];
  return {
    kind: 'refusal',
    code,
    body: renderedRefusal(endpoint, words, mayBeException),
    ...(status !== undefined && { reply: { status } }),
  };
}

/** A hub in development tells of its faults otherwise, where it holds requests to their description. */
function fault({ name }: RestEndpoint, state: HubState, refusal: Refusal): Answer {
  if (!deviates(state, 'validated_requests')) return refusedAnswer(refusal);
  if (Object.hasOwn(descriptions, name)) return invalid(500, refuse('fault_in_development'));
  return { kind: 'crash', code: refusal.code, body: { error: refusal.words }, asPage: true };
}
