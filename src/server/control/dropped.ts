import type { ControlOperations } from '../../control/operations.ts';
import { iso } from '../../core/instant.ts';
import type { Tombstone } from '../worlds/tombstones.ts';

/** A world that is no more, as the control plane tells of it. */
export function dropped({ name, why, at }: Tombstone): ControlOperations['deleteWorld']['answer'] {
  return { name, why, at: iso(at) };
}
