import { ofProjects } from '../permissions.ts';
import { recordStore } from '../store.ts';
import { defineTable, names, type QueryTable, settable } from '../table.ts';

const store = recordStore({
  table: 'inviteTokens',
  name: 'project_invite_tokens',
  key: ['token'],
  columns: {
    project_id: 'uuid',
    token: 'text',
    expires: 'time',
    created: 'time',
    usage_limit: 'number',
    counter: 'number',
  },
  blank: (_state, { token, project_id }) => ({
    token: token as string,
    project_id: project_id as string,
    created: null,
    expires: null,
    usage_limit: null,
    counter: null,
  }),
  ofProject: (state, project_id) => state.inviteTokens.allBy('project', project_id),
});

export function projectInviteTokens(): QueryTable {
  return defineTable({
    name: 'project_invite_tokens',
    store,
    get: {
      fields: names('project_id token expires created usage_limit counter'),
      options: [{ order_by: '-created' }],
      rows: ofProjects(store),
    },
    set: { fields: { project_id: 'project_write', ...settable('token expires created usage_limit') } },
  });
}
