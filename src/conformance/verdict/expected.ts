/** Failures that are known: a file says which, why, and until when. */
import { list, type Of, record, scalar } from '../../core/shape.ts';
import { readShaped } from '../shaped-file.ts';
import { type Case, caseName } from '../suites/case.ts';
import type { Result } from './run.ts';

const words = scalar<string>('a text that is not empty', (value) => typeof value === 'string' && value !== '');

const day = scalar<string>('a day such as 2027-01-31', (value) => {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
});

/** A finding that is known. */
const expectedFinding = record({
  /** As in `v1/ping`. */
  operation: words,
  /** The name of a case and the id of a finding of it: `contracts/v1.ping.success#answer.now`. */
  finding: words,
  reason: words,
  /** The last day on which it counts. */
  expires: day,
});

export const expectedFindings = list(expectedFinding);

export type Expected = Of<typeof expectedFinding>;

/** What is wrong with an entry. */
export interface Stray {
  readonly finding: string;
  readonly problem: 'stale' | 'expired' | 'unknown';
  readonly words: string;
}

/** A file that cannot be used. */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';
}

/** @throws ExpectedError naming the file and the place in it. */
export function readExpected(text: string, file: string): readonly Expected[] {
  const shape = record({ expected: expectedFindings });
  return readShaped(text, shape, (fault) => new ExpectedError(`${file}: ${fault}`)).expected;
}

/** As entries name it. */
export function findingName(one: Case, id: string): string {
  return `${caseName(one)}#${id}`;
}

/**
 * The results with failures excused whose findings are all expected, and what is wrong with the entries.
 *
 * @param all every case that there is, also those that were not selected.
 * @param today as in `2027-01-31`.
 */
export function excuse(
  results: readonly Result[],
  expected: readonly Expected[],
  { all, today }: { all: readonly Case[]; today: string },
): { results: Result[]; strays: Stray[] } {
  const valid = new Map(expected.filter(({ expires }) => expires >= today).map((entry) => [entry.finding, entry]));
  return {
    results: results.map((result) => excused(result, valid)),
    strays: expected.flatMap((entry) => strayOf(entry, { results, all, today })),
  };
}

function excused(result: Result, valid: ReadonlyMap<string, Expected>): Result {
  if (result.verdict !== 'fail') return result;
  const entries = result.findings.map(({ id }) => valid.get(findingName(result.case, id)));
  if (!entries.every((entry) => entry?.operation === result.case.operation)) return result;
  return { ...result, verdict: 'excused', reason: [...new Set(entries.map((entry) => entry?.reason))].join('; ') };
}

function strayOf(
  { operation, finding, expires }: Expected,
  { results, all, today }: { results: readonly Result[]; all: readonly Case[]; today: string },
): Stray[] {
  const name = finding.slice(0, finding.indexOf('#'));
  const known = all.find((one) => caseName(one) === name);
  if (known?.operation !== operation) {
    return [{ finding, problem: 'unknown', words: `there is no such case of ${operation}` }];
  }
  if (expires < today) return [{ finding, problem: 'expired', words: `it expired on ${expires}` }];
  const result = results.find((one) => caseName(one.case) === name);
  const ran = result?.verdict === 'pass' || result?.verdict === 'fail';
  if (!ran || result.findings.some(({ id }) => findingName(result.case, id) === finding)) return [];
  return [{ finding, problem: 'stale', words: 'it does not fail any more' }];
}
