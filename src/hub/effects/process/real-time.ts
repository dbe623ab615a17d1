/**
 * Time that passes in the world, whatever the clocks of tests show.
 *
 * Fake timers put others in the place of `setTimeout` and of what tells the time, also before this module is loaded;
 * the timer behind `AbortSignal.timeout` is none of them. It keeps no process alive.
 */

export const TICK_MS = 50;

/** Calls `act` with each tick, until the function that comes back is called. */
export function everyTick(act: () => void): () => void {
  return every(TICK_MS, act);
}

export function every(ms: number, act: () => void): () => void {
  const next = () => {
    callOff = after(ms, next);
    act();
  };
  let callOff = after(ms, next);
  return () => callOff();
}

/** @returns a function that calls it off. */
export function after(ms: number, act: () => void): () => void {
  const signal = AbortSignal.timeout(ms);
  // Held until then: a signal that nobody holds may be collected before it is due.
  waiting.add(signal);
  const leave = () => {
    waiting.delete(signal);
    signal.removeEventListener('abort', due);
  };
  const due = () => {
    leave();
    act();
  };
  signal.addEventListener('abort', due);
  return leave;
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
