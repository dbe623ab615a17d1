import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../hub.ts';

test('a program of Python started over and over is refused by name in the end', async () => {
  const { as } = testHub({ project: {} });
  const command = 'for n in {1..101}; do python3 -V; done';

  const answer = await as('owner')('project_exec', { project_id: PROJECT, command, bash: true, err_on_exit: false });

  expect(answer).toMatchObject({
    error: expect.stringContaining('that much Python: at most 100 programs in a command'),
  });
});
