/** Who may run cells: so many at once in this process, and so many who wait for that. */

interface Waiting {
  readonly maxRunning: number;
  readonly enter: () => void;
}

let running = 0;
const waiting: Waiting[] = [];

export interface QueueLimits {
  /** How many calls of all hubs may run for this one to start. */
  readonly maxRunning: number;
  readonly maxWaiting: number;
}

/**
 * Waits for a place, in turn.
 *
 * @returns what gives it back; `undefined` if there are too many who wait, or if the caller has left meanwhile.
 */
export function takePlace(
  { maxRunning, maxWaiting }: QueueLimits,
  signal: AbortSignal,
): Promise<QueuePlace> | 'crowded' {
  if (running < maxRunning) return Promise.resolve(occupied());
  if (waiting.length >= maxWaiting) return 'crowded';
  return new Promise((resolve) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(one), 1);
      resolve(undefined);
    };
    const one: Waiting = {
      maxRunning,
      enter() {
        signal.removeEventListener('abort', leave);
        resolve(occupied());
      },
    };
    waiting.push(one);
    signal.addEventListener('abort', leave, { once: true });
  });
}

export type QueuePlace = (() => void) | undefined;

function occupied(): () => void {
  running += 1;
  return () => {
    running -= 1;
    const at = waiting.findIndex(({ maxRunning }) => running < maxRunning);
    if (at !== -1) waiting.splice(at, 1)[0]?.enter();
  };
}
