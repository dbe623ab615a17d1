/** What accounts are about to buy. [server/shopping/cart/get.ts] */
import { sqlInteger } from '../database/database.ts';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { toldTime } from '../support/listed-rows.ts';
import { asNumber, asText, isTruthy } from '../values.ts';

export interface CartAsked {
  readonly purchased?: Json | undefined;
  readonly removed?: Json | undefined;
  readonly id?: Json | undefined;
}

/** The cart, the latest first; or what was taken out of it, or bought; or one item. @throws Refusal `no_such_item` */
export function cartOf(state: HubState, account_id: string, { purchased, removed, id }: CartAsked): Json {
  if (id != null) return toldItem(itemOf(state, account_id, id));
  return itemsOf(state, account_id)
    .filter((item) => isTruthy(purchased) === (item.purchased !== null))
    .filter((item) => isTruthy(removed) === (item.removed !== null))
    .map(toldItem);
}

/** All that the account ever put into the cart, the latest first. */
export function itemsOf(state: HubState, account_id: string): JsonObject[] {
  const items = state.shopping_cart_items.allBy('account_id', account_id);
  return items.sort((one, other) => asNumber(other.id) - asNumber(one.id));
}

/** @throws Refusal `no_such_item`, or in the database's words */
export function itemOf(state: HubState, account_id: string, sent: Json): JsonObject {
  const id = sqlInteger(sent);
  const found = itemsOf(state, account_id).find((item) => item.id === id);
  if (found === undefined) throw refuse('no_such_item', { id: asText(sent) });
  return found;
}

/** Whether it is in the cart now. */
export function isInCart({ purchased, removed }: JsonObject): boolean {
  return purchased === null && removed === null;
}

function toldItem({ id, account_id, added, checked, removed, purchased, ...item }: JsonObject): JsonObject {
  const { product, description, project_id } = item;
  return {
    id: id as number,
    account_id: account_id as string,
    added: toldTime(added),
    checked: checked as Json,
    removed: toldTime(removed),
    purchased: purchased as Json,
    product: product as Json,
    description: description as Json,
    project_id: project_id as Json,
  };
}

/** @throws Refusal `unsimulated` where something in the cart is to be bought. */
export function checkNothingToBuy(state: HubState, account_id: string): void {
  if (itemsOf(state, account_id).some((item) => isInCart(item) && item.checked === true)) {
    throw refuse('unsimulated', { what: 'buying what is in the cart', why: 'it takes a list of prices' });
  }
}
