/** Sums of money as a hub rounds and shows them. [util/misc.ts currency, round2up, round2down; util/stripe/calc.ts] */

const CENTS = 100;
/** Far below a cent: what two decimals may differ by as doubles. */
const NOISE = 1e-9;

/** The sum of decimals, as the database adds them. */
export function sumOf(costs: readonly number[]): number {
  const sum = costs.reduce((total, cost) => total + cost, 0);
  return Number(sum.toFixed(10)) + 0;
}

/** To a whole number of cents that is not less. */
export function roundedUp(money: number): number {
  return Math.ceil(money * CENTS - NOISE) / CENTS + 0;
}

/** To a whole number of cents that is not more. */
export function roundedDown(money: number): number {
  return Math.floor(money * CENTS + NOISE) / CENTS;
}

/** In dollars, with thousands apart; what is less than a cent with three digits. */
export function dollars(money: number): string {
  if (money === 0) return '$0.00';
  const digits = Math.abs(money) < SHOWN_AS_A_CENT ? 3 : 2;
  const shown = Math.abs(money)
    .toFixed(digits)
    .replace(/(\d)(?=(\d{3})+\.)/g, '$1,');
  return `${money < 0 ? '-' : ''}$${shown}`;
}

const SHOWN_AS_A_CENT = 0.0095;
