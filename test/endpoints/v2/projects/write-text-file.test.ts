import { expect, test } from 'vitest';
import { id, PROJECT, testHub } from '../../../hub.ts';

const file = { project_id: PROJECT, path: 'a/b.txt', content: 'hello' };

test('writes the file, which the other generations of the API read', async () => {
  const { restAs, as, projectAs } = testHub();

  expect(await restAs('owner')('projects/write-text-file', file)).toEqual({ status: 'ok' });

  expect(await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'a/b.txt' })).toMatchObject({
    content: 'hello',
  });
  expect(await projectAs('owner')('system.readTextFileFromProject', { path: 'a/b.txt' })).toBe('hello');
});

test('says that all is well also where the file cannot be written', async () => {
  const { restAs, projectAs } = testHub();
  await restAs('owner')('projects/write-text-file', file);

  expect(await restAs('owner')('projects/write-text-file', { ...file, path: 'a' })).toEqual({ status: 'ok' });
  expect(await restAs('owner')('projects/write-text-file', { ...file, path: 'n', content: 5 })).toEqual({
    status: 'ok',
  });

  expect(await projectAs('owner')('system.listing', { path: '' })).toMatchObject([{ name: 'a', isdir: true }]);
});

test.each([
  [{}, 'must set project_id to a valid uuid'],
  [{ ...file, path: '' }, "must specify a 'path'"],
  [{ ...file, content: null }, 'must include content of file'],
  [
    { ...file, project_id: id('project', 9) },
    'callProject -- authenticated user must be a collaborator on the project',
  ],
])('%j is refused', async (sent, error) => {
  const { restAs } = testHub();

  expect(await restAs('owner')('projects/write-text-file', sent)).toEqual({ error });
});

test('asks to sign in before it looks at anything', async () => {
  const { hub } = testHub();

  expect((await hub.call('v2/projects/write-text-file' as string, {})).body).toEqual({
    error: 'must be authenticated',
  });
});
