/** Which cases of all there are a run is about. */

import type { Generation } from '../../contracts/contract.ts';
import { apiOf, type Case, caseName } from '../suites/case.ts';

export interface Selection {
  /** Names of suites; all where empty. */
  readonly suites: readonly string[];
  /** Texts, one of which a name or operation has to contain, where there are any. */
  readonly grep: readonly string[];
  /** Texts, none of which a name or operation may contain. */
  readonly exclude: readonly string[];
  readonly generations: readonly Generation[];
  /** The name of a single case. */
  readonly replay?: string;
}

export function select(cases: readonly Case[], selection: Selection): Case[] {
  const { suites, grep, exclude, generations, replay } = selection;
  return cases.filter((one) => {
    const texts = `${caseName(one)} ${one.operation}`;
    if (replay !== undefined) return caseName(one) === replay;
    return (
      (suites.length === 0 || suites.includes(one.suite)) &&
      (grep.length === 0 || grep.some((text) => texts.includes(text))) &&
      !exclude.some((text) => texts.includes(text)) &&
      generations.includes(apiOf(one).startsWith('conat') ? 'conat' : 'v1')
    );
  });
}
