/** Projects as rows. */
import { emptyDirectory } from '../../files/tree.ts';
import { iso } from '../../instant.ts';
import { shownUpgrades } from '../../purchases/upgrades.ts';
import { recordStore } from '../store.ts';
import { datesOf } from './account-store.ts';

export const projectStore = recordStore({
  table: 'projects',
  name: 'projects',
  key: ['project_id'],
  columns: {
    project_id: 'uuid',
    title: 'text',
    description: 'text',
    users: 'map',
    invite: 'map',
    invite_requests: 'map',
    deleted: 'boolean',
    host: 'map',
    settings: 'map',
    site_license: 'map',
    status: 'map',
    state: 'map',
    last_edited: 'time',
    last_active: 'map',
    action_request: 'map',
    course: 'map',
    compute_image: 'text',
    addons: 'map',
    created: 'time',
    env: 'map',
    // Since 2026:
    name: 'text',
    run_quota: 'map',
    manage_users_owner_only: 'boolean',
    secret_token: 'text',
    ephemeral: 'number',
    sandbox: 'boolean',
    avatar_image_tiny: 'text',
    avatar_image_full: 'text',
    color: 'text',
    pay_as_you_go_quotas: 'map',
  },
  shown: {
    state: ({ state }) => state && { ...state, time: iso(state.time) },
    pay_as_you_go_quotas: ({ columns }) => shownUpgrades(columns.pay_as_you_go_quotas ?? null),
    last_active: ({ last_active }) => last_active && datesOf(last_active),
    invite: ({ invite }) =>
      invite &&
      Object.fromEntries(Object.entries(invite).map(([address, sent]) => [address, { ...sent, time: iso(sent.time) }])),
  },
  // A row that a query adds has nothing but what was sent; a record needs a time, and a home directory.
  blank: ({ now }, { project_id }) => ({
    project_id: project_id as string,
    title: null,
    description: null,
    users: {},
    compute_image: null,
    site_license: null,
    created: now,
    last_edited: null,
    last_active: null,
    state: null,
    deleted: null,
    invite: null,
    columns: {},
    files: emptyDirectory(now),
  }),
  ofProject: (state, project_id) => {
    const project = state.projects.get(project_id);
    return project === undefined ? [] : [project];
  },
});
