/** The people at a hub. */
import { isObject, type Json } from '../../core/json.ts';
import type { ApiExchange } from './answer.ts';
import { understand } from './words.ts';

/** Somebody as a hub knows them. */
export interface Person {
  readonly account_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly groups: readonly string[];
}

/** Who calls, from the answer to the deed `identify`. */
export function personIn(exchange: ApiExchange): Person | undefined {
  const row = understand({ kind: 'identify' }, exchange);
  if (!isObject(row) || typeof row.account_id !== 'string') return undefined;
  const groups: readonly Json[] = Array.isArray(row.groups) ? row.groups : [];
  return {
    account_id: row.account_id,
    first_name: textOr(row.first_name),
    last_name: textOr(row.last_name),
    groups: groups.filter((group) => typeof group === 'string'),
  };
}

/** The text, or an empty one for anything else that a hub may send in its place. */
export const textOr = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
