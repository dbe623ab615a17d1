/** Setting one row of a table. [smc-hub/postgres-user-queries.coffee user_set_query] */
import { type Refusal, refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';
import { asColumn } from './columns.ts';
import { mergedColumn } from './merge.ts';
import { requireAdmin, requireProjects, requireRowOfCaller } from './permissions.ts';
import type { ColumnType, Row, Store } from './store.ts';
import type { FieldRule, QueryTable, SetCall, SetRules, TableQuery } from './table.ts';
import { fieldsNotKnown } from './unsimulated.ts';

/**
 * The state with what the query of a signed-in caller sets, found by the primary key alone or added.
 *
 * Null leaves a column as it is. A map is merged into the one that is stored.
 *
 * @throws Refusal when the caller may not, or the row cannot be so.
 */
export function setRow(table: QueryTable, sent: TableQuery): HubState {
  const { name, set: rules } = table;
  if (rules === undefined) throw refuse('set_not_allowed', { table: name });
  if (isIdle(rules, sent.object)) return sent.state;

  const query = { ...sent, object: ruledObject(name, rules, sent) };
  const field = unknownField(table, rules, sent.object);
  if (field !== undefined && !rules.moreFields) throw refuse('change_of_field', { table: name, field });
  const deletes = sent.options.some((option) => isTruthy(option.delete));
  if (deletes && !rules.deletable) throw refuse('delete_not_allowed', { table: name });
  if (rules.admin) requireAdmin(query);
  requireProjects(query, rules);
  if (field !== undefined) throw fieldsNotKnown(`setting ${name}.${field}`);

  const item = findItem(table.store, query);
  if (item !== undefined) requireRowOfCaller(query, table.store, item);
  const call = { ...query, item, deletes };
  rules.before?.(call);
  const written = rules.instead?.(call) ?? writeRow(table.store, call);
  return rules.after?.(call, written) ?? written;
}

/** Whether nothing is named but who and where: then nothing is done, and nothing is asked. */
function isIdle({ fields }: SetRules, object: JsonObject): boolean {
  return Object.keys(object).every((field) => {
    const rule = ruleOf(fields, field);
    return rule === 'account_id' || rule === 'project_write';
  });
}

function ruleOf(fields: SetRules['fields'], field: string): FieldRule | undefined {
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** The object as the rules of its fields leave it. */
function ruledObject(table: string, { fields }: SetRules, query: TableQuery): JsonObject {
  let object = query.object;
  for (const [field, rule] of Object.entries(fields)) {
    if (rule === 'settable') continue;
    if (rule === 'project_id') throw refuse('field_for_projects');
    if (rule === 'account_id') object = { ...object, [field]: query.account_id };
    else if (typeof rule === 'function') object = withField(object, field, rule({ ...query, object }));
    else if ((object[field] ?? null) === null) throw refuse('field_missing', { table, field });
  }
  return object;
}

function withField(object: JsonObject, field: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [field]: value };
  const { [field]: _computed, ...rest } = object;
  return rest;
}

function unknownField({ store }: QueryTable, { fields }: SetRules, object: JsonObject): string | undefined {
  return Object.keys(object).find((field) => !Object.hasOwn(fields, field) && !store.key.includes(field));
}

function findItem(store: Store, { state, object }: TableQuery): unknown {
  if (store.key.some((column) => (object[column] ?? null) === null)) return undefined;
  const key = store.key.map((column) => [column, asColumn(typeOf(store, column), object[column] as Json)]);
  return store.find(state, Object.fromEntries(key));
}

/** Writes the fields that are not null, each as its column holds it. */
export function writeRow<Item>(store: Store<Item>, { state, object, item }: SetCall<Item>): HubState {
  const sent = Object.entries(object).filter(([, value]) => value !== null);
  const changes: Row = Object.fromEntries(
    sent.map(([column, value]) => [column, columnAfter(store, item, column, value)]),
  );
  const missing = store.key.find((column) => changes[column] === undefined);
  if (missing !== undefined) throw refuse('sql_not_null', { table: store.name, column: missing });
  return store.write(state, item, changes);
}

function columnAfter<Item>(store: Store<Item>, item: Item | undefined, column: string, value: Json): Json {
  const type = typeOf(store, column);
  if (type !== 'map' || item === undefined) return asColumn(type, value);
  return mergedColumn(store.value(item, column), value);
}

function typeOf({ columns }: Pick<Store, 'columns'>, column: string): ColumnType {
  return columns[column] as ColumnType;
}

/** The refusal of a field's value in the words that rules give it: `TEXT` or `TypeError: TEXT`. */
export function fieldRefused(field: string, text: string, kind = 'Error'): Refusal {
  return refuse('field_refused', { field, fault: `${kind}: ${text}` });
}
