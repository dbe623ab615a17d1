/** A hub that answers requests without a network in between, on a clock that stands still until it is moved. */
import { fetchHandler } from '../adapters/fetch.ts';
import type { Instant } from '../core/instant.ts';
import { type VirtualClock, virtualClock } from '../hub/clock.ts';
import { createHub } from '../hub/create.ts';
import type { Hub } from '../hub/hub.ts';
import type { HubOptions } from '../hub/options.ts';

export interface InProcessHub {
  readonly hub: Hub;
  readonly clock: VirtualClock;
  readonly fetch: (request: Request) => Promise<Response>;
}

export function startInProcess(start: Instant, options: Omit<HubOptions, 'clock'>): InProcessHub {
  const clock = virtualClock(start);
  const hub = createHub({ ...options, clock });
  return { clock, hub, fetch: fetchHandler(hub) };
}
