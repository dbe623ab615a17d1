/** How many there are of what. */

/** Kinds to how many. */
export type Numbers = Readonly<Record<string, number>>;

export function countBy(kinds: readonly string[]): Record<string, number> {
  return sum(kinds.map((kind) => ({ [kind]: 1 })));
}

/** As in `3 × project, 1 × key`. */
export function numbersText(numbers: Numbers): string {
  return Object.entries(numbers)
    .map(([kind, count]) => `${count} × ${kind}`)
    .join(', ');
}

export function sum(all: readonly Numbers[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [kind, count] of all.flatMap((one) => Object.entries(one))) counts[kind] = (counts[kind] ?? 0) + count;
  return counts;
}
