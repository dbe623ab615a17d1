/** What cases take of the things that they share. */
import type { Generation } from '../../contracts/contract.ts';

/** Things that calls are about. `joined`: somebody else is in the project; `published`: its notes are public. */
export type Prop =
  | 'project'
  | 'second'
  | 'joined'
  | 'published'
  | 'copy'
  | 'account'
  | 'session'
  | 'organization'
  | 'project-key'
  | 'expired-key';

/** Things of one kind are never shared with the other: in `alone` nobody else is in the project. */
export type SceneKind = 'alone' | 'together';

export interface Takes {
  readonly generation: Generation;
  readonly kind: SceneKind;
  readonly props: readonly Prop[];
  /** What is not as it was after a success. */
  readonly spends: readonly Prop[];
}
