/** What projects share with everybody. [smc-util/db-schema/public-paths.ts; util/db-schema/public-paths.ts] */
import { refuse } from '../../errors.ts';
import type { PublicPath } from '../../records.ts';
import { asText } from '../../values.ts';
import { pathKey } from '../keys.ts';
import { checkThingName, isSameName } from '../name-rules.ts';
import { ofAnyNamedProject, ofProjects } from '../permissions.ts';
import { defineTable, names, type Revision, type SetCall, settable, type Table, type TableQuery } from '../table.ts';
import { notSimulated } from '../unsimulated.ts';
import { publicPathStore as store } from './public-path-store.ts';

const SHOWN = 'id project_id path description disabled unlisted license last_edited created last_saved counter';
const SHOWN_2026 = 'name url image authenticated site_license_id cross_origin_isolation redirect jupyter_api';

export function publicPaths(revision: Revision): Table[] {
  const later = revision === 2026;
  return [
    defineTable({
      name: 'public_paths',
      store,
      anonymous: true,
      get: {
        fields: names(SHOWN, 'compute_image', later && SHOWN_2026),
        defaults: { compute_image: 'default' },
        rows: ofAnyNamedProject(store),
      },
      set: {
        fields: {
          id: pathKey,
          project_id: 'project_write',
          ...settable('path description disabled unlisted license last_edited created compute_image'),
          ...settable(later && 'name image authenticated site_license_id cross_origin_isolation redirect jupyter_api'),
        },
        ...(later && { before: checkName }),
      },
    }),
    defineTable({
      name: 'public_paths_by_id',
      store,
      anonymous: true,
      get: {
        fields: names(SHOWN, 'compute_image', later && 'name authenticated redirect jupyter_api'),
        check: checkId,
        rows: pathWithId,
      },
    }),
    ...(later ? since2026() : []),
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

function since2026(): Table[] {
  return [
    defineTable({
      name: 'all_public_paths',
      store,
      get: {
        fields: names(SHOWN, 'compute_image', SHOWN_2026),
        instead: notSimulated('all_public_paths', 'which fields hubs answer with is not known'),
      },
    }),
    defineTable({
      name: 'public_paths_site_license_id',
      store,
      get: { fields: names('id project_id path site_license_id'), rows: ofProjects(store) },
    }),
  ];
}
