/** Projects, in the several ways that queries see them. [smc-util/db-schema/projects.ts; util/db-schema/projects.ts] */
import { type Dialect, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import { publicTest } from '../../files/public-paths.ts';
import { DAY } from '../../instant.ts';
import type { Project } from '../../projects/records.ts';
import { DEFAULT_QUOTAS } from '../../projects/upgrades.ts';
import { ofAnyNamedProject, ofNamedProject, ofProjects } from '../permissions.ts';
import { afterProjectChange, beforeProjectChange, insteadOfProjectChange } from '../project-hooks.ts';
import { readUsers } from '../project-users.ts';
import { fieldRefused } from '../set.ts';
import {
  defineTable,
  type GetRules,
  names,
  type QueryTable,
  type SetRules,
  settable,
  type TableQuery,
} from '../table.ts';
import { unsimulatedTable } from '../unsimulated.ts';
import { projectStore } from './project-store.ts';

export function projects(dialect: Dialect): QueryTable[] {
  const get = getRules(dialect);
  const set = setRules(dialect);
  const admin: GetRules<Project> = { ...get, admin: true, rows: ofNamedProject(projectStore) };
  const options = [{ limit: valueIn({ dialect }, 'projects_rows'), order_by: '-last_edited' }];
  return [
    table('projects', { get: { ...get, options, within: isRecent }, set }),
    table('projects_all', { get, set }),
    table('projects_admin', { get: admin }),
    table('projects_owner', { set: { fields: { project_id: 'project_owner', ...settable('course') } } }),
    // Whoever asks to be let in is not in yet, so nothing is asked of the caller.
    table('project_invite_requests', { set: { fields: settable('project_id invite_requests') } }),
    publicProjects(dialect),
    ...avatarsAndDatastore(),
  ];
}

function table(name: string, rules: Pick<QueryTable<Project>, 'get' | 'set'>): QueryTable {
  return defineTable({ name, store: projectStore, ...rules });
}

function getRules(dialect: Dialect): GetRules<Project> {
  return {
    fields: names(
      'project_id title description users invite invite_requests deleted host settings site_license status state',
      'last_edited last_active action_request course compute_image created env',
      valueIn({ dialect }, 'projects_columns'),
    ),
    defaults: {
      title: '',
      description: '',
      users: {},
      settings: DEFAULT_QUOTAS,
      compute_image: 'default',
    },
    rows: ofProjects(projectStore),
  };
}

function setRules(dialect: Dialect): SetRules<Project> {
  const further = settable(valueIn({ dialect }, 'projects_settable'));
  return {
    fields: {
      project_id: 'project_write',
      ...settable('title description deleted invite_requests'),
      users: readUsers,
      ...settable('action_request compute_image site_license env'),
      ...further,
      ...('manage_users_owner_only' in further && { manage_users_owner_only: readManagement }),
    },
    before: beforeProjectChange,
    instead: insteadOfProjectChange,
    after: afterProjectChange,
  };
}

function readManagement({ object: { manage_users_owner_only: value } }: TableQuery) {
  if (value == null || typeof value === 'boolean') return value;
  throw fieldRefused('manage_users_owner_only', 'manage_users_owner_only must be a boolean');
}

/** Whether the project was edited so lately that `projects` shows it; `projects_all` shows the others too. */
function isRecent({ state }: TableQuery, { last_edited }: Project): boolean {
  return last_edited !== null && last_edited >= state.now - valueIn(state, 'projects_window') * DAY;
}

function publicProjects(dialect: Dialect): QueryTable {
  const { ofProject } = projectStore;
  const isPublic = ({ state }: TableQuery, { project_id }: Project) => publicTest(state, project_id) !== undefined;
  const rows = ofAnyNamedProject(projectStore);
  return defineTable({
    name: 'public_projects',
    store: projectStore,
    anonymous: true,
    get: {
      fields: names('project_id title description', valueIn({ dialect }, 'public_projects_columns')),
      defaults: { project_id: true, title: true, description: true, name: true },
      rows(query) {
        const [project] = rows(query);
        if (project === undefined || !isPublic(query, project)) throw refuse('no_public_paths');
        return ofProject(query.state, project.project_id);
      },
    },
  });
}

function avatarsAndDatastore(): QueryTable[] {
  const addons = names('project_id addons');
  const why = 'hubs run code of its own for this table';
  return [
    table('project_avatar_images', {
      get: { fields: names('project_id avatar_image_full'), rows: ofProjects(projectStore) },
    }),
    table('project_datastore', {
      get: { fields: addons, instead: unsimulatedTable('project_datastore', why) },
      set: {
        fields: { project_id: 'project_write', ...settable('addons') },
        instead: unsimulatedTable('project_datastore', why),
      },
    }),
  ];
}
