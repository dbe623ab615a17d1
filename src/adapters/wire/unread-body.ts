/** Bodies that have to be read before a request can be answered. Each adapter reads them in its own way. */
import { type Eventually, whenThere } from '../../hub/eventually.ts';

/** All bytes of a body, or `undefined` when they are more than were to be read. */
export type Bytes = Uint8Array<ArrayBuffer> | undefined;

/** A step takes the value of the step before, or what was thrown since the last step of its kind. */
type Step = { readonly next: (value: unknown) => unknown } | { readonly recover: (thrown: unknown) => unknown };

/**
 * So much of a body has to be read for what comes next.
 *
 * What is made of the body is a list of steps, as those of a promise are: they run in the same tick unless one of them
 * has to wait.
 */
export class UnreadBody<Value> {
  readonly limitBytes: number;
  readonly #steps: Step[];

  constructor(limitBytes: number, next: (bytes: Bytes) => Eventually<Value>) {
    this.limitBytes = limitBytes;
    this.#steps = [{ next: next as (value: unknown) => unknown }];
  }

  /** Adds a step. Only what is returned is of use from then on. */
  followedBy<Result>(next: (value: Value) => Eventually<Result>): UnreadBody<Result> {
    this.#steps.push({ next: next as (value: unknown) => unknown });
    return this as unknown as UnreadBody<Result>;
  }

  /** Adds a step for what the steps before throw. */
  recoveredBy(recover: (thrown: unknown) => Value): this {
    this.#steps.push({ recover });
    return this;
  }

  /** What the steps make of the body that was read. */
  read(bytes: Bytes): Eventually<Value> {
    let value: unknown = bytes;
    let fault: { readonly thrown: unknown } | undefined;
    for (const step of this.#steps) {
      if (value instanceof Promise) {
        value = 'next' in step ? value.then(step.next) : value.catch(step.recover);
      } else if ('next' in step === (fault === undefined)) {
        try {
          value = 'next' in step ? step.next(value) : step.recover(fault?.thrown);
          fault = undefined;
        } catch (thrown) {
          fault = { thrown };
        }
      }
    }
    if (fault !== undefined) throw fault.thrown;
    return value as Eventually<Value>;
  }
}

/** A value that is there, comes later, or needs a body that has yet to be read. */
export type Readable<Value> = Eventually<Value> | UnreadBody<Value>;

/** What `next` makes of a value, which may need a body that has yet to be read. */
export function whenRead<Value, Result>(
  value: Readable<Value>,
  next: (value: Value) => Eventually<Result>,
): Readable<Result> {
  return value instanceof UnreadBody ? value.followedBy(next) : whenThere(value, next);
}

/** What `attempt` comes to, or what `recover` makes of what it throws, before and after the body is read. */
export function guarded<Value>(attempt: () => Readable<Value>, recover: (thrown: unknown) => Value): Readable<Value> {
  try {
    const value = attempt();
    if (value instanceof Promise) return value.catch(recover);
    return value instanceof UnreadBody ? value.recoveredBy(recover) : value;
  } catch (thrown) {
    return recover(thrown);
  }
}
