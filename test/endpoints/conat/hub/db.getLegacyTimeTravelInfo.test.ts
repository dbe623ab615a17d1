import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../../../hub.ts';

test('knows of no old history, of whosoever project', async () => {
  const { hubAs } = testHub();

  for (const name of ['owner', 'other']) {
    expect(await hubAs(name)('db.getLegacyTimeTravelInfo', { project_id: PROJECT, path: 'a' })).toEqual({ uuid: '' });
  }
});
