/** What cases take of the things that they share. */
import type { Generation, Prop } from '../../contracts/contract.ts';

/** Things of one kind are never shared with the other: in `alone` nobody else is in the project. */
export type SceneKind = 'alone' | 'together';

export interface Takes {
  readonly generation: Generation;
  readonly kind: SceneKind;
  readonly props: readonly Prop[];
  /** What is not as it was after a success. */
  readonly spends: readonly Prop[];
}
