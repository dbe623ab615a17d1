/** Settings of the site, which are for admins. [smc-util/db-schema/server-settings.ts, site-settings.ts] */
import { type Dialect, deviates, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { changed, type HubState } from '../../state.ts';
import { asText } from '../../values.ts';
import { ofEverybody } from '../permissions.ts';
import { fieldRefused } from '../set.ts';
import { SETTINGS, withSetting } from '../site-settings.ts';
import { type Row, rowStore } from '../store.ts';
import {
  defineTable,
  names,
  type QueryTable,
  type SetCall,
  type SetRules,
  settable,
  type TableQuery,
} from '../table.ts';

const store = rowStore('server_settings', { name: 'text', value: 'text', readonly: 'boolean' });

export function settings(dialect: Dialect): QueryTable[] {
  const spoken = { dialect };
  const set: SetRules<Row> = { admin: true, fields: settable('name value'), after: applySetting };
  return [
    defineTable({ name: 'server_settings', store, set }),
    defineTable({
      name: 'site_settings',
      store,
      get: {
        admin: true,
        fields: names('name value', valueIn(spoken, 'site_settings_columns')),
        rows: ofEverybody(store),
        within: (_query, { name }) => SETTINGS.has(asText(name)),
      },
      set: deviates(spoken, 'setting_name_first')
        ? { ...set, before: checkName }
        : { ...set, fields: { name: knownName, ...settable('value') } },
    }),
  ];
}

function knownName({ object: { name = null } }: TableQuery): Json {
  if (SETTINGS.has(asText(name))) return name;
  throw fieldRefused('name', `setting name='${asText(name)}' not allowed`);
}

function checkName({ object: { name = null } }: SetCall<Row>): void {
  if (!SETTINGS.has(asText(name))) throw refuse('setting_not_allowed', { name: asText(name) });
}

function applySetting({ object: { name = null, value = null } }: SetCall<Row>, written: HubState): HubState {
  return value === null ? written : changed(written, { site: withSetting(written.site, asText(name), asText(value)) });
}
