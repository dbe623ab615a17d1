/** What an answer has to show beyond being one of its contract, as that says. */
import { newAjv } from '../../contracts/compile.ts';
import type { Shown } from '../../contracts/contract.ts';
import { isObject, type Json } from '../../core/json.ts';
import { type ApiExchange, answerText } from '../language/answer.ts';
import { callTo, operationOf, SELF } from '../language/call.ts';
import type { CaseContext, Finding } from './case.ts';
import { filled, givenBy } from './recipes.ts';

/** Findings where the answer does not show what it has to of the account `self`. */
export async function showing(
  context: CaseContext,
  { shows }: { readonly shows?: Shown },
  exchange: ApiExchange,
): Promise<Finding[]> {
  const { answer } = exchange;
  if (shows === undefined || answer.outcome !== 'success') return [];
  if (await isShown(context, shows, { operation: operationOf(exchange.call), value: answer.value })) return [];
  const basis = 'what the hub says elsewhere of the same account';
  return [{ id: 'shows', expected: shows.what, came: answerText(answer), basis, exchanges: [exchange] }];
}

export async function isShown(
  context: CaseContext,
  { at, answer, isTime, holds, refuses }: Shown,
  { operation, value }: { readonly operation: string; readonly value: Json },
): Promise<boolean> {
  const given = givenBy(context);
  const part = at === undefined ? value : isObject(value) ? (value[at] ?? null) : null;
  if (isTime === true && !isClockTime(part)) return false;
  if (holds !== undefined && !JSON.stringify(part).includes(holds)) return false;
  if (answer !== undefined && !validator().validate(filled(answer as unknown as Json, given) as object, part))
    return false;
  if (refuses === undefined) return true;
  const call = { ...callTo(operation, filled(refuses.send, given)), as: refuses.as ?? SELF };
  return (await context.call(call)).answer.outcome === 'refusal';
}

// Made once, and only if something is checked: it takes longer than checking.
let ajv: ReturnType<typeof newAjv> | undefined;

function validator(): ReturnType<typeof newAjv> {
  ajv ??= newAjv();
  return ajv;
}

/** There were no hubs before. */
const FIRST_HUB = Date.UTC(2013, 0);

const DAY_MS = 86_400_000;

/** Clocks of mocks may stand still in the past, but none is ahead. */
function isClockTime(value: Json): boolean {
  const ms = typeof value === 'number' || typeof value === 'string' ? new Date(value).getTime() : Number.NaN;
  return ms > FIRST_HUB && ms < Date.now() + DAY_MS;
}
