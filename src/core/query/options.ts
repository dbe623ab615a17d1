/** The options of a get: how many rows, in which order. [smc-hub/postgres-user-queries.coffee _query_parse_options] */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText, isTruthy } from '../values.ts';
import { type Order, readOrder } from './order.ts';
import type { TableQuery } from './table.ts';

/** The most rows of an answer, where there is such a limit. */
const ROW_LIMIT = 100_000;

export interface GetOptions {
  /** `undefined`: all rows. */
  readonly limit: number | undefined;
  readonly order: readonly Order[];
  /** No row is asked for, only later changes. */
  readonly onlyChanges: boolean;
}

/** Options that a get takes and that say nothing of its rows. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['set', 'account_id', 'delete', 'heartbeat']);

/**
 * What the caller's options and then the table's own come to; of two limits the later counts.
 *
 * @throws Refusal `unknown_option`, `no_slices`, `bad_limit`, and for an order that cannot be.
 */
export function readGetOptions(
  { state, options: given }: Pick<TableQuery, 'state' | 'options'>,
  defaults: readonly JsonObject[],
): GetOptions {
  const all = [...given, ...remaining(defaults, given)].flatMap((option) => Object.entries(option));
  for (const [name] of all) checkName(name);

  const valuesOf = (wanted: string) => all.filter(([name]) => name === wanted).map(([, value]) => value);
  return {
    limit: readLimit(state, valuesOf('limit').at(-1)),
    order: readOrder(state, valuesOf('order_by')),
    onlyChanges: valuesOf('only_changes').some(isTruthy),
  };
}

/** The default options that hold: those of which the caller has not given every member. */
function remaining(defaults: readonly JsonObject[], given: readonly JsonObject[]): JsonObject[] {
  const names = new Set(given.flatMap((option) => Object.keys(option)));
  return defaults.filter((option) => Object.keys(option).some((name) => !names.has(name)));
}

function checkName(name: string): void {
  if (name === 'slice') throw refuse('no_slices');
  if (name === 'limit' || name === 'order_by' || name === 'only_changes' || WITHOUT_EFFECT.has(name)) return;
  throw refuse('unknown_option', { option: name });
}

function readLimit(state: HubState, limit: Json | undefined): number | undefined {
  if (deviates(state, 'row_limit')) return parsedLimit(limit);
  if (limit == null) return undefined;
  if (!/^\+?\d+$/.test(asText(limit))) throw refuse('bad_limit', { limit: asText(limit) });
  return Number(limit);
}

function parsedLimit(limit: Json | undefined): number {
  const number = Number.parseInt(asText(limit), 10);
  if (Number.isNaN(number)) return ROW_LIMIT;
  if (number < 0) throw refuse('bad_limit', { limit: asText(limit) });
  return Math.min(number, ROW_LIMIT);
}
