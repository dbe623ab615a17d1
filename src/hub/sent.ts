/** What calls in process are given, which no text has been read from. */
import { LEVELS } from '../core/copied.ts';
import { misshapen, placeOf } from '../core/shape.ts';

/**
 * Members that say nothing (`undefined`) are left out, as JSON does, and what has `toJSON` is what that returns.
 *
 * @throws ShapeError that names the place of what JSON has nothing for: a function, a symbol, a `BigInt`, `NaN`, a `Map`.
 */
export function requireJson(value: unknown, place: string, levels = LEVELS): void {
  if (!isJson(value, levels)) throw firstFault(value, place, levels);
}

/** What is too deep, or leads back to itself, is refused where it is copied. */
function isJson(value: unknown, levels: number): boolean {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || !isPlain(value)) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.every((item) => isJson(item, levels - 1));
  for (const name in value) {
    if (Object.hasOwn(value, name) && !isJson((value as Record<string, unknown>)[name], levels - 1)) return false;
  }
  return true;
}

/** Places are put into words only where one is at fault, since that takes longer than all the rest. */
function firstFault(value: unknown, place: string, levels: number): Error {
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    for (const [name, member] of Object.entries(value)) {
      const inside = Array.isArray(value) ? `${place}[${name}]` : placeOf(place, name);
      if (!isJson(member, levels - 1)) return firstFault(member, inside, levels - 1);
    }
  }
  return misshapen(place, 'what JSON can say', told(value));
}

function isPlain(value: object): boolean {
  return (
    Array.isArray(value) ||
    Object.prototype.toString.call(value) === '[object Object]' ||
    typeof (value as { toJSON?: unknown }).toJSON === 'function'
  );
}

function told(value: unknown): unknown {
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : value;
}
