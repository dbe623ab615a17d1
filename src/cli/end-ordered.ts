/** When somebody orders the command to end. */

/** Settles at the first signal to end; a second one ends the process at once. */
export function endOrdered(): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
