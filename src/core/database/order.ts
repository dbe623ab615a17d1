/** Orders to sort by. */

/** By code units, as JavaScript compares texts and the hub has it. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
