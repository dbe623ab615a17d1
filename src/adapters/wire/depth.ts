/** How deeply arrays and objects may be nested. Hubs have no such limit; they fail where their stack ends. */
import { LEVELS, tooDeep } from '../../core/copied.ts';
import { isDeeper } from '../../core/json.ts';

/**
 * Looks at what a text of JSON came to.
 *
 * @throws Refusal `unsimulated` for more than `LEVELS` arrays and objects in each other.
 */
export function refuseDeepBody(value: unknown, text: string): void {
  // A level takes two characters at least.
  if (text.length > 2 * LEVELS && isDeeper(value, LEVELS)) throw tooDeep();
}
