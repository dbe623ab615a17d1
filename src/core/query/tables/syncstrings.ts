/**
 * Synchronised documents. There are only those that a query has set, and what belongs to one is outside the simulation.
 * [smc-util/syncstring_schema.js; smc-hub/postgres-user-queries.coffee _syncstring_access_check]
 */

import { refuse } from '../../errors.ts';
import { MINUTE } from '../../instant.ts';
import { hasWriteAccess } from '../../projects/access.ts';
import { asNumber, asText, isUuid } from '../../values.ts';
import { pathKey } from '../keys.ts';
import { ofAnyNamedProject } from '../permissions.ts';
import { noStore, rowStore } from '../store.ts';
import { defineTable, names, type QueryTable, settable, type TableQuery } from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';

/** What belongs to a document, with the fields that are known. */
const PARTS: Readonly<Record<string, string>> = {
  patches: 'string_id time user_id patch snapshot sent prev',
  cursors: 'string_id time user_id locs',
  eval_inputs: 'string_id time user_id input',
  eval_outputs: 'string_id time user_id output',
  ipywidgets: 'string_id model_id type data',
};

const DOCUMENT = 'string_id project_id path users last_active last_snapshot init read_only save doctype settings';

export function syncstrings(): QueryTable[] {
  const parts = Object.entries(PARTS).map(([name, fields]) => part(name, fields));
  return [documents(), recent(), deletion(), ...parts];
}

const store = rowStore('syncstrings', {
  string_id: 'text',
  project_id: 'uuid',
  path: 'text',
  users: 'uuids',
  last_active: 'time',
  last_snapshot: 'time',
  init: 'map',
  read_only: 'boolean',
  save: 'map',
  doctype: 'text',
  settings: 'map',
});

function documents(): QueryTable {
  return defineTable({
    name: 'syncstrings',
    store,
    get: { fields: names(DOCUMENT), moreFields: true, check: checkProjectOfCaller, rows: ofAnyNamedProject(store) },
    set: {
      fields: { string_id: pathKey, ...settable(DOCUMENT.replace('string_id ', '')) },
      moreFields: true,
      before: checkProjectOfCaller,
    },
  });
}

/** Those of one project that were active in the last so many minutes. */
function recent(): QueryTable {
  return defineTable({
    name: 'recent_syncstrings_in_project',
    store,
    get: {
      fields: names('project_id max_age_m string_id last_active path'),
      consumed: ['max_age_m'],
      check: checkProjectOfCaller,
      rows: ofAnyNamedProject(store),
      within: ({ state, object }, row) => {
        const active = store.value(row, 'last_active');
        return typeof active === 'number' && active >= state.now - asNumber(object.max_age_m) * MINUTE;
      },
    },
  });
}

function deletion(): QueryTable {
  return defineTable({
    name: 'syncstrings_delete',
    store: { ...noStore('syncstrings'), key: ['string_id'] },
    set: {
      admin: true,
      deletable: true,
      fields: settable('string_id project_id path'),
      instead: unsimulatedTable('syncstrings_delete', 'documents are read and written as files'),
    },
  });
}

function part(name: string, fields: string): QueryTable {
  return defineTable({
    name,
    store: { ...noStore(name), key: ['string_id'] },
    get: { fields: names(fields), moreFields: true, check: checkDocument, rows: () => [] },
    set: { deletable: true, fields: settable(fields), moreFields: true, before: checkDocument },
  });
}

function checkProject({ object: { project_id } }: TableQuery): void {
  if (!isUuid(project_id)) throw refuse('syncstring_project', { project_id: asText(project_id) });
}

function checkProjectOfCaller(query: TableQuery): void {
  checkProject(query);
  const project_id = asText(query.object.project_id).toLowerCase();
  if (!hasWriteAccess(query.state, project_id, query.account_id)) throw refuse('not_admin');
}

function checkDocument({ object: { string_id } }: TableQuery): never {
  if (typeof string_id !== 'string' || string_id.length !== 40) {
    throw refuse('string_id_length', { string_id: asText(string_id) });
  }
  throw refuse('no_syncstring');
}
