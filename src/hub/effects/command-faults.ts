/** Why commands cannot be run. */
import { type Refusal, refuse } from '../../core/errors.ts';

export function notThere(why: string): Refusal {
  return refuse('unsimulated', { what: 'commands', why });
}

/** The first line of what went wrong. */
export function reasonOf(fault: unknown): string {
  return String(fault).split('\n')[0] ?? '';
}
