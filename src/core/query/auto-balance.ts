/** What the setting `auto_balance` of an account may be. [util/db-schema/accounts.ts] */
import { refuse } from '../errors.ts';
import { isObject, type Json } from '../json.ts';

/** The least and the most of each amount. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  trigger: [5, 250],
  amount: [10, 250],
  max_day: [5, 1000],
  max_week: [5, 5000],
  max_month: [5, 10_000],
};

const PERIODS: readonly Json[] = ['day', 'week', 'month'];

/** @throws Refusal `auto_balance`; `unsimulated` where the hub's words are not known. */
export function checkAutoBalance(sent: Json): void {
  if (!isObject(sent)) throw wordsUnknown('that is no object');
  for (const [key, value] of Object.entries(sent)) checkKey(key, value);
  for (const [key, range] of Object.entries(RANGES))
    checkAmount(key, Object.hasOwn(sent, key) ? sent[key] : null, range);
}

function checkKey(key: string, value: Json): void {
  if (key === 'period') {
    if (!PERIODS.includes(value)) throw wordsUnknown('with another period than day, week or month');
  } else if (key === 'enabled') {
    if (typeof value !== 'boolean') throw wordsUnknown('that is neither enabled nor not');
  } else if (!Object.hasOwn(RANGES, key)) {
    throw refuse('auto_balance', { fault: `invalid key '${key}'` });
  }
}

function checkAmount(key: string, value: Json | undefined, [least, most]: readonly [number, number]): void {
  if (value == null) throw refuse('auto_balance', { fault: `${key} must be specified` });
  if (typeof value !== 'number') throw wordsUnknown(`whose ${key} is no number`);
  if (value < least) throw refuse('auto_balance', { fault: `${key} must be at least ${least}` });
  if (value > most) throw refuse('auto_balance', { fault: `${key} must be at most ${most}` });
}

function wordsUnknown(kind: string) {
  return refuse('unsimulated', {
    what: `an auto_balance ${kind}`,
    why: 'the hub refuses it in words that are not known',
  });
}
