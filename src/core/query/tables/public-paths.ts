/** What projects share with everybody. [smc-util/db-schema/public-paths.ts; util/db-schema/public-paths.ts] */
import { type Dialect, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import type { PublicPath } from '../../files/records.ts';
import { asText } from '../../values.ts';
import { pathKey } from '../keys.ts';
import { checkThingName, isSameName } from '../name-rules.ts';
import { ofAnyNamedProject, ofProjects } from '../permissions.ts';
import { defineTable, names, type QueryTable, type SetCall, settable, type TableQuery } from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';
import { publicPathStore as store } from './public-path-store.ts';

const SHOWN =
  'id project_id path description disabled unlisted license last_edited created last_saved counter compute_image';

export function publicPaths(dialect: Dialect): QueryTable[] {
  const columns = names(SHOWN, valueIn({ dialect }, 'public_paths_columns'));
  return [
    defineTable({
      name: 'public_paths',
      store,
      anonymous: true,
      get: {
        fields: columns,
        defaults: { compute_image: 'default' },
        rows: ofAnyNamedProject(store),
      },
      set: {
        fields: {
          id: pathKey,
          project_id: 'project_write',
          ...settable('path description disabled unlisted license last_edited created compute_image'),
          ...settable(valueIn({ dialect }, 'public_paths_settable')),
        },
        before: checkName,
      },
    }),
    defineTable({
      name: 'public_paths_by_id',
      store,
      anonymous: true,
      get: {
        fields: names(SHOWN, valueIn({ dialect }, 'public_paths_by_id_columns')),
        check: checkId,
        rows: pathWithId,
      },
    }),
    defineTable({
      name: 'all_public_paths',
      store,
      get: {
        fields: columns,
        instead: unsimulatedTable('all_public_paths', 'which fields hubs answer with is not known'),
      },
    }),
    defineTable({
      name: 'public_paths_site_license_id',
      store,
      get: { fields: names('id project_id path site_license_id'), rows: ofProjects(store) },
    }),
  ];
}

function checkId({ object: { id } }: TableQuery): void {
  if (typeof id !== 'string' || id.length !== 40) throw refuse('id_not_sha1');
}

function pathWithId({ state, object: { id } }: TableQuery): PublicPath[] {
  const found = state.publicPaths.get(id as string);
  return found === undefined ? [] : [found];
}

/** @throws Refusal when the name cannot be, or another public path of the project has it. */
function checkName({ state, object: { project_id, name, id } }: SetCall<PublicPath>): void {
  if (name == null) return;
  checkThingName(asText(name));
  const others = [...store.ofProject(state, asText(project_id).toLowerCase())].filter((other) => other.id !== id);
  const holder = others.find((other) => isSameName(other.columns.name, asText(name)));
  if (holder !== undefined) throw refuse('name_of_path_taken', { path: holder.path, name: asText(name) });
}
