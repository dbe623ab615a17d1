/** What calls in process are given, which no text has been read from. */
import { LEVELS } from '../core/copied.ts';
import { misshapen, placeOf } from '../core/shape.ts';

/**
 * Members that say nothing (`undefined`) are left out, as JSON does, and what has `toJSON` is what that returns.
 *
 * @throws ShapeError that names the place of what JSON has nothing for: a function, a symbol, a `BigInt`, `NaN`, a `Map`.
 */
export function requireJson(value: unknown, place: string, levels = LEVELS): void {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' ? Number.isFinite(value) : typeof value === 'object' && isPlain(value)) {
    // What is too deep, or leads back to itself, is refused where it is copied.
    if (typeof value !== 'object' || levels === 0) return;
    for (const [name, member] of Object.entries(value)) {
      requireJson(member, Array.isArray(value) ? `${place}[${name}]` : placeOf(place, name), levels - 1);
    }
    return;
  }
  throw misshapen(place, 'what JSON can say', told(value));
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
