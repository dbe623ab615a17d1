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
  const result: Span[] = [];
  let longest = 0;
  for (const span of inOrder(spans)) {
    const last = result.at(-1);
    const length = span.end - span.start;
    if (last === undefined || span.start >= last.end) {
      result.push(span);
      longest = length;
      continue;
    }
    const { shown } = length > longest ? span : last;
    longest = Math.max(longest, length);
    result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end), shown };
  }
  return result;
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  const isInOrder = spans.every(({ start }, at) => at === 0 || start >= (spans[at - 1] as Span).start);
  return isInOrder ? spans : [...spans].sort((one, other) => one.start - other.start);
}

/** The text with what is shown in place of the merged spans. */
export function replaced(text: string, spans: readonly Span[], shownFor = ({ shown }: Span) => shown): string {
  let result = '';
  let behind = 0;
  for (const span of spans) {
    if (span.start > behind) result += text.slice(behind, span.start);
    result += shownFor(span);
    behind = span.end;
  }
  return result + text.slice(behind);
}
