/** What benchmarks measure with. */

/** How long it takes, in milliseconds. */
export async function timed(act) {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

export function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
