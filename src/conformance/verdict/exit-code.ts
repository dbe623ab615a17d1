/** The exit codes of a check. */
import type { Stray } from './expected.ts';
import type { Result } from './run.ts';

export const EXIT = {
  conforms: 0,
  findings: 1,
  usage: 2,
  noHub: 3,
  left: 4,
  nothingRan: 5,
} as const;

interface RunEnd {
  readonly results: readonly Result[];
  readonly strays: readonly Stray[];
  /** What is left behind. */
  readonly left: readonly string[];
  /** Whether the hub stopped answering. */
  readonly lost: boolean;
  /** Why the ledger could not be written to its end. */
  readonly unwritten: string | undefined;
  /** The signal that ended the run. */
  readonly interrupted: Signal | undefined;
}

/** What ends a run in order. */
export type Signal = keyof typeof SIGNALS;

/** What was found counts first, unless the run was cut short; whatever is left behind is told beside it. */
export function exitOf({ results, strays, left, lost, unwritten, interrupted }: RunEnd): {
  code: number;
  words: string;
} {
  const count = (...verdicts: Result['verdict'][]) =>
    results.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const [failed, notRun] = [count('fail') + strays.length, count('not run')];
  const stopped =
    unwritten === undefined ? '' : `the ledger could not be written (${unwritten}), so the run was stopped; `;
  // Whatever else went wrong, findings stay in the headline, and they are the code of a run that was not cut short.
  const isCut = lost || interrupted !== undefined;
  const also = (end: { code: number; words: string }) =>
    failed > 0 ? { code: isCut ? end.code : EXIT.findings, words: `${failed} findings; ${end.words}` } : end;
  if (left.length > 0)
    return also({ code: EXIT.left, words: `${stopped}clean-up is not complete: ${left.length} left behind` });
  // A sweep would not know of everything.
  if (unwritten !== undefined) return also({ code: EXIT.left, words: `${stopped}what it had made is removed` });
  if (lost) return also({ code: EXIT.noHub, words: 'the hub stopped answering' });
  if (interrupted !== undefined) return also(interruptedBy(interrupted));
  if (failed > 0) return { code: EXIT.findings, words: `${failed} findings` };
  if (count('pass', 'excused') === 0) return { code: EXIT.nothingRan, words: 'nothing ran' };
  if (notRun > 0) return { code: EXIT.findings, words: `${notRun} cases were not run, so nothing is known of them` };
  return { code: EXIT.conforms, words: 'conforms' };
}

/** For a run that a signal ended in time. */
export function interruptedBy(signal: Signal): { code: number; words: string } {
  return { code: SIGNALS[signal], words: `interrupted by ${signal}` };
}

/** As shells count them. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
