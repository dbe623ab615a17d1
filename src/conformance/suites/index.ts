/** All suites, in the order in which they run. */
import type { Contracts } from '../../contracts/derive.ts';
import { authorizationCases } from './authorization.ts';
import type { Case } from './case.ts';
import { contractCases } from './contracts.ts';
import { differentialCases } from './differential.ts';
import { type ExampleStage, exampleCases } from './examples.ts';
import { copyingLaws } from './laws/copying.ts';
import { pagingLaws } from './laws/paging.ts';
import { readingLaws, sameAnswerCases } from './laws/reading.ts';
import { repeatingLaws } from './laws/repeating.ts';
import { casesOf } from './laws/trial.ts';
import { scenarioCases } from './scenarios.ts';

/** @param stage for the printed examples, where the hub is a mock. */
export function allCases(contracts: Contracts, stage?: ExampleStage): Case[] {
  return [
    ...exampleCases(contracts, stage),
    ...contractCases(contracts),
    ...scenarioCases(contracts),
    ...authorizationCases(contracts),
    ...lawCases(),
    ...differentialCases(contracts),
  ];
}

export function lawCases(): Case[] {
  const laws = [...copyingLaws, ...pagingLaws, ...repeatingLaws, ...readingLaws];
  return [...laws.flatMap(casesOf), ...sameAnswerCases()];
}
