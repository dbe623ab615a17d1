import { expect, test } from 'vitest';
import { PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const FILE = { project_id: PROJECT, path: 'notes.md' };

test('knows of no history of any file', async () => {
  const { hubAs } = testHub({ project: { files: { 'notes.md': 'text' } } });

  expect(await hubAs('owner')('sync.history', FILE)).toEqual({ patches: [], info: {} });
  expect(await hubAs('owner')('sync.history', { ...FILE, path: 'none', start_seq: 3, end_seq: 5 })).toEqual({
    patches: [],
    info: {},
  });
});

test('is for collaborators alone', async () => {
  const { hubAs } = testHub();
  const error = 'Error: user must be collaborator on source project';

  expect(await hubAs('other')('sync.history', FILE)).toEqual({ error });
  expect(await hubAs('admin')('sync.history', { project_id: PROJECT })).toEqual({ error });
  expect(await hubAs('owner')('sync.history', { ...FILE, project_id: UNKNOWN })).toEqual({ error });
});

test('needs a project and a path', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('sync.history')).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  for (const path of ['', null]) {
    expect(await hubAs('owner')('sync.history', { ...FILE, path })).toEqual({
      error: 'Error: one of string_id or both project_id and path must be given',
    });
  }
});
