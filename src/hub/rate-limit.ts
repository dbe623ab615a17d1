/** How a limit on the calls of a client is written. */
import { MINUTE, SECOND } from '../core/instant.ts';

export interface RateLimit {
  readonly calls: number;
  readonly ms: number;
}

const UNITS: Readonly<Record<string, number>> = { s: SECOND, min: MINUTE };
const MOST_CALLS = 1_000_000;

export const EXPECTED_RATE = 'a number of calls for each second or minute, such as 10/s or 600/min';

/** `undefined` for what is none. */
export function readRateLimit(text: unknown): RateLimit | undefined {
  const [, digits, unit] = /^(\d{1,7})\/(s|min)$/.exec(String(text)) ?? [];
  const calls = Number(digits);
  if (!(calls >= 1 && calls <= MOST_CALLS) || unit === undefined) return undefined;
  return { calls, ms: UNITS[unit] as number };
}
