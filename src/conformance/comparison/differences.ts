/** Two answers to the same call compared, field by field. */

import { isObject, type Json } from '../../core/json.ts';
import { type ApiAnswer, shortened } from '../language/answer.ts';
import { compare, type DifferenceKind } from './compare.ts';
import type { Names } from './names.ts';

/** In which way, where, and both in words. */
export interface SaidOtherwise {
  readonly kind: DifferenceKind | 'outcome';
  /** As in `answer.projects[0].title`; the whole answer is `answer`. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;
}

/** An outcome, and what was said with it: a value, or the words of a refusal. */
export interface Said {
  readonly outcome: ApiAnswer['outcome'];
  readonly said: Json | undefined;
}

/** Where what came differs from what was expected. */
export function differencesBetween(expected: Said, came: Said, names: Names): SaidOtherwise[] {
  const shown = (value: Json | undefined, part: 'expected' | 'came') =>
    value === undefined ? 'nothing' : shortened(JSON.stringify(names.shown(value, part)));
  const inWords = ({ outcome, said }: Said, part: 'expected' | 'came') => {
    const name = outcome.replace('_', ' ');
    const isEmpty = said === undefined || (isObject(said) && Object.keys(said).length === 0);
    return isEmpty ? name : `${name}: ${shown(said, part)}`;
  };
  if (expected.outcome !== came.outcome) {
    const words = { expected: inWords(expected, 'expected'), came: inWords(came, 'came') };
    return [{ kind: 'outcome', path: 'answer', ...words }];
  }
  if (expected.said === undefined || came.said === undefined) return [];
  const isRefusal = expected.outcome !== 'success';
  const path = isRefusal ? 'answer.error' : 'answer';
  return compare(expected.said, came.said, names, { path }).map((one) => ({
    ...{ kind: isRefusal ? 'message' : one.kind, path: one.path },
    ...{ expected: shown(one.expected, 'expected'), came: shown(one.came, 'came') },
  }));
}
