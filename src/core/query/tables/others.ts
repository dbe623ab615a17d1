/** Tables that hold nothing here: of machines, documents and files outside the simulation, or closed to queries. */
import { type Dialect, deviates, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import { ofEverybody, ofNamedProject, ofProjects } from '../permissions.ts';
import { noStore, rowStore } from '../store.ts';
import { defineTable, names, type QueryTable, settable, type TableQuery } from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';

export function others(dialect: Dialect): QueryTable[] {
  const closed = CLOSED.map((name) => defineTable({ name, store: noStore(name) }));
  const own = [lti(dialect), blobs(), listings(dialect), usageInfo()];
  return [...closed, ...own, server('compute_servers'), server('cloud_filesystems')];
}

/** They exist, and users can neither read nor write them. */
const CLOSED = [
  'stats',
  'copy_paths',
  'account_creation_actions',
  'auth_tokens',
  'hub_servers',
  'password_reset',
  'password_reset_attempts',
  'remember_me',
  'webapp_errors',
  'bookmarks',
  'api_keys',
  'shopping_cart_items',
  'public_path_stars',
];

/** [smc-util/db-schema/lti.ts] */
function lti(dialect: Dialect): QueryTable {
  const store = rowStore('lti', { iss: 'text', name: 'text', config: 'map' });
  return defineTable({
    name: 'lti',
    store,
    get: {
      admin: true,
      fields: names('iss name config'),
      ...(deviates({ dialect }, 'lti_readable') && { rows: ofEverybody(store) }),
    },
    set: { admin: true, fields: settable('iss name config') },
  });
}

/** [smc-util/db-schema/blobs.ts] */
function blobs(): QueryTable {
  const why = 'blobs are outside the simulation';
  return defineTable({
    name: 'blobs',
    store: { ...noStore('blobs'), key: ['id'] },
    get: { fields: names('id blob'), check: checkBlobId, instead: unsimulatedTable('blobs', why) },
    set: {
      fields: { ...settable('id blob'), project_id: 'project_write', ...settable('ttl') },
      instead: unsimulatedTable('blobs', why),
    },
  });
}

function checkBlobId({ object: { id } }: TableQuery): void {
  if (id == null) throw refuse('blob_id_missing');
}

/** Written by projects alone. [smc-util/db-schema/listings.ts] */
function listings(dialect: Dialect): QueryTable {
  const store = rowStore('listings', {
    project_id: 'uuid',
    path: 'text',
    time: 'time',
    listing: 'map',
    missing: 'integer',
    interest: 'time',
    error: 'text',
    deleted: 'map',
    compute_server_id: 'integer',
  });
  const fields = 'project_id path time listing missing interest error deleted';
  return defineTable({
    name: 'listings',
    store,
    get: {
      fields: names(fields, valueIn({ dialect }, 'listings_columns')),
      options: [{ order_by: '-interest' }, { limit: valueIn({ dialect }, 'listings_rows') }],
      rows: ofProjects(store),
    },
    set: { deletable: true, fields: { project_id: 'project_id', ...settable(fields.replace('project_id ', '')) } },
  });
}

/** Of 2026, where a table is declared and never made. [util/db-schema/usage-info.ts] */
function usageInfo(): QueryTable {
  const store = { ...noStore('usage_info'), key: ['project_id', 'path'] };
  return defineTable({
    name: 'usage_info',
    store,
    get: {
      fields: names('project_id path usage'),
      instead(query) {
        ofNamedProject(store)(query);
        throw refuse('sql_no_relation', { table: 'usage_info' });
      },
    },
    set: { fields: { project_id: 'project_id', ...settable('path usage') } },
  });
}

/** [util/db-schema/compute-servers.ts, cloud-filesystems.ts] */
function server(name: 'compute_servers' | 'cloud_filesystems'): QueryTable {
  const store = rowStore(name, { id: 'integer', project_id: 'uuid', account_id: 'uuid', title: 'text' });
  return defineTable({
    name,
    store,
    get: { fields: names('id project_id account_id title'), moreFields: true, rows: ofNamedProject(store) },
    set: {
      fields: { project_id: 'project_write', ...settable('id title') },
      moreFields: true,
      instead: unsimulatedTable(name, 'there are no such machines here'),
    },
  });
}
