/** How many worlds a server keeps, and for how long. */
import { getHeapStatistics } from 'node:v8';
import { DAY } from '../../core/instant.ts';

export interface WorldLimits {
  /** How many worlds there are besides the default one; of more, the one used least recently is dropped. */
  readonly count?: number | undefined;
  /** How long a world stays that nobody uses, in ms. */
  readonly idleMs?: number | undefined;
  /** How much memory the process may use before worlds are dropped, those used least recently first. */
  readonly memoryBytes?: number | undefined;
  /** Of how many dropped worlds the names are kept. */
  readonly tombstones?: number | undefined;
}

export const WORLD_LIMITS = {
  count: 10_000,
  idleMs: DAY,
  // Beyond what the heap may take the process ends.
  memoryBytes: Math.floor(0.7 * getHeapStatistics().heap_size_limit),
  tombstones: 100_000,
};
