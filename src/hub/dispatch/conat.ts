/** One call of the conat API through all its checks, in the gateway's order. [server/api/hub-bridge.ts, project-bridge.ts] */
import { touchAccount } from '../../core/accounts/accounts.ts';
import { type Identity, identify } from '../../core/accounts/api-keys.ts';
import { inWordsOfDriver } from '../../core/database/driver.ts';
import type { Caller } from '../../core/endpoint.ts';
import { Refusal, refuse } from '../../core/errors.ts';
import type { Arguments, HubFunction, ProjectFunction } from '../../core/functions.ts';
import { readMember } from '../../core/javascript.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { effectOf, type Outcome } from '../../core/outcome.ts';
import { isCollaborator } from '../../core/projects/access.ts';
import { startAndWait } from '../../core/projects/control.ts';
import { stateOf } from '../../core/projects/lifecycle.ts';
import { findProject, touchProject, touchProjectAs } from '../../core/projects/projects.ts';
import type { HubState } from '../../core/state.ts';
import { asNumber, asText, isUuid } from '../../core/values.ts';
import type { Answer, Call, Credential } from '../call.ts';
import { admitted, asRefusal, type CallStep, refusedAnswer } from './step.ts';
import { withoutFunction } from './unserved.ts';

/** What is sent, as far as it is there. */
interface Envelope {
  readonly name: Json | undefined;
  readonly args: Json | undefined;
  readonly timeout: Json | undefined;
  readonly project_id: Json | undefined;
  readonly compute_server_id: Json | undefined;
}

/** Whether a call of that name is of a function, which its body names. */
export function isConatName(name: string): name is 'conat/hub' | 'conat/project' {
  return name === 'conat/hub' || name === 'conat/project';
}

/** A call of a function of the hub. */
export function dispatchToHub(functions: ReadonlyMap<string, HubFunction>, state: HubState, call: Call): CallStep {
  const envelope = envelopeOf(call);
  return gateway(state, (before) => {
    const { state: known, identity } = identified(before, call.credential);
    if (identity === undefined || !('account_id' in identity)) throw refuse('not_signed_in').keeping(known);
    const { account_id } = identity;
    const limit = timeLimit(known, envelope, `hub.account.${account_id}.api`);
    return attempt(known, limit, (ready) => {
      const { name, endpoint } = findFunction(functions, 'conat/hub', envelope.name);
      if (endpoint === undefined) return { state: ready, answer: withoutFunction('conat/hub', name) };
      const args = hubArguments(endpoint, envelope.args, account_id);
      return handled(endpoint, ready, args, { account_id, ip: call.ip });
    });
  });
}

/** A call of a function of a project, which is started for it. */
export function dispatchToProject(
  functions: ReadonlyMap<string, ProjectFunction>,
  state: HubState,
  call: Call,
): CallStep {
  const envelope = envelopeOf(call);
  return gateway(state, (before) => {
    const { state: known, identity } = identified(before, call.credential);
    if (identity === undefined) throw refuse('not_signed_in_to_project').keeping(known);
    const project_id = keepingState(known, () => projectOf(known, identity, envelope.project_id));
    const started = startAndWait(touched(known, identity, project_id), project_id);
    const run = (ready: HubState): CallStep => {
      const server = envelope.compute_server_id ?? 0;
      const limit = timeLimit(ready, envelope, `project.${project_id}.${asText(server)}.api.-`);
      const isListening = (now: HubState) => server === 0 && stateOf(now, project_id) === 'running';
      const answer = (now: HubState): Outcome<Json> => {
        if (envelope.name === 'ping') return { state: now, answer: 'pong' };
        const { name, endpoint } = findFunction(functions, 'conat/project', envelope.name);
        if (endpoint === undefined) return { state: now, answer: withoutFunction('conat/project', name) };
        const args = endpoint.toldProject
          ? [{ project_id }]
          : spread(envelope.args === undefined ? [] : envelope.args, 'args');
        endpoint.inspect?.(args[0]);
        return endpoint.handle(now, requestOf(endpoint, args), project_id);
      };
      return attempt(ready, isListening(ready) ? limit : { ...limit, tooSlow: limit.unheard }, (now) => {
        if (isListening(now)) return answer(now);
        // What is under way is not waited for as a start is, but by the caller: perhaps somebody will listen in time. On a
        // server of its own nobody ever does.
        return { state: now, effect: effectOf({ kind: 'wait', until: isListening }, answer) };
      });
    };
    if ('answer' in started) return run(started.state);
    return { ...started, then: (later) => gateway(later, run) };
  });
}

/** What the gateway comes to; what it refuses leaves `state` as it was, unless the refusal says what it keeps. */
function gateway(state: HubState, step: (state: HubState) => CallStep): CallStep {
  try {
    return step(state);
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    return { state: refusal.kept ?? state, answer: refusedAnswer(refusal) };
  }
}

/** How long the caller waits, and what it is told then. */
interface TimeLimit {
  readonly ms: number;
  /** If nobody hears the call, and if somebody does. */
  readonly unheard: Refusal;
  readonly tooSlow: Refusal;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/** Even the fastest call takes longer than this. */
const ROUND_TRIP_MS = 2;

/** @throws Refusal `timeout_not_positive` */
function timeLimit(state: HubState, { name, timeout = DEFAULT_TIMEOUT_MS }: Envelope, subject: string): TimeLimit {
  const told = { subject, name: asText(name) };
  const ms = asNumber(timeout);
  if (ms <= 0) throw refuse('timeout_not_positive', told).keeping(state);
  // As for JavaScript's timers, no number is hardly any time.
  const refusals = { unheard: refuse('timed_out', told), tooSlow: refuse('too_slow', told) };
  return { ms: Number.isNaN(ms) ? 1 : ms, ...refusals };
}

/** Takes the function's next step from `state`. The deadline holds from the first of them. */
function attempt(state: HubState, limit: TimeLimit, step: (state: HubState) => Outcome<Json>): CallStep {
  const deadline = { at: state.now + limit.ms, ms: limit.ms, answer: refusedAnswer(limit.tooSlow) };
  const unheard = limit.ms < ROUND_TRIP_MS ? refusedAnswer(limit.unheard) : undefined;
  const next = (current: HubState, move: (state: HubState) => Outcome<Json>): CallStep => {
    try {
      const outcome = move(current);
      if ('effect' in outcome) return { state: outcome.state, effect: outcome.effect, deadline, then: next };
      return { ...outcome, answer: unheard ?? { kind: 'success', body: outcome.answer } };
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      return { state: refusal.kept ?? current, answer: unheard ?? failure(refusal) };
    }
  };
  return next(state, step);
}

function identified(state: HubState, credential: Credential): ReturnType<typeof identify> {
  if (credential === 'absent') throw refuse('no_authorization');
  return credential === 'malformed' ? { state } : identify(state, credential.key);
}

/** @throws Refusal in the words of the gateway. */
function projectOf(state: HubState, identity: Identity, asked: Json | undefined): string {
  if ('project_id' in identity) {
    if (asked && asked !== identity.project_id) throw refuse('key_of_other_project');
    return identity.project_id;
  }
  if (!asked) throw refuse('no_project_given');
  if (!isUuid(asked)) throw refuse('not_uuids');
  const project = findProject(state, asked);
  if (project === undefined || !isCollaborator(state, asked, identity.account_id)) throw refuse('not_collaborator');
  return project.project_id;
}

function keepingState<Result>(state: HubState, attempted: () => Result): Result {
  try {
    return attempted();
  } catch (thrown) {
    throw asRefusal(thrown).keeping(state);
  }
}

/** Marks project and account as active. [database/postgres-server-queries.coffee touch] */
function touched(state: HubState, identity: Identity, project_id: string): HubState {
  if ('project_id' in identity) return touchProject(state, project_id);
  return touchAccount(touchProjectAs(state, project_id, identity.account_id), identity.account_id);
}

/** The function of that name: group and function, whatever stands behind a second dot. */
function findFunction<Found>(
  functions: ReadonlyMap<string, Found>,
  endpoint: string,
  sent: Json | undefined,
): { readonly name: string; readonly endpoint: Found | undefined } {
  if (sent === undefined || sent === null) readMember(sent, 'split');
  if (typeof sent !== 'string') {
    throw refuse('type_error', { fault: 'name.split is not a function or its return value is not iterable' });
  }
  const [group, name] = sent.split('.');
  return { name: sent, endpoint: functions.get(`${endpoint}/${group}.${name}`) };
}

/** [conat/hub/api/util.ts, index.ts transformArgs] */
function hubArguments({ account }: HubFunction, sent: Json | undefined, account_id: string): Arguments {
  if (account === 'none') return spread(sent ?? (sent === undefined ? [] : null), 'args2');
  const [first] = indexed(sent === undefined ? [] : sent);
  if (first !== undefined && first !== null && typeof first !== 'object') throw notCreated('account_id', first);
  const [, ...rest] = spread(sent === undefined ? [] : sent, 'args2');
  return [{ ...(first as JsonObject | null), account_id }, ...rest];
}

function indexed(sent: Json): Arguments {
  if (sent === null) throw refuse('type_error', { fault: "Cannot read properties of null (reading '0')" });
  if (typeof sent === 'string' && sent !== '') return [...sent];
  if (Array.isArray(sent)) return sent;
  if (isObject(sent)) return [sent[0]];
  throw notCreated('0', sent);
}

/** What JavaScript says of a property that is given to a text, a number or a truth. */
function notCreated(name: string, value: Json): Refusal {
  return refuse('type_error', { fault: `Cannot create property '${name}' on ${typeof value} '${value}'` });
}

/** What stands in place of a list, as JavaScript spreads it. */
function spread(sent: Json, name: string): Arguments {
  if (Array.isArray(sent)) return sent;
  if (typeof sent === 'string') return [...sent];
  if (sent === null) throw refuse('type_error', { fault: `${name} is not iterable (cannot read property null)` });
  throw refuse('type_error', { fault: 'Spread syntax requires ...iterable[Symbol.iterator] to be a function' });
}

/**
 * The arguments by the names that the function declares for them.
 *
 * @throws Refusal `unsimulated` for anything but an object where its members are declared.
 */
function requestOf(endpoint: HubFunction | ProjectFunction, args: Arguments): JsonObject {
  const { name, positional, request } = endpoint;
  const [first] = args;
  if (first === undefined && 'optionsOptional' in endpoint) return {};
  if (positional) return Object.fromEntries(Object.keys(request).map((member, at) => [member, args[at] as Json]));
  if (isObject(first)) return first;
  throw refuse('unsimulated', { what: `${name} of ${JSON.stringify(first)}`, why: 'it takes an object with options' });
}

/** What the function does, its refusals in the words of the driver unless it queries as users do. */
function handled(endpoint: HubFunction, state: HubState, args: Arguments, caller: Caller): Outcome<Json> {
  try {
    const request = requestOf(endpoint, args);
    return endpoint.handle(admitted(endpoint, state, request, caller), request, caller);
  } catch (thrown) {
    const { code, words, kept } = asRefusal(thrown);
    throw endpoint.queries ? thrown : new Refusal(code, inWordsOfDriver(state, words), kept);
  }
}

/** A refusal by the function itself; `refusedAnswer` is one by the gateway. They travel alike. */
function failure(refusal: Refusal): Answer {
  const answer = refusedAnswer(refusal);
  return answer.kind === 'rejection' ? { ...answer, kind: 'refusal' } : answer;
}

function envelopeOf({ body }: Call): Envelope {
  const sent = body as JsonObject;
  const member = (name: string) => (Object.hasOwn(sent, name) ? sent[name] : undefined);
  return {
    name: member('name'),
    args: member('args'),
    timeout: member('timeout'),
    project_id: member('project_id'),
    compute_server_id: member('compute_server_id'),
  };
}
