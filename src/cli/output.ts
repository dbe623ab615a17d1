/** What becomes of the command where its output goes nowhere: nobody reads it any more, or its disk is full. */
import { complain } from './report.ts';

let goesOn = false;
let whole = true;

/** Has faults of the output looked at, from the start of the command on. */
export function watchOutput(): void {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Whoever reads the output may stop early, as `head` does; that is no fault. A disk that is full is one.
    const isFault = code !== 'EPIPE';
    if (isFault && whole) complain(`cannot write the output (${code})`);
    whole &&= !isFault;
    if (!goesOn) process.exit(isFault ? 1 : undefined);
  });
  // There is no other place to say it.
  process.stderr.on('error', () => {});
}

/** Does work that has to come to its end even so, since it cleans up after itself. */
export async function withoutOutput<Value>(work: () => Promise<Value>): Promise<Value> {
  goesOn = true;
  return work();
}

/** Whether all that was meant to be read could be written so far. */
export const isOutputWhole = (): boolean => whole;
