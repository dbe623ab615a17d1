/** Site licences, as admins and as their managers see them. [smc-util/db-schema/site-licenses.ts; util/db-schema/site-licenses.ts] */
import { type Dialect, deviates, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import { isObject, type Json } from '../../json.ts';
import type { SiteLicense } from '../../projects/records.ts';
import { asText } from '../../values.ts';
import { shownValue } from '../columns.ts';
import { readGetOptions } from '../options.ts';
import { ofEverybody } from '../permissions.ts';
import type { ColumnType } from '../store.ts';
import {
  defineTable,
  type GetRules,
  names,
  type QueryTable,
  type SetCall,
  settable,
  type TableQuery,
  type TableResult,
} from '../table.ts';
import { licenseStore as store } from './license-store.ts';

const FIELDS =
  'id title description info expires activates created last_used managers restricted upgrades quota run_limit apply_limit';

export function siteLicenses(dialect: Dialect): QueryTable[] {
  const get: GetRules<SiteLicense> = {
    fields: names(FIELDS, valueIn({ dialect }, 'license_columns')),
    options: [{ order_by: '-last_used' }, { limit: 500 }],
    admin: true,
    rows: ofEverybody(store),
  };
  return [
    defineTable({ name: 'site_licenses', store, get, set: { admin: true, fields: settable(FIELDS) } }),
    defineTable({
      name: 'matching_site_licenses',
      store,
      get: { fields: names('id search'), admin: true, instead: matching },
    }),
    defineTable({
      name: 'manager_site_licenses',
      store,
      get: { fields: get.fields, instead: managed },
      set: {
        fields: settable('id title description', valueIn({ dialect }, 'license_settable')),
        before: checkManager,
      },
    }),
  ];
}

/** Ids of the licences that hold all words of `search`, the last used first. */
function matching(query: TableQuery): TableResult {
  const { state, many, object } = query;
  if (!many) throw refuse('only_many');
  const words = asText(object.search ?? '')
    .toLowerCase()
    .split(/\s+/);
  const { limit } = readGetOptions(query, [{ limit: valueIn(state, 'matching_licenses_rows') }]);
  const found = [...state.siteLicenses.values()]
    .filter((license) => isMatch(license, words))
    .sort((one, other) => (other.last_used ?? 0) - (one.last_used ?? 0));
  return { state, result: found.slice(0, limit).map(({ id }) => ({ id })) };
}

function isMatch(license: SiteLicense, words: readonly string[]): boolean {
  const texts = ['title', 'description', 'id', 'info'].map((column) => JSON.stringify(store.value(license, column)));
  const text = texts.join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Whole rows of the licences that the caller manages, whatever fields were asked for. */
function managed({ state, account_id, many }: TableQuery): TableResult {
  if (!many)
    throw refuse('unsimulated', { what: 'manager_site_licenses outside a list', why: 'the words are not known' });
  const fields = names(FIELDS, valueIn(state, 'license_columns'));
  const licenses = state.siteLicenses.allBy('manager', account_id);
  return { state, result: licenses.map((license) => licenseRow(license, fields)) };
}

/** The columns of a licence as readers get them, with null where nothing is stored. */
export function licenseRow(license: SiteLicense, fields: Iterable<string>): Record<string, Json> {
  const stored = [...fields].filter((field) => Object.hasOwn(store.columns, field));
  const typeOf = (field: string) => store.columns[field] as ColumnType;
  return Object.fromEntries(stored.map((field) => [field, shownValue(typeOf(field), store.value(license, field))]));
}

/** @throws Refusal when the caller is no manager, or would remove who bought the licence. */
function checkManager({ state, account_id, object, item }: SetCall<SiteLicense>): void {
  const needsRow = deviates(state, 'license_without_key');
  if (object.id == null && !needsRow) throw refuse('key_missing', { key: 'id' });
  if (item === undefined && needsRow) throw refuse('no_license_key');
  if (!item?.managers?.includes(account_id)) throw refuse('not_manager');
  const { managers } = object;
  const purchaser = purchaserOf(item);
  if (Array.isArray(managers) && purchaser !== undefined && !managers.includes(purchaser))
    throw refuse('purchaser_removed');
}

function purchaserOf({ columns: { info } }: SiteLicense): Json | undefined {
  const purchased = isObject(info) ? info.purchased : undefined;
  return isObject(purchased) ? purchased.account_id : undefined;
}
