import { expect, test } from 'vitest';
import { NOW, OWNER, testHub } from '../../../hub.ts';

const VOUCHER = { product: 'cash-voucher', description: { type: 'cash-voucher', amount: 5 } };

function cart() {
  const { restAs, hub, clock } = testHub();
  const ask = (path: string, body?: object) => restAs('owner')(`shopping/cart/${path}`, body);
  const ids = async (asked?: object) => ((await ask('get', asked)) as { id: number }[]).map(({ id }) => id);
  return { ask, ids, hub, clock, restAs };
}

test('things are put into the cart, taken out, put back and deleted, each once', async () => {
  const { ask, ids } = cart();
  expect([await ask('add', VOUCHER), await ask('add', VOUCHER)]).toEqual([1, 1]);
  expect(await ask('get', { id: 1 })).toEqual({
    ...{ id: 1, account_id: OWNER, added: NOW, checked: true, removed: null, purchased: null, project_id: null },
    ...VOUCHER,
  });
  expect(await ids()).toEqual([2, 1]);

  expect([await ask('remove', { id: 1 }), await ask('remove', { id: 1 })]).toEqual([1, 0]);
  expect([await ids(), await ids({ removed: true })]).toEqual([[2], [1]]);
  expect([await ask('add', { id: 1 }), await ids()]).toEqual([1, [2, 1]]);
  expect([await ask('delete', { id: 1 }), await ask('delete', { id: 1 })]).toEqual([1, 0]);
  expect([await ids(), await ids({ removed: true })]).toEqual([[2], []]);
});

test('what is changed is what is in the cart', async () => {
  const { ask } = cart();
  await ask('add', VOUCHER);
  await ask('add', VOUCHER);
  await ask('remove', { id: 2 });

  expect([await ask('checked', { checked: false }), await ask('checked', { checked: true, id: 2 })]).toEqual([1, 0]);
  expect([await ask('edit', { id: 1, product: 'site-license' }), await ask('edit', { id: 2, product: 'x' })]).toEqual([
    1, 0,
  ]);
  expect([await ask('edit', { id: 1 }), await ask('edit', { product: 'x' })]).toEqual([0, 0]);
  expect(await ask('get', { id: 1 })).toMatchObject({ product: 'site-license', checked: false });
});

test('the cart of one account is nothing to another', async () => {
  const { ask, restAs } = cart();
  await ask('add', VOUCHER);
  const other = (path: string, body: object) => restAs('other')(`shopping/cart/${path}`, body);

  expect(await other('get', {})).toEqual([]);
  expect(await other('get', { id: 1 })).toEqual({ error: 'no item with id 1' });
  for (const path of ['remove', 'delete']) expect(await other(path, { id: 1 })).toBe(0);
});

test('nothing in a cart can be bought', async () => {
  const { ask, hub, restAs } = cart();
  const checkout = 'purchases/shopping-cart-checkout';
  expect(await restAs('owner')(checkout)).toEqual({ success: true });
  await ask('add', VOUCHER);
  for (const path of [checkout, 'purchases/get-shopping-cart-checkout-params']) {
    expect((await hub.call(`v2/${path}`, {}, { key: 'sk_owner' })).kind).toBe('unsimulated');
  }
  await ask('checked', { checked: false });
  expect(await restAs('owner')(checkout)).toEqual({ success: true });
});

test('the fourth addition within a second is too many', async () => {
  const { ask, clock } = cart();
  for (let nth = 0; nth < 3; nth += 1) expect(await ask('add', VOUCHER)).toBe(1);
  const words = 'too many requests to shopping/cart/add; try again in 1 second (rule: at most 3 requests per second)';

  expect(await ask('add', VOUCHER)).toEqual({ error: words });
  clock.advance({ seconds: 1 });
  expect(await ask('add', VOUCHER)).toBe(1);
});
