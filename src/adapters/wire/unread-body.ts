/** Bodies that have to be read before a request can be answered. Each adapter reads them in its own way. */
import { type Eventually, recovered, whenThere } from '../../hub/eventually.ts';

/** All bytes of a body, or `undefined` when they are more than were to be read. */
export type Bytes = Uint8Array<ArrayBuffer> | undefined;

/** So much of a body has to be read for what comes next. */
export class UnreadBody<Value> {
  readonly limitBytes: number;
  /** What the bytes come to, in the same tick unless something has to be waited for. */
  readonly next: (bytes: Bytes) => Eventually<Value>;

  constructor(limitBytes: number, next: (bytes: Bytes) => Eventually<Value>) {
    this.limitBytes = limitBytes;
    this.next = next;
  }
}

/** A value that is there, comes later, or needs a body that has yet to be read. */
export type Readable<Value> = Eventually<Value> | UnreadBody<Value>;

/** What `next` makes of a value, which may need a body that has yet to be read. */
export function whenRead<Value, Result>(
  value: Readable<Value>,
  next: (value: Value) => Eventually<Result>,
): Readable<Result> {
  if (!(value instanceof UnreadBody)) return whenThere(value, next);
  return new UnreadBody(value.limitBytes, (bytes) => whenThere(value.next(bytes), next));
}

/** What `attempt` comes to, or what `recover` makes of what it throws, before and after the body is read. */
export function guarded<Value>(attempt: () => Readable<Value>, recover: (thrown: unknown) => Value): Readable<Value> {
  try {
    const value = attempt();
    if (value instanceof Promise) return value.catch(recover);
    if (!(value instanceof UnreadBody)) return value;
    return new UnreadBody(value.limitBytes, (bytes) => recovered(() => value.next(bytes), recover));
  } catch (thrown) {
    return recover(thrown);
  }
}
