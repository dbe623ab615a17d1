/**
 * Synchronised documents, which are outside the simulation: there are none, so whatever belongs to one is refused.
 * [smc-util/syncstring_schema.js; smc-hub/postgres-user-queries.coffee _syncstring_access_check]
 */

import { refuse } from '../../errors.ts';
import { hasWriteAccess } from '../../projects/access.ts';
import { asText, isUuid } from '../../values.ts';
import { pathKey } from '../keys.ts';
import { noStore } from '../store.ts';
import { defineTable, names, type Revision, settable, type Table, type TableQuery } from '../table.ts';
import { notSimulated } from '../unsimulated.ts';

/** What belongs to a document, with the fields that are known. */
const PARTS: Readonly<Record<string, string>> = {
  patches: 'string_id time user_id patch snapshot sent prev',
  cursors: 'string_id time user_id locs',
  eval_inputs: 'string_id time user_id input',
  eval_outputs: 'string_id time user_id output',
};

const DOCUMENT = 'string_id project_id path users last_active last_snapshot init read_only save doctype settings';

export function syncstrings(revision: Revision): Table[] {
  const parts = { ...PARTS, ...(revision === 2026 && { ipywidgets: 'string_id model_id type data' }) };
  return [documents(), deletion(), ...Object.entries(parts).map(([name, fields]) => part(name, fields))];
}

function documents(): Table {
  const instead = notSimulated('syncstrings', 'documents are read and written as files');
  return defineTable({
    name: 'syncstrings',
    store: { ...noStore('syncstrings'), key: ['string_id'] },
    get: { fields: names(DOCUMENT), moreFields: true, check: checkProject, instead },
    set: {
      fields: { string_id: pathKey, ...settable(DOCUMENT.replace('string_id ', '')) },
      moreFields: true,
      before: checkProjectOfCaller,
      instead,
    },
  });
}

function deletion(): Table {
  return defineTable({
    name: 'syncstrings_delete',
    store: { ...noStore('syncstrings'), key: ['string_id'] },
    set: {
      admin: true,
      deletable: true,
      fields: settable('string_id project_id path'),
      instead: notSimulated('syncstrings_delete', 'documents are read and written as files'),
    },
  });
}

function part(name: string, fields: string): Table {
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
