/** Whether an account can buy something, and what it had to pay first. [server/purchases/is-purchase-allowed.ts] */
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asNumber } from '../values.ts';
import { dollars, roundedDown, roundedUp } from './money.ts';
import { LEAST_PAYMENT } from './prices.ts';
import { balanceOf, chargedFor, leastBalance } from './purchases.ts';
import { serviceLimits } from './quotas.ts';
import { type Service, serviceNamed } from './services.ts';

interface Told {
  readonly state: HubState;
  readonly answer: JsonObject;
}

export interface Wanted {
  readonly service?: Json | undefined;
  readonly cost?: Json | undefined;
}

/** Never a refusal of the hub's: what is not allowed is told with the reason. */
export function allowedPurchase(state: HubState, account_id: string, { service: sent, cost: asked }: Wanted): Told {
  const no = (reason: string) => ({ state, answer: { allowed: false, reason } });
  if (!state.accounts.has(account_id)) return no(`${account_id} is not a valid account`);
  const service = serviceNamed(sent);
  const name = sent as string;
  const given = asked ?? (name === 'credit' ? -LEAST_PAYMENT : null);
  if (given === null) return no(`cost estimate for service "${name}" not implemented`);
  const cost = asNumber(given) >= 0 ? roundedUp(asNumber(given)) : given;
  if (asNumber(cost) > MOST_COST) {
    throw refuse('unsimulated', { what: 'so costly a purchase', why: 'how much a hub allows at most is not known' });
  }
  if (typeof cost !== 'number' || !Number.isFinite(cost)) return no('cost must be finite');
  if (name === 'credit') {
    if (cost <= -LEAST_PAYMENT) return { state, answer: { allowed: true } };
    const [least, tried] = [dollars(LEAST_PAYMENT), dollars(-cost)];
    return no(`must credit account with at least ${least}, but you're trying to credit ${tried}`);
  }
  if (cost <= 0) return name === 'edit-license' ? { state, answer: { allowed: true } } : no('cost must be positive');
  return service.metered ? meteredPurchase(state, account_id, { ...service, name }, cost) : paidAtOnce();

  /** The balance counts as far as there is any. */
  function paidAtOnce(): Told {
    const balance = roundedDown(balanceOf(state, account_id));
    const required = roundedUp(asNumber(cost) - Math.max(balance, 0));
    const chargeAmount = required <= 0 ? 0 : Math.max(LEAST_PAYMENT, required);
    const reason =
      required < chargeAmount
        ? `The minimum payment is ${dollars(LEAST_PAYMENT)}, so a payment of ${dollars(required)} is not allowed.`
        : `Please pay ${dollars(chargeAmount)}.`;
    return { state, answer: { allowed: chargeAmount <= 0, chargeAmount, reason } };
  }
}

/** Surely less than hubs allow. */
const MOST_COST = 10_000;

/** A cent, since sums are rounded. */
const TOLERANCE = 0.01;

function meteredPurchase(
  state: HubState,
  account_id: string,
  { name, display }: Service & { readonly name: string },
  cost: number,
): Told {
  const balance = roundedDown(balanceOf(state, account_id));
  const least = leastBalance(state, account_id);
  if (balance - cost + TOLERANCE < least) {
    const required = roundedUp(cost - (balance - least));
    const chargeAmount = Math.max(LEAST_PAYMENT, required);
    const why = balance === 0 ? [] : [`Your Balance: ${dollars(balance)}`, `Required: ${dollars(cost)}`];
    if (balance !== 0 && least !== 0) why.push(`Minimum Allowed Balance: ${dollars(least)}`);
    if (balance !== 0 && required < LEAST_PAYMENT) why.push(`Minimum Payment: ${dollars(LEAST_PAYMENT)}`);
    const reason = `Please pay ${dollars(chargeAmount)}${why.length > 0 ? ': ' : ''} ${why.join(', ')}`;
    return { state, answer: { allowed: false, chargeAmount, reason } };
  }
  const limit = serviceLimits(state, account_id)[name] ?? 0;
  const discouraged = (after: HubState, reason: string) => ({
    state: after,
    answer: { allowed: true, discouraged: true, reason },
  });
  const exceeds = 'This purchase may exceed your personal monthly spending budget';
  if (limit <= 0) return discouraged(state, `${exceeds} for the "${display}" service.  The purchase is still allowed.`);
  const { state: dated, charged } = chargedFor(state, account_id, name);
  if (charged + cost <= limit) return { state: dated, answer: { allowed: true } };
  const spent = `This month you have spent ${dollars(charged)} on ${display}.`;
  return discouraged(dated, `${exceeds} of ${dollars(limit)} for "${display}".  ${spent}`);
}
