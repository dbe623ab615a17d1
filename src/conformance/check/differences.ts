/** Two answers to the same call compared, field by field; both neutral. */
import { isObject, type Json } from '../../core/json.ts';
import { placesOf } from '../compare.ts';
import { type Answer, shortened } from './exchange.ts';

/**
 * In which way what came is not what was expected: `invented`, there is more; `omitted`, there is less; `message`, both
 * are refusals, in other words.
 */
type DifferenceKind = 'outcome' | 'invented' | 'omitted' | 'type' | 'value' | 'message';

export interface Difference {
  readonly kind: DifferenceKind;
  /** As in `answer.projects[0].title`; the whole answer is `answer`. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;
}

/** An outcome, and what was said with it: a value, or the words of a refusal. */
export interface Said {
  readonly outcome: Answer['outcome'];
  readonly said: Json | undefined;
}

/** Where what came differs from what was expected. */
export function differencesBetween(expected: Said, came: Said): Difference[] {
  if (expected.outcome !== came.outcome) {
    return [{ kind: 'outcome', path: 'answer', expected: inWords(expected), came: inWords(came) }];
  }
  const isRefusal = expected.outcome !== 'success';
  const places = placesOf(isRefusal ? 'answer.error' : 'answer', expected.said, came.said);
  return places.map(({ path, printed, answered }) => ({
    kind: isRefusal ? 'message' : kindOf(printed, answered),
    path,
    expected: shown(printed),
    came: shown(answered),
  }));
}

function kindOf(expected: Json | undefined, came: Json | undefined): DifferenceKind {
  if (expected === undefined) return 'invented';
  if (came === undefined) return 'omitted';
  return typeOf(expected) === typeOf(came) ? 'value' : 'type';
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function inWords({ outcome, said }: Said): string {
  const name = outcome.replace('_', ' ');
  return said === undefined || (isObject(said) && Object.keys(said).length === 0) ? name : `${name}: ${shown(said)}`;
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : shortened(JSON.stringify(value));
}
