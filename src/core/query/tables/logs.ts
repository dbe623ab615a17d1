/** Logs of the hub, to which people may add and which admins may read. [smc-util/db-schema/central-log.ts; util/db-schema/client-error-log.ts] */
import { type Dialect, deviates } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import { isObject, type Json } from '../../json.ts';
import type { HubState } from '../../state.ts';
import { logged } from '../../support/log.ts';
import { asText } from '../../values.ts';
import { ofEverybody } from '../permissions.ts';
import { noStore, recordStore } from '../store.ts';
import { defineTable, type GetRules, names, type QueryTable, type SetCall, settable } from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';

const clientErrors = recordStore({
  table: 'clientErrors',
  name: 'client_error_log',
  key: ['id'],
  columns: { id: 'uuid', event: 'text', error: 'text', account_id: 'uuid', time: 'time', expire: 'time' },
  blank() {
    throw refuse('unsimulated', {
      what: 'setting client_error_log',
      why: 'only the call that logs errors of clients adds to it',
    });
  },
});

export function logs(dialect: Dialect): QueryTable[] {
  const isReadable = deviates({ dialect }, 'logs_readable');
  return [
    defineTable({
      name: 'central_log',
      store: centralLog,
      ...(isReadable && { get: unread('central_log') }),
      set: addedEvents,
    }),
    defineTable({
      name: 'file_access_log',
      store: noStore('file_access_log'),
      ...(isReadable && { get: unread('file_access_log') }),
    }),
    defineTable({
      name: 'client_error_log',
      store: clientErrors,
      ...(isReadable && {
        get: { admin: true, fields: names('id event error account_id time expire'), rows: ofEverybody(clientErrors) },
      }),
    }),
  ];
}

const centralLog = { ...noStore('central_log'), key: ['id'] };

const addedEvents = {
  fields: settable('id event value time'),
  before: checkEvent,
  instead: addToLog,
};

function unread(table: string): GetRules<never> {
  return {
    admin: true,
    fields: names('id event value time account_id project_id filename expire'),
    instead: unsimulatedTable(table, 'its rows are not kept with their ids'),
  };
}

function checkEvent({ object: { event } }: SetCall): void {
  if (event == null) throw refuse('never_answers', { what: 'an entry of central_log without an event' });
  if (!asText(event).startsWith('webapp-')) throw refuse('event_not_webapp');
}

function addToLog({ state, object: { id, event = null, value = null } }: SetCall): HubState {
  if (id == null) throw refuse('sql_not_null', { table: 'central_log', column: 'id' });
  return logged(state, asText(event), isObject(value) ? value : { value: value as Json });
}
