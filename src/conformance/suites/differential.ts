/**
 * The suite `differential`: deeds by chance, at the hub and at the model beside it. A sequence after which the two are
 * not alike is made as short as it can be; its seed and its path play it again.
 */

import type { Generation } from '../../contracts/contract.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { type Case, type Context, type Finding, Skip } from './case.ts';
import { type Draw, draws, legal, MOST_PROJECTS } from './draws.ts';
import { type Arena, type ContractOf, Duel, newArena } from './duel.ts';
import { lazyContracts } from './judge.ts';

const SUITE = 'differential';

/** Sequences of a case, and the most that may be played to make one shorter. */
const [RUNS, MOST_SHORTENINGS] = [10, 30];

/** Deeds of a sequence after its first, which makes a project. */
const MOST_DEEDS = 11;

/** Whatever asks is asked again, and two projects are looked at, looked into and deleted. */
const MOST_CALLS = 1 + 2 * MOST_DEEDS + 6;

const GENERATIONS: Readonly<Record<string, readonly Generation[]>> = {
  v1: ['v1'],
  conat: ['conat'],
  mixed: ['v1', 'conat'],
};

export function differentialCases(contracts: Contracts, runs = RUNS): Case[] {
  const contractOf = lazyContracts(contracts);
  return Object.entries(GENERATIONS).map(([id, generations]): Case => {
    const most = runs + MOST_SHORTENINGS;
    const operation = generations.includes('v1') ? 'v1/create_project' : 'conat/hub/projects.createProject';
    return {
      ...{ suite: SUITE, id, operation, axis: 'behaviour', mutating: true, needs: ['other'] },
      // Whoever is in a project already is removed from it in place of being added.
      creates: { project: MOST_PROJECTS * most, collaborator: Math.ceil(MOST_DEEDS / 2) * most },
      calls: 2 + MOST_CALLS * most,
      run: (context) => search(context, generations, { contractOf, runs }),
    };
  });
}

async function search(
  context: Context,
  generations: readonly Generation[],
  { contractOf, runs }: { contractOf: ContractOf; runs: number },
): Promise<readonly Finding[]> {
  const { flavour, seed, path } = context;
  const lacking = generations.find((generation) => !flavour.generations.includes(generation));
  if (lacking !== undefined) throw new Skip(`the hub does not serve ${lacking}`);
  // Most who use the package check nothing.
  const { default: fc } = await import('fast-check');
  const through = generations[0] as Generation;
  const arena = await newArena(context, contractOf, { others: ['other'], through });

  const played = new Sequences(arena, runs + MOST_SHORTENINGS);
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
  /** What ended the case before it came to its end. */
  thrown: unknown;
  #left: number;
  /** Sequences that found nothing: shortening comes to the same ones in several ways. */
  readonly #alike = new Set<string>();
  readonly #arena: Arena;

  constructor(arena: Arena, most: number) {
    this.#arena = arena;
    this.#left = most;
  }

  /** Whether hub and model are alike all along; those that are not played any more pass. */
  async agree(drawn: readonly Draw[]): Promise<boolean> {
    const key = JSON.stringify(drawn);
    if (this.thrown !== undefined || this.#left === 0 || this.#alike.has(key)) return true;
    this.#left -= 1;
    try {
      const findings = await play(this.#arena, drawn);
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
async function play(arena: Arena, drawn: readonly Draw[]): Promise<readonly Finding[]> {
  const duel = await Duel.between(arena);
  const { through } = arena;
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
