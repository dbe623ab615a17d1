/** How deeply arrays and objects may be nested. Hubs have no such limit; they fail where their stack ends. */
import { type Refusal, refuse } from '../../core/errors.ts';

/** More than any call has use for, and few enough to walk and to print a value. */
export const LEVELS = 1000;

/** Whether `value` has more than `levels` arrays and objects in each other. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

export function tooDeep(): Refusal {
  return refuse('unsimulated', {
    what: `bodies with more than ${LEVELS} arrays and objects in each other`,
    why: 'the limit is its own, so that no request can bring it down',
  });
}
