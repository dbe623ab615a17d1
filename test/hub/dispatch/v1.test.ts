/** Names of events, and parameters, before any handler: as the hub of 2020 was seen to answer. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { testHub } from '../../hub.ts';

const ID = { id: expect.any(String) };
const missing = (name: string) =>
  `invalid parameters 'Error: misc.defaults -- TypeError: property '${name}' must be specified: '`;
const unexpected = "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'nonesuch' '";

test.each([
  'project_created',
  'usernames',
  'support_tickets',
  'start_session',
  'save_blob',
  'sagews_start',
  'examples',
])('%s is a message of the hub, but no request of the API', async (event) => {
  expect(await testHub().as('owner')(event, { nonesuch: 1 })).toEqual({
    error: `endpoint '${event}' is not part of the HTTP API`,
  });
});

test.each([
  ['hello', "unknown endpoint 'hello'"],
  ['delete_project', "unknown endpoint 'delete_project'"],
  ['constructor', "unknown message event type 'undefined'"],
  ['toString', "unknown message event type 'undefined'"],
  ['valueOf', "invalid parameters 'TypeError: Cannot convert undefined or null to object'"],
  ['hasOwnProperty', "invalid parameters 'TypeError: Cannot convert undefined or null to object'"],
  ['isPrototypeOf', "invalid parameters 'TypeError: Cannot convert undefined or null to object'"],
  ['__proto__', "invalid parameters 'TypeError: f is not a function'"],
  ['__defineGetter__', expect.stringContaining('cocalc-mock-hub does not simulate')],
])('%s is no message of the hub', async (event, error) => {
  expect(await testHub().as('owner')(event, {})).toEqual({ error });
});

test.each<[string, JsonObject, string]>([
  ['stripe_create_source', {}, missing('token')],
  ['stripe_update_source', { nonesuch: 1 }, missing('card_id')],
  ['stripe_update_source', { card_id: 'x' }, missing('info')],
  ['stripe_cancel_subscription', { nonesuch: 1 }, missing('subscription_id')],
  ['stripe_get_coupon', {}, missing('coupon_id')],
  ['get_syncdoc_history', {}, missing('string_id')],
  ['purchase_license', {}, missing('info')],
  ['stripe_get_charges', { nonesuch: 1 }, unexpected],
  ['stripe_customer', { nonesuch: 1 }, unexpected],
  ['stripe_plans', {}, missing('plans')],
  ['stripe_customer', {}, "unknown message event type 'stripe_customer'"],
  ['stripe_plans', { plans: [] }, "unknown message event type 'stripe_plans'"],
])('%s, which is undocumented, checks %j as every call does', async (event, body, error) => {
  expect(await testHub().as('owner')(event, body)).toEqual({ error });
});

test('a message without a handler is told only to who has a key', async () => {
  expect(await testHub().as('nobody')('stripe_customer')).toEqual({
    error: 'No account found. Is your API key wrong?',
  });
});

test('undocumented calls answer an account that the payment service does not know', async () => {
  const as = testHub().as('owner');
  const refused = (error: string) => ({ event: 'error', ...ID, error });

  expect(await as('stripe_get_customer')).toEqual({ event: 'stripe_customer', ...ID });
  expect(await as('stripe_get_plans')).toEqual(refused('Error: An error occurred with our connection to Stripe.'));
  for (const event of ['stripe_get_subscriptions', 'stripe_get_charges', 'stripe_get_invoices']) {
    expect(await as(event)).toEqual(refused('Error: stripe customer not defined'));
  }
  expect(await as('purchase_license', { info: {} })).toEqual({
    error: expect.stringContaining("cocalc-mock-hub does not simulate 'purchase_license'"),
  });
});

test('what the payment service knows of an account is not simulated', async () => {
  const { as } = testHub({ accounts: { customer: { api_key: 'sk_customer', subscriptions: [] } } });

  for (const event of ['stripe_get_customer', 'stripe_get_charges']) {
    expect(await as('customer')(event)).toEqual({
      error: expect.stringContaining('cocalc-mock-hub does not simulate'),
    });
  }
});

test('a definition is printed as it was sent for, with `event` at its end', async () => {
  const body = { account_id: 'x', event: 'change_password' };

  expect(await testHub({ profile: 'observed' }).as('owner')('change_password', body)).toEqual({
    error:
      "invalid parameters 'Error: ValueError: must not define 'event' when calling message creation function " +
      '(opts={"account_id":"x","event":"change_password"}, obj={"account_id":"__!!!!!!this is a required property!!!!!!__",' +
      '"old_password":"","new_password":"__!!!!!!this is a required property!!!!!!__","event":"change_password"})\'',
  });
});
