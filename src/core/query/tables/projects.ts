/** Projects, in the several ways that queries see them. [smc-util/db-schema/projects.ts; util/db-schema/projects.ts] */
import { asObserved } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import { publicTest } from '../../files/public-paths.ts';
import { DAY } from '../../instant.ts';
import { DEFAULT_QUOTAS } from '../../projects/upgrades.ts';
import type { Project } from '../../records.ts';
import { ofAnyNamedProject, ofNamedProject, ofProjects } from '../permissions.ts';
import { afterProjectChange, beforeProjectChange, insteadOfProjectChange } from '../project-hooks.ts';
import { readUsers } from '../project-users.ts';
import { fieldRefused } from '../set.ts';
import {
  defineTable,
  type GetRules,
  names,
  type Revision,
  type SetRules,
  settable,
  type Table,
  type TableQuery,
} from '../table.ts';
import { notSimulated } from '../unsimulated.ts';
import { projectStore } from './project-store.ts';

export function projects(revision: Revision): Table[] {
  const get = getRules(revision);
  const set = setRules(revision);
  const admin: GetRules<Project> = { ...get, admin: true, rows: ofNamedProject(projectStore) };
  const order = '-last_edited';
  return [
    table('projects', {
      get: { ...get, options: [{ limit: revision === 2020 ? 20 : 300, order_by: order }], within: isRecent },
      set,
    }),
    table('projects_all', { get, set }),
    table('projects_admin', { get: admin }),
    table('projects_owner', { set: { fields: { project_id: 'project_owner', ...settable('course') } } }),
    // Whoever asks to be let in is not in yet, so nothing is asked of the caller.
    table('project_invite_requests', { set: { fields: settable('project_id invite_requests') } }),
    publicProjects(revision),
    ...(revision === 2026 ? since2026() : []),
  ];
}

function table(name: string, rules: Pick<Table<Project>, 'get' | 'set'>): Table {
  return defineTable({ name, store: projectStore, ...rules });
}

function getRules(revision: Revision): GetRules<Project> {
  return {
    fields: names(
      'project_id title description users invite invite_requests deleted host settings site_license status state',
      'last_edited last_active action_request course compute_image created env',
      revision === 2020 && 'addons',
      revision === 2026 && 'name run_quota manage_users_owner_only secret_token ephemeral sandbox avatar_image_tiny',
      revision === 2026 && 'color pay_as_you_go_quotas',
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

function setRules(revision: Revision): SetRules<Project> {
  return {
    fields: {
      project_id: 'project_write',
      ...settable('title description deleted invite_requests'),
      users: readUsers,
      ...settable('action_request compute_image site_license env', revision === 2020 && 'course'),
      ...(revision === 2026 && {
        manage_users_owner_only: booleanOf('manage_users_owner_only'),
        ...settable('name sandbox avatar_image_tiny avatar_image_full color'),
      }),
    },
    before: beforeProjectChange,
    instead: insteadOfProjectChange,
    after: afterProjectChange,
  };
}

function booleanOf(field: string) {
  return ({ object }: TableQuery) => {
    const value = object[field];
    if (value != null && typeof value !== 'boolean') throw fieldRefused(field, `${field} must be a boolean`);
    return value;
  };
}

/** Whether the project was edited so lately that `projects` shows it; `projects_all` shows the others too. */
function isRecent({ state, revision }: TableQuery, { last_edited }: Project): boolean {
  const days2020 = asObserved(state, 'projects_window') ? 10 : 21;
  const days = revision === 2020 ? days2020 : 42;
  return last_edited !== null && last_edited >= state.now - days * DAY;
}

function publicProjects(revision: Revision): Table {
  const { ofProject } = projectStore;
  const isPublic = ({ state }: TableQuery, { project_id }: Project) => publicTest(state, project_id) !== undefined;
  const rows = ofAnyNamedProject(projectStore);
  return defineTable({
    name: 'public_projects',
    store: projectStore,
    anonymous: true,
    get: {
      fields: names('project_id title description', revision === 2026 && 'name'),
      defaults: { project_id: true, title: true, description: true, ...(revision === 2026 && { name: true }) },
      rows(query) {
        const [project] = rows(query);
        if (project === undefined || !isPublic(query, project)) throw refuse('no_public_paths');
        return ofProject(query.state, project.project_id);
      },
    },
  });
}

function since2026(): Table[] {
  const addons = names('project_id addons');
  const why = 'hubs run code of its own for this table';
  return [
    table('project_avatar_images', {
      get: { fields: names('project_id avatar_image_full'), rows: ofProjects(projectStore) },
    }),
    table('project_datastore', {
      get: { fields: addons, instead: notSimulated('project_datastore', why) },
      set: {
        fields: { project_id: 'project_write', ...settable('addons') },
        instead: notSimulated('project_datastore', why),
      },
    }),
  ];
}
