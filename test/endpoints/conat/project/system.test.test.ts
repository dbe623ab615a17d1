import { expect, test } from 'vitest';
import { NOW, PROJECT, testHub } from '../../../hub.ts';

test('tells which project it is, and the time in milliseconds', async () => {
  const { projectAs } = testHub();

  expect(await projectAs('owner')('system.test', {})).toEqual({ project_id: PROJECT, server_time: Date.parse(NOW) });
});
