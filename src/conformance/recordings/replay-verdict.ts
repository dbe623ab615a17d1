/** Judges how exchanges came out. */
import type { LeftOutEntry } from './archive.ts';
import type { ReplayOutcome } from './replay.ts';
import type { ReplayExcuse } from './replay-setting.ts';

export interface Judged extends ReplayOutcome {
  readonly verdict: 'same' | 'differs' | 'excused' | 'not sent';
  readonly excuse?: ReplayExcuse;
}

export interface ReplayVerdict {
  /** What of the recordings was left out, by the kind of reason. */
  readonly leftOut: readonly LeftOutEntry[];
  readonly exchanges: readonly Judged[];
  /** Excuses that no longer apply, each with the reason; each is a failure. */
  readonly stale: readonly { readonly excuse: ReplayExcuse; readonly why: string }[];
}

/** How many exchanges of a recording came out in which way. */
export interface Figures {
  readonly file: string;
  readonly exchanges: number;
  readonly same: number;
  readonly excused: number;
  /** Of those that are excused, how many are none of the API that is simulated. */
  readonly outside: number;
  readonly differs: number;
  /** There was no value for a placeholder, or only a part of the request. */
  readonly notSent: number;
}

export function judge(
  outcomes: readonly ReplayOutcome[],
  excuses: readonly ReplayExcuse[] = [],
  leftOut: readonly LeftOutEntry[] = [],
): ReplayVerdict {
  const files = new Set(outcomes.map(({ exchange }) => exchange.file));
  const exchanges = outcomes.map((outcome): Judged => {
    const isSame = outcome.fault === undefined && outcome.differences.length === 0;
    if (isSame) return { ...outcome, verdict: 'same' };
    const excuse = excuses.find((one) => speaksOf(one, outcome));
    if (excuse !== undefined) return { ...outcome, verdict: 'excused', excuse };
    return { ...outcome, verdict: outcome.unsent ? 'not sent' : 'differs' };
  });
  const stale = excuses
    .filter(({ file }) => files.has(file))
    .flatMap((excuse) => {
      const found = exchanges.find((one) => speaksOf(excuse, one));
      if (found === undefined) return [{ excuse, why: 'there is no such exchange' }];
      return found.excuse === excuse ? [] : [{ excuse, why: 'it comes out as recorded' }];
    });
  return { leftOut, exchanges, stale };
}

/** One for each recording, in the order in which they come. */
export function figuresOf({ exchanges }: ReplayVerdict): Figures[] {
  const files = [...new Set(exchanges.map(({ exchange }) => exchange.file))];
  return files.map((file) => {
    const own = exchanges.filter(({ exchange }) => exchange.file === file);
    const count = (verdict: Judged['verdict']) => own.filter((one) => one.verdict === verdict).length;
    return {
      file,
      exchanges: own.length,
      same: count('same'),
      excused: count('excused'),
      outside: own.filter(({ excuse }) => excuse?.outside).length,
      differs: count('differs'),
      notSent: count('not sent'),
    };
  });
}

/** Whether all is as recorded or excused, and something was sent at all. */
export function hasPassed({ exchanges, stale }: ReplayVerdict): boolean {
  return (
    stale.length === 0 &&
    exchanges.some(({ verdict }) => verdict === 'same') &&
    exchanges.every(({ verdict }) => verdict !== 'differs' && verdict !== 'not sent')
  );
}

export function speaksOf(
  { file, entry, comment }: ReplayExcuse,
  { exchange }: Pick<ReplayOutcome, 'exchange'>,
): boolean {
  return exchange.file === file && exchange.entry === entry && exchange.comment === comment;
}
