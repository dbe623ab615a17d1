/** Waiting for what goes on by itself, by the timers of Node: a test under fake timers waits all the same. */
const { setImmediate: soon, clearImmediate: never, setTimeout: later } = globalThis;

/** So many turns of the event loop. */
export async function turns(count = 1): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => soon(resolve));
}

/** Where nothing tells when it is over. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => later(resolve, ms));
}

/** Does something in the next turn. @returns a function that calls it off. */
export function nextTurn(act: () => void): () => void {
  const planned = soon(act);
  return () => never(planned);
}
