/** What holds of organizations, whatever is asked for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begun } from '../../../src/core/state.ts';
import { hubFunctions } from '../../../src/endpoints/index.ts';
import { ADMIN, OTHER, OWNER } from '../../hub.ts';
import { nastyValue } from '../../nasty.ts';
import { HEAD, PUPIL, testSchool } from '../../organizations.ts';

const functions = hubFunctions
  .map(({ name }) => name.replace('conat/hub/', ''))
  .filter((name) => name.startsWith('org.'));

const plausible = fc.constantFrom('school', 'club', 'none', HEAD, PUPIL, OWNER, OTHER, ADMIN, 'pupil@example.com', 'x');
const names = ['name', 'user', 'title', 'email', 'firstName', 'password', 'token', 'expire', 'subject', 'body'];
const member = fc.oneof({ weight: 3, arbitrary: plausible }, { weight: 1, arbitrary: nastyValue });
const given = fc.record(Object.fromEntries(names.map((name) => [name, member])), { requiredKeys: [] });

test('nothing changes when a stranger calls a function of organizations', { timeout: 60_000 }, async () => {
  const { hub, hubAs } = testSchool();
  await hubAs('head')('org.createToken', { user: PUPIL });
  const start = hub.state;

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...functions),
      fc.constantFrom('owner', 'pupil'),
      given,
      async (name, by, args) => {
        hub.restore(start);
        await hub.call('conat/hub', { name, args: [args] }, { key: `sk_${by}` });

        expect(hub.state).toEqual(begun(start, start.now, hub.state.call));
      },
    ),
    { numRuns: 1000 },
  );
  expect(functions).toContain('org.createToken');
});
