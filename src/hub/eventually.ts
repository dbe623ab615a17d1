/** What is there at once, or comes later: most calls need no promise, and one costs as much as many a call. */
export type Eventually<Value> = Value | Promise<Value>;

/** What `next` makes of the value, in the same tick where that is there. */
export function whenThere<Value, Result>(
  value: Eventually<Value>,
  next: (value: Value) => Eventually<Result>,
): Eventually<Result> {
  return value instanceof Promise ? value.then(next) : next(value);
}
