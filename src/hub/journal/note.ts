/** What a hub notes of one call: as it was sent and answered, nothing redacted. It never leaves the hub as it is. */
import type { Instant } from '../../core/instant.ts';
import type { HubState } from '../../core/state.ts';
import type { Answer, Call } from '../call.ts';

/** A fault that was injected into a call. */
export interface Injected {
  /** Of the fault, as `hub.faults.arm` gave it. */
  readonly id: string;
  readonly do: string;
  /** The call that was made twice by it: the number of the other one. */
  readonly twin?: number;
}

export interface StateShape {
  readonly before?: ((state: HubState) => HubState) | undefined;
  readonly after?: ((before: HubState, after: HubState) => HubState) | undefined;
}

export class Note {
  readonly call: Call;
  /** Counts from 1; 0 until the call has come as far as the state, or was answered before it did. */
  seq = 0;
  /** The number that the state gives to the first step of the call; it fixes all chance. */
  number = 0;
  /** When it came, and when it was answered, on the hub's clock. */
  time: Instant = 0;
  ended: Instant = 0;
  /** The state that it found, and the one when it was answered. */
  before: HubState | undefined;
  after: HubState | undefined;
  /** Where the changes begin and end that were made in the meantime. */
  changesFrom = 0;
  changesTo = 0;
  /** The number of the last call that had come when this one was answered: its own, unless others came meanwhile. */
  concurrentTo = 0;
  /** The first step of the call gets a number after this one, unless that has been used. */
  numberFrom = 0;
  /** Told when the call comes as far as the state. */
  onBegin: (() => void) | undefined;
  answer: Answer | undefined;
  /** Something had to be done outside of the core, as a command. */
  wentOutside = false;
  /** It was under way when the hub was put to another state. */
  abandoned = false;
  /** A fault of ours. */
  failed = false;
  injected: Injected | undefined;
  /** What a fault makes of the state before the call, and of the one after each of its steps. */
  shape: StateShape | undefined;
  bytes = 0;

  constructor(call: Call) {
    this.call = call;
  }
}
