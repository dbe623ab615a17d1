/** The caller's own account. [smc-util/db-schema/accounts.ts; util/db-schema/accounts.ts] */
import { columnOf, type Dialect, deviates, valueIn } from '../../deviations.ts';
import { type Refusal, refuse } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { asText } from '../../values.ts';
import { checkAutoBalance } from '../auto-balance.ts';
import { checkUserName } from '../name-rules.ts';
import { defineTable, names, type QueryTable, type SetCall, settable, type TableQuery } from '../table.ts';
import { accountDefaults } from './account-defaults.ts';
import { accountStore } from './account-store.ts';

/** How much of a first or last name is kept. */
const NAME_LENGTH = 254;

export function accounts(dialect: Dialect): QueryTable {
  const spoken = { dialect };
  return defineTable({
    name: 'accounts',
    store: accountStore,
    get: {
      fields: names(
        'account_id email_address lti_id email_address_verified email_address_problem editor_settings other_settings',
        'first_name last_name terminal autosave evaluate_key font_size passports groups last_active stripe_customer',
        'coupon_history profile ssh_keys created',
        valueIn(spoken, 'accounts_columns'),
      ),
      defaults: accountDefaults[columnOf(spoken, 'editor_settings')],
      object: namedObject,
      rows: ownAccount,
    },
    set: {
      fields: {
        account_id: 'account_id',
        ...settable('editor_settings other_settings'),
        first_name: cut('first_name'),
        last_name: cut('last_name'),
        ...settable('terminal autosave evaluate_key font_size profile ssh_keys sign_up_usage_intent'),
        ...settable(valueIn(spoken, 'accounts_settable')),
      },
      before: checkAccount,
    },
  });
}

/** The object of a get, as the documented hub takes it: for the caller, whatever account it names. */
function namedObject({ state, object }: TableQuery) {
  const isOwn = !deviates(state, 'accounts_get_names_present_user');
  if (!isOwn || typeof object.account_id !== 'string') return object;
  return { ...object, account_id: null };
}

function ownAccount({ state, account_id }: TableQuery) {
  const own = state.accounts.get(account_id);
  return own === undefined ? [] : [own];
}

/** A hub of 2020 never answers then; the gateway of that of 2026 gives up on it after 15 s. */
function brokenOff(field: string, { account_id, state }: TableQuery): Refusal {
  if (!deviates(state, 'broken_off_calls')) return refuse('never_answers', { what: `a ${field} that is no text` });
  return refuse('too_slow', { subject: `hub.account.${account_id}.api`, name: 'db.userQuery' });
}

function cut(field: string): (query: TableQuery) => Json | undefined {
  return (query) => {
    const { object } = query;
    const name = object[field] ?? null;
    if (name === null) return undefined;
    // The hub calls `slice`, which texts and lists have, and breaks off over anything else.
    if (typeof name === 'string' || Array.isArray(name)) return asText(name.slice(0, NAME_LENGTH));
    throw brokenOff(field, query);
  };
}

function checkAccount({ state, account_id, object }: SetCall): void {
  for (const field of ['first_name', 'last_name']) {
    if (object[field] === '' && deviates(state, 'empty_names')) throw refuse('name_empty', { field });
  }
  if (object.name != null) checkUserName(state, account_id, asText(object.name));
  if (object.auto_balance != null) checkAutoBalance(object.auto_balance);
}
