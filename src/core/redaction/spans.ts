/** Parts of texts that are replaced. */

/** What is shown in place of the text from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** One of the texts that are looked through together. */
export interface Searched {
  readonly text: string;
  readonly spans: Span[];
  /** It follows the one before it, as one member the other: a secret may begin in one and end in the next. */
  readonly follows: boolean;
}

/** The spans in order; those that overlap become one, which shows what the longest of them does. */
export function merged(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number; shown: string; longest: number }[] = [];
  for (const { start, end, shown } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last === undefined || start >= last.end) {
      result.push({ start, end, shown, longest: end - start });
      continue;
    }
    last.end = Math.max(last.end, end);
    if (end - start <= last.longest) continue;
    last.longest = end - start;
    last.shown = shown;
  }
  return result;
}

/** Whether none of the merged spans has anything from `start` to before `end`. */
export function isFree(spans: readonly Span[], start: number, end: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).end <= start) low = middle + 1;
    else high = middle;
  }
  return low === spans.length || (spans[low] as Span).start >= end;
}
