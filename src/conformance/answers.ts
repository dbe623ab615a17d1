/** Compares a recorded answer with the one that a hub gave, field by field. */
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { jsonIn } from '../core/json-text.ts';
import type { RecordedAnswer } from './har.ts';
import type { References } from './references.ts';
import { shortened } from './shortened.ts';
import type { TargetAnswer } from './target.ts';

/**
 * In which way an answer is not as recorded: `invented`, the target has what the recording has not; `omitted`, the
 * other way round; `message`, both refuse, in other words.
 */
type DifferenceKind = 'status' | 'content-type' | 'invented' | 'omitted' | 'type' | 'value' | 'message';

export interface AnswerDifference {
  readonly kind: DifferenceKind;
  /** Where, as in `answer.projects[0].title`; the whole answer is `answer`. */
  readonly path: string;
  /** `undefined`: nothing is there. */
  readonly recorded: Json | undefined;
  readonly given: Json | undefined;
}

export interface Comparison {
  readonly references: References;
  /** Lists of objects are compared without regard to order. */
  readonly unordered?: boolean;
}

/** What differs, apart from references; new references are learned on the way. */
export function answerDifferences(
  recorded: RecordedAnswer,
  given: TargetAnswer,
  { withoutBody = false, ...comparison }: Comparison & { readonly withoutBody?: boolean },
): AnswerDifference[] {
  const status: AnswerDifference[] =
    recorded.status === given.status ? [] : [of('status', 'status', recorded.status, given.status)];
  const type: AnswerDifference[] =
    recorded.contentType === given.contentType
      ? []
      : [of('content-type', 'content-type', recorded.contentType, given.contentType)];
  // A page is for people; what it shows is no part of the API.
  const isPage = [recorded, given].every(({ contentType }) => contentType?.startsWith('text/html'));
  const body = withoutBody || isPage ? [] : compared(comparison, 'answer', '', read(recorded.body), read(given.body));
  return [...status, ...type, ...body];
}

/** The body as JSON, or as the text that it is. */
function read(body: string): Json {
  return jsonIn(body) ?? body;
}

function compared(comparison: Comparison, path: string, name: string, recorded: Json, given: Json): AnswerDifference[] {
  const { references } = comparison;
  if (typeof recorded === 'string' && typeof given === 'string') {
    const kind = name === 'error' ? 'message' : 'value';
    return isSameText(references, name, recorded, given) ? [] : [of(kind, path, recorded, given)];
  }
  if (typeof recorded === 'number' && typeof given === 'number') {
    return references.isSameNumber(name, recorded, given) ? [] : [of('value', path, recorded, given)];
  }
  if (Array.isArray(recorded) && Array.isArray(given)) return comparedLists(comparison, path, name, recorded, given);
  if (isObject(recorded) && isObject(given)) return comparedObjects(comparison, path, recorded, given);
  if (typeOf(recorded) !== typeOf(given)) return [of('type', path, recorded, given)];
  return recorded === given ? [] : [of('value', path, recorded, given)];
}

function isSameText(references: References, name: string, recorded: string, given: string): boolean {
  const cut = shortened(recorded);
  if (cut === undefined) return references.isSameText(name, recorded, given);
  return given.length === cut.length && references.isSameText(name, cut.start, given.slice(0, cut.start.length));
}

function comparedObjects(
  comparison: Comparison,
  path: string,
  recorded: JsonObject,
  given: JsonObject,
): AnswerDifference[] {
  const left = new Set(Object.keys(given));
  const differences = inOrderOfLearning(Object.keys(recorded)).flatMap((name) => {
    const found = comparison.references.givenName(name, [...left]);
    if (found === undefined) return [of('omitted', `${path}.${name}`, recorded[name], undefined)];
    left.delete(found);
    return compared(comparison, `${path}.${name}`, name, recorded[name] as Json, given[found] as Json);
  });
  const invented = [...left].map((name) => of('invented', `${path}.${name}`, undefined, given[name]));
  return [...differences, ...invented];
}

/** What a text elsewhere may have inside comes first: a token before the link that has it. */
function inOrderOfLearning(names: readonly string[]): string[] {
  const later = (name: string) => (/url|link|text|body|message/.test(name) ? 1 : 0);
  return [...names].sort((one, other) => later(one) - later(other));
}

function comparedLists(
  comparison: Comparison,
  path: string,
  name: string,
  recorded: readonly Json[],
  given: readonly Json[],
): AnswerDifference[] {
  const pairs = comparison.unordered && recorded.every(isObject) ? paired(comparison, recorded, given) : [...given];
  const length = Math.max(recorded.length, pairs.length);
  return Array.from({ length }, (_, at) => {
    const [one, other] = [recorded[at], pairs[at]];
    const place = `${path}[${at}]`;
    if (one === undefined) return [of('invented', place, undefined, other)];
    if (other === undefined) return [of('omitted', place, one, undefined)];
    return compared(comparison, place, name, one, other);
  }).flat();
}

/** The given items in the order of the recorded ones that they equal, then all others. */
function paired(comparison: Comparison, recorded: readonly Json[], given: readonly Json[]): Json[] {
  const left = [...given];
  const found = recorded.map((item) => {
    const at = left.findIndex((other) => {
      const differences = () => compared(comparison, '', '', item, other);
      return comparison.references.tentatively(differences, ({ length }) => length === 0).length === 0;
    });
    return at === -1 ? undefined : left.splice(at, 1)[0];
  });
  return [...found.map((item) => item ?? left.shift()).filter((item) => item !== undefined), ...left];
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function of(kind: DifferenceKind, path: string, recorded: Json | undefined, given: Json | undefined): AnswerDifference {
  return { kind, path, recorded, given };
}
