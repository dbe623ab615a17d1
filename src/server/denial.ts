/** Why the server, not a hub of it, says no to a request: a status, a code for programs, and words for people. */

export interface DenialBody {
  readonly error: string;
  readonly code: string;
  /** What would help. */
  readonly hint: string;
}

/** Thrown where the server refuses, and caught where it answers. Not an `Error`: nobody reads its stack. */
export class Denial {
  readonly status: number;
  readonly body: DenialBody;

  constructor(status: number, code: string, error: string, hint: string) {
    this.status = status;
    this.body = { error, code, hint };
  }
}

/** For callers in this process, who catch errors. */
export function asError(thrown: unknown): unknown {
  return thrown instanceof Denial ? new Error(`${thrown.body.error}; ${thrown.body.hint}`) : thrown;
}
