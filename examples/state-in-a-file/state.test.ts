/** A hub's state kept in a file, and read by another hub. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub, fromDocument, toDocument } from 'cocalc-mock-hub';
import { expect, test } from 'vitest';

const key = 'sk_00000000000000000teacher';

test('a project that was made in one hub is in another that reads its state', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  const file = join(folder, 'hub.json');
  const hub = createHub();
  await hub.call('v1/create_project', { title: 'Mine' }, { key });
  writeFileSync(file, JSON.stringify(toDocument(hub.state)));

  const other = createHub({ world: 'empty' });
  other.restore(fromDocument(JSON.parse(readFileSync(file, 'utf8'))));
  rmSync(folder, { recursive: true });

  const query = { projects: [{ project_id: null, title: null }] };
  const answer = await other.call('v1/query', { query }, { key });
  expect(JSON.stringify(answer.body)).toContain('Mine');
});
