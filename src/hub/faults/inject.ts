/** What faults do to calls. */
import type { Refusal } from '../../core/errors.ts';
import type { Instant } from '../../core/instant.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';
import type { Answer, Call } from '../call.ts';
import type { Clock } from '../clock.ts';
import { dispatchRefused } from '../dispatch/index.ts';
import type { Eventually } from '../eventually.ts';
import { callerIn, namedParameters } from '../journal/called.ts';
import type { Note } from '../journal/note.ts';
import type { ArmedFault } from './armed.ts';
import { halfWay } from './half.ts';
import { type Layer, refusalOf } from './refusing.ts';
import type { Failing, Refusing } from './spec.ts';
import { forgetting, remembering } from './stale.ts';
import { spoiled } from './transport.ts';

/** What faults need of a hub. */
export interface Injectable {
  readonly clock: Clock;
  /** When the call came. */
  readonly now: Instant;
  /** As it is at this moment. */
  state(): HubState;
  /** The state as it is by now for one more call, which is not taken in. */
  ahead(call: Call): HubState;
  /** Makes the call. */
  serve(note: Note): Eventually<Answer>;
  /** Makes the call twice. @returns the second answer. */
  serveTwice(note: Note): Promise<Answer>;
  /** Calls back when the hub is put to another state. @returns a function that calls it off. */
  onEnd(callback: () => void): () => void;
  /** The answer of calls that are under way by then. */
  readonly abandoned: Answer;
  /** The state after the last call that was answered by that time. */
  stateAt(time: number): HubState;
  /** Answers all calls that are under way so, though they go on, and empties the caches. */
  restart(answer: Answer): void;
}

export async function injected(fault: ArmedFault, layer: Layer, note: Note, hub: Injectable): Promise<Answer> {
  const { id, spec } = fault;
  const doing = spec.do;
  if ('refuse' in doing) return refused(doing.refuse, layer, note.call, hub);
  if ('fail_before' in doing) return failed(id, doing.fail_before, hub);
  if ('fail_after' in doing) {
    await hub.serve(note);
    return failed(id, doing.fail_after, hub);
  }
  if ('twice' in doing) return hub.serveTwice(note);
  if ('delay' in doing) return (await paused(hub.now + doing.delay, hub)) ? hub.serve(note) : hub.abandoned;
  if ('half' in doing) {
    const { refuse, ...most } = doing.half;
    const { words } = refusalOf(refuse, detailsOf(note.call, hub.state()));
    note.shape = { after: (before, after) => halfWay(note.before ?? before, after, most, words) };
    const own = await hub.serve(note);
    // Who does not wait for a copy is told of its end by its record alone.
    const isQueued = own.kind === 'success' && isObject(own.body) && Object.hasOwn(own.body, 'copy_path_id');
    return own.kind !== 'success' || isQueued ? own : refused(refuse, layer, note.call, hub);
  }
  if ('cut_body' in doing) return spoiled(id, { kind: 'cut_body', answer: await hub.serve(note) });
  if ('slow_body' in doing) {
    const pause = async (ms: number) => void (await paused(hub.clock.now() + ms, hub));
    return spoiled(id, { kind: 'slow_body', answer: await hub.serve(note), ms: doing.slow_body, pause });
  }
  if ('too_many' in doing) {
    const { code, body } = spoiled(id, { kind: 'status', status: 429 }) as Extract<Answer, { kind: 'injected' }>;
    return { kind: 'limited', code, retryAfterSeconds: doing.too_many, body };
  }
  if ('stale' in doing) {
    const at = hub.now - 1000 * doing.stale;
    const then = hub.stateAt(at);
    note.shape = {
      before: (state) => remembering(state, then, at, note.call),
      after: (before, after) => forgetting(after, before),
    };
    return hub.serve(note);
  }
  const reset = spoiled(id, { kind: 'reset' });
  hub.restart(reset);
  return reset;
}

/** The answer to a call while the hub starts again. */
export function downAnswer(id: string): Answer {
  return spoiled(id, { kind: 'status', status: 503 });
}

function failed(id: string, failing: Failing, hub: Injectable): Answer | Promise<Answer> {
  if (typeof failing === 'number') return spoiled(id, { kind: 'status', status: failing });
  if (failing !== 'hang') return spoiled(id, { kind: failing });
  return new Promise((resolve) => hub.onEnd(() => resolve(hub.abandoned)));
}

/** Waits until it is that time on the hub's clock. @returns false where the hub was put to another state meanwhile. */
function paused(until: Instant, hub: Injectable): Promise<boolean> {
  return new Promise((resolve) => {
    const stay = hub.onEnd(() => {
      callOff();
      resolve(false);
    });
    const callOff = hub.clock.wake(until, () => {
      stay();
      resolve(true);
    });
  });
}

function refused(refusing: Refusing, layer: Layer, call: Call, hub: Injectable): Answer {
  const state = hub.ahead(call);
  const refusal: Refusal = refusalOf(refusing, detailsOf(call, state));
  return dispatchRefused(state, call, refusal, layer === 'any call');
}

/** What words of refusals may name. */
function detailsOf(call: Call, state: HubState): Readonly<Record<string, Json | undefined>> {
  const identity = callerIn(state, call);
  const { name } = call.body as JsonObject;
  return {
    ...(isObject(name) ? {} : { name }),
    help_email: state.site.help_email,
    subject: `hub.account.${identity !== undefined && 'account_id' in identity ? identity.account_id : ''}.api`,
    ...namedParameters(call),
    ...identity,
  };
}
