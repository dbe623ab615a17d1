/** What holds of the people of projects, whatever is asked for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { HubState } from '../../../src/core/state.ts';
import { ADMIN, id, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const SECOND = id('project', 2);
const projects = {
  project: { project_id: PROJECT, users: { owner: 'owner', other: 'collaborator' } },
  second: { project_id: SECOND, users: { owner: 'owner', admin: 'owner' } },
};
const tokens = { first: { project_id: 'project' }, second: { project_id: 'second', usage_limit: 3 } };

const account = fc.constantFrom(OWNER, OTHER, ADMIN, UNKNOWN);
const project = fc.constantFrom(PROJECT, SECOND);
const caller = fc.constantFrom('owner', 'other', 'admin');

function membership({ projects, inviteTokens }: HubState) {
  return { projects: projects.rows.toJS(), inviteTokens: inviteTokens.rows.toJS() };
}

test('both generations of the API add the same people', async () => {
  const { hub, as, hubAs } = testHub({ projects, world: { invite_tokens: tokens } });
  const start = hub.state;
  const pairs = fc.array(
    fc.record({ project_id: project, account_id: account, token_id: fc.constantFrom('first', 'second') }),
    {
      maxLength: 5,
    },
  );

  await fc.assert(
    fc.asyncProperty(pairs, fc.boolean(), async (pairs, withTokens) => {
      const account_id = pairs.map((pair) => pair.account_id);
      const opts = withTokens
        ? { account_id, token_id: pairs.map((pair) => pair.token_id) }
        : { account_id, project_id: pairs.map((pair) => pair.project_id) };
      hub.restore(start);
      expect(await as('owner')('add_collaborator', opts)).toMatchObject({ event: 'success' });
      const first = membership(hub.state);

      hub.restore(start);
      expect(await hubAs('owner')('projects.addCollaborator', { opts })).toHaveProperty('project_id');

      expect(membership(hub.state)).toEqual(first);
    }),
  );
});

test('owners stay in their projects, and no project loses its last', async () => {
  const { hub, hubAs } = testHub({ projects });
  const start = hub.state;
  const target = { project_id: project, target: account };
  const step = fc.oneof(
    fc.record({ ...target, name: fc.constantFrom('removeCollaborator', 'addCollaborator') }),
    fc.record({
      ...target,
      name: fc.constant('changeUserType'),
      group: fc.constantFrom('owner', 'collaborator', 'viewer'),
    }),
  );
  const ownersOf = (project_id: string) =>
    Object.entries(hub.state.projects.get(project_id)?.users ?? {})
      .filter(([, { group }]) => group === 'owner')
      .map(([account_id]) => account_id);

  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(caller, step), { maxLength: 12 }), async (steps) => {
      hub.restore(start);
      for (const [by, { name, project_id, target: account_id, ...more }] of steps) {
        const owners = ownersOf(project_id);
        const opts: Record<string, Json> =
          'group' in more
            ? { project_id, target_account_id: account_id, new_group: more.group as string }
            : { project_id, account_id };
        await hubAs(by)(`projects.${name}`, { opts });
        if (name !== 'changeUserType') expect(ownersOf(project_id)).toEqual(owners);
        expect(hub.state.projects.get(project_id)?.users).toMatchObject(
          Object.fromEntries(owners.map((owner) => [owner, { group: expect.any(String) }])),
        );
        expect(ownersOf(project_id)).not.toEqual([]);
      }
    }),
  );
});
