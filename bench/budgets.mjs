/**
 * The budgets of the project: which row of which benchmark shows it, and what it may be.
 *
 * `least` and `most` bound the median of the ratio, or with `figure: true` our own figure. `gate` is what the gate takes for a
 * regression: wide of the budget, so that a busy machine never fails it. `why` says why a budget is missed.
 */
export const budgets = [
  { benchmark: 'http', row: 'v1 ping, 32 connections', least: 0.8 },
  { benchmark: 'http', row: 'v1 read, 32 connections', least: 0.7 },
  { benchmark: 'http', row: 'v1 write, 32 connections', least: 0.7 },
  { benchmark: 'call', row: 'v1 ping', figure: true, least: 100_000 },
  { benchmark: 'call', row: 'v1 read', figure: true, least: 100_000 },
  { benchmark: 'call', row: 'v1 write', figure: true, least: 100_000 },
];
