/** Putting things into a cart, and taking them out; each answers how many there were. [server/shopping/cart] */
import { sqlBoolean, sqlInteger, sqlUuid, varchar } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type HubState, put, remove } from '../state.ts';
import { asNumber, isTruthy } from '../values.ts';
import { isInCart, itemOf, itemsOf } from './cart.ts';

interface Changed {
  readonly state: HubState;
  readonly answer: number;
}

/** Names of the members of a call to the value sent, where there is one. */
type Sent<Name extends string> = { readonly [N in Name]?: Json | undefined };

/** @throws Refusal `no_product`, `no_such_item`, or in the database's words */
export function addToCart(
  state: HubState,
  account_id: string,
  {
    id,
    purchased,
    product,
    description,
    project_id,
  }: Sent<'id' | 'purchased' | 'product' | 'description' | 'project_id'>,
): Changed {
  if (id != null && isTruthy(purchased)) {
    const bought = itemOf(state, account_id, id);
    return inserted(state, account_id, { product: bought.product as Json, description: bought.description as Json });
  }
  if (id != null) {
    const isOut = (item: JsonObject) => item.removed !== null && item.purchased === null;
    return changedWhere(state, account_id, { id, test: isOut }, { removed: null, checked: true });
  }
  if (!isTruthy(product)) throw refuse('no_product');
  return inserted(state, account_id, {
    product: productColumn(product as Json),
    description: descriptionColumn(description),
    ...(project_id != null && { project_id: sqlUuid(project_id) }),
  });
}

/** Of one item, or of all that are in the cart. */
export function checkInCart(state: HubState, account_id: string, { id, checked }: Sent<'id' | 'checked'>): Changed {
  const column = checked == null ? null : sqlBoolean(checked);
  return changedWhere(state, account_id, { id: id ?? undefined, test: isInCart }, { checked: column });
}

export function editInCart(
  state: HubState,
  account_id: string,
  { id = null, product, description }: Sent<'id' | 'product' | 'description'>,
): Changed {
  const changes = {
    ...(isTruthy(product) && { product: productColumn(product as Json) }),
    ...(isTruthy(description) && { description: descriptionColumn(description) }),
  };
  if (Object.keys(changes).length === 0) return { state, answer: 0 };
  return changedWhere(state, account_id, { id, test: isInCart }, changes);
}

export function takeFromCart(state: HubState, account_id: string, id: Json = null): Changed {
  return changedWhere(state, account_id, { id, test: isInCart }, { removed: state.now });
}

/** Also what was taken out of the cart before. */
export function deleteFromCart(state: HubState, account_id: string, id: Json = null): Changed {
  const gone = matching(state, account_id, { id, test: (item) => item.purchased === null });
  return {
    state: gone.reduce((after, item) => remove(after, 'shopping_cart_items', String(item.id)), state),
    answer: gone.length,
  };
}

interface Condition {
  /** `undefined` for any, `null` for none. */
  readonly id: Json | undefined;
  readonly test: (item: JsonObject) => boolean;
}

function matching(state: HubState, account_id: string, { id, test }: Condition): JsonObject[] {
  if (id === null) return [];
  const wanted = id === undefined ? undefined : sqlInteger(id);
  return itemsOf(state, account_id).filter((item) => test(item) && (wanted === undefined || item.id === wanted));
}

function changedWhere(state: HubState, account_id: string, condition: Condition, changes: JsonObject): Changed {
  const items = matching(state, account_id, condition);
  return {
    state: items.reduce((after, item) => put(after, 'shopping_cart_items', { ...item, ...changes }), state),
    answer: items.length,
  };
}

function inserted(state: HubState, account_id: string, item: JsonObject): Changed {
  const id = asNumber(state.sequences.get('shopping_cart_items')?.last ?? 0) + 1;
  const numbered = put(state, 'sequences', { name: 'shopping_cart_items', last: id });
  const empty = { checked: true, removed: null, purchased: null, project_id: null };
  return {
    state: put(numbered, 'shopping_cart_items', { id, account_id, added: state.now, ...empty, ...item }),
    answer: 1,
  };
}

/** Characters of a product's name that the database keeps. */
const LONGEST_PRODUCT = 127;

function productColumn(product: Json): string {
  return varchar(product, LONGEST_PRODUCT);
}

function descriptionColumn(sent: Json | undefined): Json {
  if (sent == null || isFree(sent)) return sent ?? null;
  const why = 'a hub moves the times of licences to come, and other descriptions than objects are not known';
  throw refuse('unsimulated', { what: 'this description of a product', why });
}

const isFree = (sent: Json): boolean => isObject(sent) && !('range' in sent);
