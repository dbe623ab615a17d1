/** How deeply arrays and objects may be nested. Hubs have no such limit; they fail where their stack ends. */
import { type Refusal, refuse } from '../../core/errors.ts';
import { isDeeper } from '../../core/json.ts';

/** More than any call has use for, and few enough to walk and to print a value. */
export const LEVELS = 1000;

/**
 * Looks at what a text of JSON came to.
 *
 * @throws Refusal `unsimulated` for more than `LEVELS` arrays and objects in each other.
 */
export function checkDepth(value: unknown, text: string): void {
  // A level takes two characters at least.
  if (text.length > 2 * LEVELS && isDeeper(value, LEVELS)) throw tooDeep();
}

export function tooDeep(): Refusal {
  return refuse('unsimulated', {
    what: `bodies with more than ${LEVELS} arrays and objects in each other`,
    why: 'the limit is its own, so that no request can bring it down',
  });
}
