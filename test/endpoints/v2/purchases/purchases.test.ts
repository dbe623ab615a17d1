import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { put } from '../../../../src/core/state.ts';
import { NOW, OWNER, PROJECT, testHub } from '../../../hub.ts';

const NOON = Date.parse(NOW);
const DAY = 86_400_000;

/** A hub on which the owner has bought and paid such things. */
function shop(...rows: readonly JsonObject[]) {
  const made = testHub();
  const numbered = rows.map((row, at) => ({ id: at + 1, account_id: OWNER, time: NOON - DAY, ...row }));
  made.hub.update((state) => numbered.reduce((after, row) => put(after, 'purchases', row), state));
  const ask = made.restAs('owner');
  return { ...made, ask };
}

const PAID = { cost: -20, service: 'credit' };

test('tells balance, purchases and charges', async () => {
  const { ask } = shop({ ...PAID, time: NOON - 3 * DAY }, { cost: 3.5, service: 'license', time: NOON });

  expect(await ask('purchases/get-balance')).toBe(16.5);
  const { purchases } = (await ask('purchases/get-purchases')) as { purchases: JsonObject[] };
  expect(purchases).toMatchObject([{ id: 2, cost: 3.5, time: NOW, notes: null }, { id: 1 }]);
  expect(await ask('purchases/get-purchases', { limit: 1, offset: 1 })).toMatchObject({ purchases: [{ id: 1 }] });
  expect(await ask('purchases/get-cost-per-day')).toEqual([{ date: '2020-09-17T00:00:00.000Z', total_cost: 3.5 }]);
  expect(await ask('purchases/get-purchases', { group: true })).toEqual({
    purchases: [
      { cost: 3.5, service: 'license', project_id: null, count: 1 },
      { cost: -20, service: 'credit', project_id: null, count: 1 },
    ],
    balance: 16.5,
  });
});

test.each([
  [{ service: 'license' }, [2]],
  [{ cutoff: new Date(NOON - 2 * DAY).toISOString() }, [3]],
  [{ day_statement_id: 7 }, [2]],
  [{ no_statement: true }, [3, 1]],
  [{ project_id: PROJECT }, [3]],
])('of purchases, %j finds %j', async (asked, ids) => {
  const { ask } = shop(
    { ...PAID, time: NOON - 3 * DAY },
    { cost: 1, service: 'license', time: NOON - 2.5 * DAY, day_statement_id: 7 },
    { cost: 2, service: 'voucher', project_id: PROJECT },
  );

  const { purchases } = (await ask('purchases/get-purchases', asked)) as { purchases: { id: number }[] };
  expect(purchases.map(({ id }) => id)).toEqual(ids);
});

test('charges count from the last closing day on', async () => {
  const { ask } = shop(
    { cost: 1, service: 'license', time: NOON - 60 * DAY },
    { cost: 2, service: 'license', time: NOON },
  );

  expect(await ask('purchases/get-charges-by-service')).toEqual({ license: 2 });
});

test.each([
  [
    'license',
    5,
    { allowed: true, chargeAmount: 0, reason: 'The minimum payment is $2.50, so a payment of -$15.00 is not allowed.' },
  ],
  [
    'license',
    21,
    {
      allowed: false,
      chargeAmount: 2.5,
      reason: 'The minimum payment is $2.50, so a payment of $1.00 is not allowed.',
    },
  ],
  ['license', 1_250, { allowed: false, chargeAmount: 1_230, reason: 'Please pay $1,230.00.' }],
  ['license', 0, { allowed: false, reason: 'cost must be positive' }],
  ['edit-license', 0, { allowed: true }],
  [
    'project-upgrade',
    21,
    {
      allowed: false,
      chargeAmount: 2.5,
      reason: 'Please pay $2.50:  Your Balance: $20.00, Required: $21.00, Minimum Payment: $2.50',
    },
  ],
])('with a balance of $20, %s for %d comes to %j', async (service, cost, answer) => {
  const { ask } = shop(PAID);

  expect(await ask('purchases/is-purchase-allowed', { service, cost })).toEqual(answer);
});

test('a limit of one’s own discourages, and what was spent counts', async () => {
  const { ask } = shop(PAID, { cost: 2, service: 'project-upgrade', time: NOON });
  const upgrade = { service: 'project-upgrade', cost: 3 };
  const budget = 'This purchase may exceed your personal monthly spending budget';
  const reason = `${budget} for the "Project Upgrade" service.  The purchase is still allowed.`;
  expect(await ask('purchases/is-purchase-allowed', upgrade)).toEqual({ allowed: true, discouraged: true, reason });

  await ask('purchases/set-quota', { service: 'project-upgrade', value: 4 });
  expect(await ask('purchases/is-purchase-allowed', upgrade)).toMatchObject({
    discouraged: true,
    reason: `${budget} of $4.00 for "Project Upgrade".  This month you have spent $2.00 on Project Upgrade.`,
  });
  await ask('purchases/set-quota', { service: 'project-upgrade', value: '5' });
  expect(await ask('purchases/is-purchase-allowed', upgrade)).toEqual({ allowed: true });
  expect(await ask('purchases/get-quotas')).toEqual({ services: { 'project-upgrade': 5 }, minBalance: 0 });
});

test('resetting the closing day makes it today', async () => {
  const { ask } = shop();

  expect(await ask('purchases/reset-closing-date')).toEqual({ status: 'ok' });
  expect(await ask('purchases/get-closing-dates')).toEqual({
    last: '2020-09-17T00:00:00.000Z',
    next: '2020-10-17T00:00:00.000Z',
  });
});

test.each([
  ['purchases/is-purchase-allowed', { service: 'openai-gpt-4', cost: 1 }],
  ['purchases/is-purchase-allowed', { service: 'license', cost: 1_000_000 }],
  ['purchases/set-quota', { service: 'nope', value: 1 }],
  ['purchases/get-service-cost', { service: 'compute-server' }],
])('%s with %j is refused by name', async (path, body) => {
  const { hub } = testHub();

  expect((await hub.call(`v2/${path}`, body, { key: 'sk_owner' })).kind).toBe('unsimulated');
});

test('a link to pay with is known afterwards, and leads nowhere', async () => {
  const { ask, hub } = shop();
  const { url } = (await ask('purchases/student-pay-link')) as { url: string };
  const token = url.slice(url.lastIndexOf('/') + 1);

  expect(token).toHaveLength(20);
  expect((await hub.call('v2/token-action', { token })).kind).toBe('unsimulated');
});

test('upgrades that are paid for are kept, and not shown without their price', async () => {
  const { ask, hub } = shop();
  const query = { projects: { project_id: PROJECT, pay_as_you_go_quotas: null } };
  const set = (quota: object) => ask('purchases/set-project-quota', { project_id: PROJECT, quota });

  expect(await set({ cores: 0 })).toEqual({ status: 'ok' });
  expect(await ask('user-query', { query })).toMatchObject({
    query: { projects: { pay_as_you_go_quotas: { [OWNER]: {} } } },
  });
  expect(await set({ cores: 1 })).toEqual({ status: 'ok' });
  expect((await hub.call('v2/user-query', { query }, { key: 'sk_owner' })).kind).toBe('unsimulated');
});
