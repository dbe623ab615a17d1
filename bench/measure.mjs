/** What benchmarks measure with: our side and its reference in turn, and ratios of each round. */

/** How long it takes, in milliseconds. */
export async function timed(act) {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** @param act is called `count` times, one after the other. @returns for each time, wall clock and processor time in microseconds. */
export async function perCall(count, act) {
  const [start, used] = [performance.now(), process.cpuUsage()];
  for (let at = 0; at < count; at += 1) await act(at);
  const { user, system } = process.cpuUsage(used);
  return { microseconds: ((performance.now() - start) * 1000) / count, processor: (user + system) / count };
}

export function median(values) {
  return quantile(values, 0.5);
}

/** @param share 0.5 for the median. */
export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}

/** Runs both sides once a round. The side that goes first changes, so that a machine that gets busier favours neither. */
export async function alternate({ rounds, ours, reference, warmUp = 1 }) {
  for (let round = 0; round < warmUp; round += 1) {
    await ours();
    await reference();
  }
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await ours() : await reference();
    const second = round % 2 === 0 ? await reference() : await ours();
    pairs.push(round % 2 === 0 ? { ours: first, reference: second } : { ours: second, reference: first });
  }
  return pairs;
}

/**
 * One line of a report: ours against the reference.
 *
 * @param of takes the figure from what a side returned.
 * @param processor takes a figure of processor time, which is compared beside it.
 * @param details texts with other figures.
 */
export function comparison({ row, unit, reference, pairs, of = (figure) => figure, processor, details = [] }) {
  const ratios = pairs.map((pair) => of(pair.ours) / of(pair.reference));
  return {
    row,
    unit,
    ours: median(pairs.map((pair) => of(pair.ours))),
    reference: { name: reference, figure: median(pairs.map((pair) => of(pair.reference))) },
    ratio: quartiles(ratios),
    ...(processor && { processor: quartiles(pairs.map((pair) => processor(pair.ours) / processor(pair.reference))) }),
    details,
    rounds: pairs.length,
  };
}

function quartiles(values) {
  return { median: median(values), lower: quantile(values, 0.25), upper: quantile(values, 0.75) };
}

/**
 * One line of a report: how a cost grows with size. `ratio` is that of the largest size to the smallest, round by round.
 *
 * @param measure of a size makes what is measured once, and returns an act that returns a figure.
 */
export async function growth({ row, unit, sizes, rounds, measure, warmUp = 2, details = [] }) {
  const acts = [];
  for (const size of sizes) acts.push(await measure(size));
  // What is measured first should not pay for the compiler.
  for (let time = 0; time < warmUp; time += 1) for (const act of acts) await act();
  const figures = sizes.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, act] of acts.entries()) figures[at].push(await act());
  }
  const medians = figures.map(median);
  const [smallest, largest] = [figures[0], figures.at(-1)];
  return {
    row,
    unit,
    ours: medians.at(-1),
    growth: { sizes, medians, exponent: exponentOf(sizes, medians) },
    ratio: quartiles(largest.map((figure, round) => figure / smallest[round])),
    details,
    rounds,
  };
}

/** The power of the size that fits the figures best: 0 is flat, 1 is linear. */
function exponentOf(sizes, figures) {
  const points = sizes.map((size, at) => [Math.log(size), Math.log(figures[at])]);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([one]) => one)), mean(points.map(([, other]) => other))];
  const slope = points.reduce((sum, [one, other]) => sum + (one - x) * (other - y), 0);
  return slope / points.reduce((sum, [one]) => sum + (one - x) ** 2, 0);
}
