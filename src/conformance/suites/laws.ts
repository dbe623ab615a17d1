/** The suite `laws`: what holds of any hub, without asking a contract or the model what it should answer. */
import type { Case } from './case.ts';
import { copyingLaws } from './laws/copying.ts';
import { pagingLaws } from './laws/paging.ts';
import { readingLaws, sameAnswerCases } from './laws/reading.ts';
import { repeatingLaws } from './laws/repeating.ts';
import { casesOf } from './laws/trial.ts';

export function lawCases(): Case[] {
  const laws = [...copyingLaws, ...pagingLaws, ...repeatingLaws, ...readingLaws];
  return [...laws.flatMap(casesOf), ...sameAnswerCases()];
}
