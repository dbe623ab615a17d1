/**
 * The suite `differential`: deeds by chance, at the hub and at the model beside it. A sequence after which the two are
 * not alike is made as short as it can be; its seed and its path play it again.
 */

import type { Generation } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { operationFor } from '../language/words.ts';
import { type Case, type CaseContext, type Finding, requireApis } from './case.ts';
import { draws, legal, MOST_PROJECTS } from './draws.ts';
import { Duel } from './duel.ts';
import { type ContractOf, lazyContracts } from './judge.ts';
import { WAYS } from './scenarios.ts';
import type { DeedStep } from './side.ts';

const SUITE = 'differential';

/** Sequences of a case, and the most that may be played to make one shorter. */
const [RUNS, MOST_SHORTENINGS] = [10, 30];

/** Deeds of a sequence after its first, which makes a project. */
const MOST_DEEDS = 11;

/** Each question is asked again, and two projects are looked at, looked into and deleted. */
const MOST_CALLS = 1 + 2 * MOST_DEEDS + 6;

export function differentialCases(contracts: Contracts, runs = RUNS): Case[] {
  const contractOf = lazyContracts(contracts);
  return Object.entries(WAYS).map(([id, generations]): Case => {
    const most = runs + MOST_SHORTENINGS;
    const operation = operationFor('create', generations[0] as Generation);
    return {
      ...{ suite: SUITE, id, operation, axis: 'behaviour', mutating: true, needs: ['other'] },
      // Somebody who is in a project already is removed instead of added.
      creates: {
        ...{ project: MOST_PROJECTS * runs, collaborator: Math.ceil(MOST_DEEDS / 2) * runs },
        ...(generations.includes('v1') && { 'record of a copy': MOST_DEEDS * runs }),
      },
      calls: 2 + MOST_CALLS * most,
      run: (context) => search(context, generations, { contractOf, runs }),
    };
  });
}

async function search(
  context: CaseContext,
  generations: readonly Generation[],
  { contractOf, runs }: { contractOf: ContractOf; runs: number },
): Promise<readonly Finding[]> {
  const { seed, path } = context;
  requireApis(context, generations);
  // Most who use the package check nothing.
  const { default: fc } = await import('fast-check');
  const through = generations[0] as Generation;
  const known = new Map();
  const newDuel = () => Duel.between({ context, contractOf, others: ['other'], through, known });
  const played = new Sequences((drawn) => play(newDuel, drawn, through), runs + MOST_SHORTENINGS);
  // Long ones that are shortened by leaving out, since lists by chance are short, and short sequences find little.
  const draw = fc.option(fc.noBias(draws(fc, generations)), { nil: undefined, freq: 20 });
  const sequence = fc.tuple(...Array.from({ length: MOST_DEEDS }, () => draw));
  const property = fc.asyncProperty(sequence, (drawn) => played.agree(drawn.filter((one) => one !== undefined)));
  const replay = path === undefined ? { numRuns: runs } : { numRuns: 1, path, endOnFailure: true };
  const { counterexamplePath } = await fc.check(property, { seed, ...replay });
  if (played.findings.length === 0 && played.thrown !== undefined) throw played.thrown;
  return played.findings.map((finding) => ({
    ...finding,
    ...(counterexamplePath !== null && { path: counterexamplePath }),
  }));
}

/** Sequences as they are played one after the other. */
class Sequences {
  /** Of the last sequence that found something: the shortest one. */
  findings: readonly Finding[] = [];
  /** What ended the case early. */
  thrown: unknown;
  #left: number;
  /** Sequences that found nothing: shortening reaches the same ones in several ways. */
  readonly #alike = new Set<string>();
  readonly #play: (drawn: readonly DeedStep[]) => Promise<readonly Finding[]>;

  constructor(play: (drawn: readonly DeedStep[]) => Promise<readonly Finding[]>, most: number) {
    this.#play = play;
    this.#left = most;
  }

  /** Whether hub and model are alike all along; those that are not played any more pass. */
  async agree(drawn: readonly DeedStep[]): Promise<boolean> {
    const key = JSON.stringify(drawn);
    if (this.thrown !== undefined || this.#left === 0 || this.#alike.has(key)) return true;
    this.#left -= 1;
    try {
      const findings = await this.#play(drawn);
      if (findings.length > 0) this.findings = findings;
      else this.#alike.add(key);
      return findings.length === 0;
    } catch (thrown) {
      this.thrown = thrown;
      return true;
    }
  }
}

/** What is not alike in a sequence of its own, from the first call on that shows it. */
async function play(
  newDuel: () => Promise<Duel>,
  drawn: readonly DeedStep[],
  through: Generation,
): Promise<readonly Finding[]> {
  const duel = await newDuel();
  await duel.take({ deed: { kind: 'create', title: 'Drawn' }, through: drawn[0]?.through ?? through });
  for (const draw of drawn) {
    if (duel.findings.length > 0) break;
    const step = await legal(draw, duel);
    if (step !== undefined) await duel.take(step);
  }
  if (duel.findings.length === 0) await duel.askAgain();
  if (duel.findings.length === 0) await duel.observe();
  await duel.end();
  return duel.findings;
}
