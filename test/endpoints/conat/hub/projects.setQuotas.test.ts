import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { ADMIN, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

test('writes all that a site admin sends into the settings, on top of what is there', async () => {
  const { hub, hubAs } = testHub({ project: { columns: { settings: { memory: 1, cores: 2 } } } });

  expect(await hubAs('admin')('projects.setQuotas', { project_id: PROJECT, memory: 3000, network: 1 })).toBeNull();

  expect(hub.state.projects.get(PROJECT)?.columns.settings).toEqual({
    account_id: ADMIN,
    project_id: PROJECT,
    memory: 3000,
    cores: 2,
    network: 1,
  });
});

test('refuses everybody else', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('projects.setQuotas', { project_id: PROJECT, memory: 3000 })).toEqual({
    error: 'Error: Must be an admin to do admin search.',
  });
});

test.each<[JsonObject, string]>([
  [{ project_id: 'x', memory: 2000 }, 'postgresql error: invalid input syntax for type uuid: "x"'],
  [{ project_id: { a: 'b' } }, 'postgresql error: invalid input syntax for type uuid: "{"a":"b"}"'],
  [{ project_id: UNKNOWN, memory: 2000 }, "TypeError: Cannot read properties of undefined (reading 'state')"],
  [
    { memory: 2000 },
    "ERROR -- Dangerous UPDATE or DELETE without a WHERE, TRIGGER, or INSERT:  query='UPDATE projects SET settings=" +
      "JSONB_SET(JSONB_SET(COALESCE(settings#>'{}', '{}'::JSONB), '{memory}', $1::JSONB), '{account_id}', $2::JSONB)'",
  ],
])('refuses %j in the words of the database or of JavaScript', async (quotas, error) => {
  expect(await testHub().hubAs('admin')('projects.setQuotas', quotas)).toEqual({ error });
});
