/** The mutable cell of a hub, as commands and notebooks see it while they run. */
import type { HubState } from '../core/state.ts';
import type { Clock } from './clock.ts';

export interface HubCell {
  readonly state: HubState;
  readonly clock: Clock;
  /** Moves the state on by a transition outside any call. */
  update(transition: (state: HubState) => HubState): void;
  /** Whether the hub has been put to another state since: then nothing can be changed from here any more. */
  readonly isOver: boolean;
  /** Calls back when that is so. @returns a function that calls it off. */
  onEnd(callback: () => void): () => void;
}
