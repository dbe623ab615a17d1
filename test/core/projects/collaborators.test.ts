import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HubState, tableNames } from '../../../src/core/state.ts';
import { ADMIN, id, OTHER, OWNER, testHub, UNKNOWN } from '../../hub.ts';

const projects = {
  one: { project_id: id('project', 1), users: { owner: 'owner' } },
  two: { project_id: id('project', 2), users: { owner: 'collaborator', other: 'owner' } },
};
const world = { invite_tokens: { token: { project_id: 'two', usage_limit: 2 } } };

const account_id = fc.constantFrom(OWNER, OTHER, ADMIN, UNKNOWN, 'nobody');
const project_id = fc.constantFrom(id('project', 1), id('project', 2), UNKNOWN, 'nothing');
const several = <Item>(item: fc.Arbitrary<Item>) => fc.oneof(item, fc.array(item, { maxLength: 3 }));

/** Calls that bring people into projects and out of them, sensible or not. */
const someCall = fc.record({
  name: fc.constantFrom('owner', 'other', 'admin'),
  call: fc.oneof(
    fc.tuple(fc.constant('remove_collaborator'), fc.record({ project_id, account_id })),
    fc.tuple(fc.constant('invite_collaborator'), fc.record({ project_id, account_id })),
    fc.tuple(
      fc.constant('add_collaborator'),
      fc.record({ project_id: several(project_id), account_id: several(account_id) }),
    ),
    fc.tuple(
      fc.constant('add_collaborator'),
      fc.record({ account_id: several(account_id), token_id: several(fc.constantFrom('token', 'none')) }),
    ),
    fc.tuple(fc.constant('create_project'), fc.record({ title: fc.string() })),
    fc.tuple(
      fc.constant('invite_noncloud_collaborators'),
      fc.record({
        project_id,
        to: fc.constantFrom('other@example.com', 'new@m.local', 'admin@example.com, bad', 'bad, admin@example.com'),
        email: fc.constantFrom('Please join', 'See my.page'),
        title: fc.constant('Class'),
        link2proj: fc.constant('https://cocalc.com'),
      }),
    ),
  ),
});

/** Who is in what, found by looking at every project. */
function scanned({ projects }: HubState): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const project of projects.rows.valueSeq()) {
    for (const user of Object.keys(project.users)) found[user] = [...(found[user] ?? []), project.project_id].sort();
  }
  return found;
}

function indexed({ projects }: HubState): Record<string, string[]> {
  return Object.fromEntries(projects.valuesBy('user').map((user) => [user, projects.keysBy('user', user).sort()]));
}

test('the index of who is in what is what a look at every project finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someCall, { maxLength: 12 }), async (calls) => {
      const { hub, as } = testHub({ projects, world });

      for (const {
        name,
        call: [event, request],
      } of calls)
        await as(name)(event, request);

      expect(indexed(hub.state)).toEqual(scanned(hub.state));
    }),
  );
});

/** What a refusal may leave changed: the time, the number of the call, and who was there. */
function untouched(state: HubState): unknown {
  const all = tableNames.map((name) => [name, state[name]] as const).filter(([name]) => name !== 'accounts');
  return [all, [...state.accounts.values()].map(({ last_active: _last_active, ...account }) => account)];
}

/** Refusals of calls that keep what they did before they were refused. */
const KEEPING = /^(Error: Sorry, links|invalid email address)/;

test('a refusal changes nothing but the time and when the caller was there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someCall, { maxLength: 12 }), async (calls) => {
      const { hub, as, clock } = testHub({ projects, world });

      for (const {
        name,
        call: [called, request],
      } of calls) {
        clock.advance(200_000);
        const before = untouched(hub.state);
        const { event, error } = await as(name)(called, request);
        if (event === 'error' && !KEEPING.test(String(error))) expect(untouched(hub.state)).toEqual(before);
      }
    }),
  );
});
