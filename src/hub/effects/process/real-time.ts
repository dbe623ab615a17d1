/**
 * Time that passes in the world, whatever the clocks of tests show.
 *
 * Fake timers put others in the place of `setTimeout` and of what tells the time, also before this module is loaded;
 * the timer behind `AbortSignal.timeout` is none of them. It keeps no process alive.
 */

export const TICK_MS = 50;

/** Calls `act` with each tick, until the function that comes back is called. */
export function everyTick(act: () => void): () => void {
  let hasStopped = false;
  const tick = () => {
    if (hasStopped) return;
    after(TICK_MS, tick);
    act();
  };
  after(TICK_MS, tick);
  return () => {
    hasStopped = true;
  };
}

export function after(ms: number, act: () => void): void {
  const signal = AbortSignal.timeout(ms);
  // Held until then: a signal that nobody holds may be collected before it is due.
  waiting.add(signal);
  signal.addEventListener('abort', () => {
    waiting.delete(signal);
    act();
  });
}

const waiting = new Set<AbortSignal>();

/** Lets whoever else is ready go first; not by a timer, which may be a fake one that stands still. */
export function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
