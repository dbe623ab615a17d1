/** Compares a recorded answer with the one that a hub gave: status, kind of content, and body. */
import type { Json } from '../../core/json.ts';
import { jsonIn } from '../../core/json-text.ts';
import { type Comparison, compare, type Difference, type DifferenceKind } from '../comparison/compare.ts';
import type { Names } from '../comparison/names.ts';
import type { RecordedAnswer } from './har.ts';
import type { TargetAnswer } from './target.ts';

export type AnswerDifference = Difference<DifferenceKind | 'status' | 'content-type'>;

/** What differs, apart from names; new ones are learned on the way. */
export function answerDifferences(
  recorded: RecordedAnswer,
  given: TargetAnswer,
  { names, withoutBody = false, ...comparison }: Comparison & { readonly names: Names; readonly withoutBody?: boolean },
): AnswerDifference[] {
  const heads = (['status', 'contentType'] as const).flatMap((member): AnswerDifference[] => {
    const [expected, came] = [recorded[member], given[member]];
    const kind = member === 'status' ? 'status' : 'content-type';
    return expected === came ? [] : [{ kind, path: kind, expected, came }];
  });
  // A page is for people; what it shows is no part of the API.
  const isPage = [recorded, given].every(({ contentType }) => contentType?.startsWith('text/html'));
  if (withoutBody || isPage) return heads;
  return [...heads, ...compare(read(recorded.body), read(given.body), names, comparison)];
}

/** The body as JSON, or as the text that it is. */
function read(body: string): Json {
  return jsonIn(body) ?? body;
}
