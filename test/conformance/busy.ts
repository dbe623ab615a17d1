/** A hub with the ways of a real one, whose clock runs fast, so that its times are over in no time. */
import type { Clock } from '../../src/hub/clock.ts';
import { createHub } from '../../src/hub/create.ts';
import type { Hub } from '../../src/hub/hub.ts';
import type { HubOptions } from '../../src/hub/options.ts';
import { people } from '../hub.ts';

const TIMES_AS_FAST = 30;

function fastClock(): Clock {
  const start = Date.now();
  const now = () => start + (Date.now() - start) * TIMES_AS_FAST;
  return {
    now,
    wake(at, callback) {
      const timer = setTimeout(callback, Math.min(Math.max(at - now(), 0) / TIMES_AS_FAST, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}

export function busyHub(options: Omit<HubOptions, 'clock' | 'like'> = {}): Hub {
  return createHub({ world: { accounts: people }, ...options, clock: fastClock(), like: 'production' });
}
