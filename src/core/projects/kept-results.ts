/** Results of cells that the hub keeps. */
import { OrderedMap } from 'immutable';
import type { Instant } from '../instant.ts';
import type { JsonObject } from '../json.ts';

/** A result that is given again to whoever asks for the same. */
interface KeptResult {
  readonly id: number;
  readonly output: readonly JsonObject[];
  readonly created: Instant;
  readonly used: Instant;
}

/** Results by their hash, the one that was not asked for for longest first. */
export interface KeptResults {
  readonly lastId: number;
  readonly results: OrderedMap<string, KeptResult>;
}

export const NO_RESULTS: KeptResults = { lastId: 0, results: OrderedMap() };
