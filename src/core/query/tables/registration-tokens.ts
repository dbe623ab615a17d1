/** Tokens that a site may ask of those who sign up; for admins. [smc-util/db-schema/registration-tokens.ts] */

import type { RegistrationToken } from '../../accounts/records.ts';
import { refuse } from '../../errors.ts';
import { type HubState, remove } from '../../state.ts';
import { asText } from '../../values.ts';
import { shownValue } from '../columns.ts';
import { writeRow } from '../set.ts';
import { recordStore } from '../store.ts';
import {
  defineTable,
  names,
  type QueryTable,
  type SetCall,
  settable,
  type TableQuery,
  type TableResult,
} from '../table.ts';

const FIELDS = 'token descr expires limit disabled';

const store = recordStore({
  table: 'registrationTokens',
  name: 'registration_tokens',
  key: ['token'],
  columns: {
    token: 'text',
    descr: 'text',
    counter: 'number',
    expires: 'time',
    limit: 'number',
    disabled: 'boolean',
  },
  blank: (_state, { token }) => ({
    token: token as string,
    descr: null,
    disabled: null,
    expires: null,
    limit: null,
    counter: null,
  }),
});

export function registrationTokens(): QueryTable {
  return defineTable({
    name: 'registration_tokens',
    store,
    get: { admin: true, fields: names(FIELDS, 'counter'), instead: listed },
    set: { admin: true, deletable: true, fields: settable(FIELDS), instead: writeOrDelete },
  });
}

/** All tokens, in a list whatever the form of the query. */
function listed({ state, object }: TableQuery): TableResult {
  if (object.token == null) throw refuse('registration_token_query');
  if (object.token !== '*') {
    // One piece of code of the hub's serves gets and sets: a get that names one token writes it.
    throw refuse('unsimulated', { what: 'a get of one registration token', why: 'hubs write it instead; ask for "*"' });
  }
  const fields = Object.entries(store.columns);
  const rows = [...state.registrationTokens.values()].map((token) =>
    Object.fromEntries(fields.map(([field, type]) => [field, shownValue(type, store.value(token, field))])),
  );
  return { state, result: rows };
}

function writeOrDelete(call: SetCall<RegistrationToken>): HubState {
  const { state, object, deletes } = call;
  if (object.token == null) throw refuse('registration_token_query');
  if (!deletes) return writeRow(store, call);
  return remove(state, 'registrationTokens', asText(object.token));
}
