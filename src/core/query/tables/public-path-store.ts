/** Public paths as rows. */
import { refuse } from '../../errors.ts';
import { recordStore } from '../store.ts';

export const publicPathStore = recordStore({
  table: 'publicPaths',
  name: 'public_paths',
  key: ['id'],
  columns: {
    id: 'text',
    project_id: 'uuid',
    path: 'text',
    description: 'text',
    disabled: 'boolean',
    unlisted: 'boolean',
    license: 'text',
    last_edited: 'time',
    created: 'time',
    last_saved: 'time',
    counter: 'number',
    compute_image: 'text',
    // Since 2026:
    name: 'text',
    url: 'text',
    image: 'text',
    authenticated: 'boolean',
    site_license_id: 'text',
    cross_origin_isolation: 'boolean',
    redirect: 'text',
    jupyter_api: 'boolean',
  },
  blank(_state, { id, project_id, path }) {
    if (path === undefined)
      throw refuse('unsimulated', { what: 'a public path without a path', why: 'nothing is shared by it' });
    return {
      id: id as string,
      project_id: project_id as string,
      path: path as string,
      description: null,
      disabled: null,
      unlisted: null,
      license: null,
      created: null,
      last_edited: null,
      columns: {},
    };
  },
  ofProject: (state, project_id) => state.publicPaths.allBy('project', project_id),
});
