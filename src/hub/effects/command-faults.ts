/** Why commands cannot be run. */
import { type Refusal, refuse } from '../../core/errors.ts';

export function notThere(why: string): Refusal {
  return refuse('unsimulated', { what: 'commands', why });
}

/** The first line of what went wrong. */
export function reasonOf(fault: unknown): string {
  return String(fault).split('\n')[0] ?? '';
}

/** @param names of the options that say how many. */
export function tooManyWait(
  { maxRunning, maxWaiting }: { readonly maxRunning: number; readonly maxWaiting: number },
  names = '`commands.maxRunning` or `commands.maxWaiting`',
): Refusal {
  const why = `${maxRunning} of this hub run and ${maxWaiting} wait; wait for answers, or raise ${names}`;
  return refuse('unsimulated', { what: 'that many commands at once', why });
}
