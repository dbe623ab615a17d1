import { expect, test } from 'vitest';
import { PROJECT, testHub, UNKNOWN } from '../../hub.ts';

test('succeeds and changes nothing', async () => {
  const { hub, as, clock } = testHub({ project: { state: 'running' } });
  const before = hub.state;
  clock.advance(120_000);

  expect(await as('owner')('disconnect_from_project', { id: 1, project_id: PROJECT })).toEqual({
    event: 'success',
    id: 1,
  });

  expect(hub.state.projects).toBe(before.projects);
  expect(hub.state.accounts).toBe(before.accounts);
});

test('wraps the reason of a refusal in its own words', async () => {
  const { as } = testHub();
  const errorOf = async (name: string, project_id: unknown) =>
    (await as(name)('disconnect_from_project', { project_id })).error;

  expect(await errorOf('owner', 5)).toBe(
    'unable to disconnect from project 5 -- project_id must be specified and valid',
  );
  expect(await errorOf('other', PROJECT)).toBe(
    `unable to disconnect from project ${PROJECT} -- must have write access`,
  );
  expect(await errorOf('admin', UNKNOWN)).toBe(undefined);
});
