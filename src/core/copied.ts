/** Copies of JSON values: what callers hold is never a part of the state. */
import { refuse } from './errors.ts';
import type { Json } from './json.ts';

/** More than any call has use for, and few enough to walk and to print a value. */
export const LEVELS = 1000;

/**
 * A copy that shares no object with `value`, as if it had travelled as JSON: without members that JSON leaves out, and
 * with what `toJSON` returns.
 *
 * @throws Refusal `unsimulated` for more than `levels` arrays and objects in each other, a cycle among them.
 */
export function copied<Value>(value: Value, levels = LEVELS): Value {
  return (typeof value === 'object' && value !== null ? copiedObject(value, levels) : value) as Value;
}

function copiedObject(value: object, levels: number): unknown {
  if (levels === 0) throw tooDeep();
  if (Array.isArray(value)) return value.map((item) => (isCarried(item) ? copied(item, levels - 1) : null));
  // Mostly an object of no class, which need not be asked: asking takes longer than copying.
  if (Object.getPrototypeOf(value) !== Object.prototype && 'toJSON' in value && typeof value.toJSON === 'function') {
    return copied(value.toJSON(), levels - 1);
  }
  const copy: Record<string, Json> = {};
  // A list of the names would take as much memory as the copy.
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    const member = (value as Record<string, Json>)[name];
    if (!isCarried(member)) continue;
    if (name === '__proto__') define(copy, name, copied(member, levels - 1));
    else copy[name] = copied(member, levels - 1);
  }
  return copy;
}

/** Whether JSON has something for the value. */
function isCarried<Value>(value: Value | undefined): value is Value {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

// An assignment to this name would set the prototype.
function define(object: object, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

export function tooDeep() {
  return refuse('unsimulated', {
    what: `bodies with more than ${LEVELS} arrays and objects in each other`,
    why: 'the limit is its own, so that no request can bring it down',
  });
}
