/** How often an account may make calls of one kind. Each process of a hub counts for itself; here there is one. [util/api/throttle.ts] */
import { keepWhenRefused, refuse } from './errors.ts';
import { HOUR, type Instant, MINUTE, SECOND } from './instant.ts';
import type { Json } from './json.ts';
import type { Outcome } from './outcome.ts';
import { type HubState, put } from './state.ts';

/** A kind of calls, and how many an account may make of it. */
export interface Throttle {
  readonly name: string;
  readonly mostPer: { readonly second: number; readonly minute: number; readonly hour: number };
}

const INTERVALS = [
  ['second', SECOND],
  ['minute', MINUTE],
  ['hour', HOUR],
] as const;

/**
 * Counts a call of the account. One that is refused counts for the intervals shorter than that which refuses it.
 *
 * @throws Refusal `too_many_requests`
 */
export function countRequest(state: HubState, { name, mostPer }: Throttle, account_id: string): HubState {
  let counted = state;
  for (const [unit, ms] of INTERVALS) {
    const most = mostPer[unit];
    const times = timesOf(counted, name, account_id, unit).filter((time) => time > state.now - ms);
    if (times.length >= most) {
      const seconds = Math.ceil(((times.at(-most) as Instant) + ms - state.now) / SECOND);
      throw refuse('too_many_requests', { name, seconds, most, unit }).keeping(counted);
    }
    counted = put(counted, 'request_times', { name, account_id, unit, times: [...times, state.now] });
  }
  return counted;
}

function timesOf(state: HubState, name: string, account_id: string, unit: string): readonly Instant[] {
  const row = state.request_times.get(JSON.stringify([name, account_id, unit]));
  return (row?.times ?? []) as readonly Instant[];
}

/** What a call comes to that is counted before its parameters are looked at, and stays so where it is refused. */
export function throttled<Answer extends Json>(
  state: HubState,
  throttle: Throttle,
  account_id: string,
  call: (counted: HubState) => Outcome<Answer>,
): Outcome<Answer> {
  const counted = countRequest(state, throttle, account_id);
  return keepWhenRefused(counted, () => call(counted));
}
