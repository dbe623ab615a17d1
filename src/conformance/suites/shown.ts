/** What answers show of whoever asks, which a hub has to tell alike wherever it is asked. */
import { isObject, type Json } from '../../core/json.ts';
import type { Person } from '../language/person.ts';
import type { CaseContext } from './case.ts';

export const member = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, part) => (isObject(inner) ? inner[part] : undefined), value);

export const listsAccount = (value: Json | undefined, { account }: CaseContext): boolean =>
  Array.isArray(value) && value.some((row: Json) => member(row, 'account_id') === account.account_id);

export const accountNamed = (value: Json | undefined, { account_id, first_name }: Person): boolean =>
  member(value, account_id, 'first_name') === first_name;

/** There were no hubs before. */
const FIRST_HUB = Date.UTC(2013, 0);

const DAY_MS = 86_400_000;

/** A time that a hub's clock can show: those of mocks may stand still in the past, but none is ahead. */
export const isTime = (value: Json | undefined): boolean => {
  const ms = typeof value === 'number' || typeof value === 'string' ? new Date(value).getTime() : Number.NaN;
  return ms > FIRST_HUB && ms < Date.now() + DAY_MS;
};
