import { expect, test } from 'vitest';
import type { Call } from '../../src/hub/call.ts';
import { PROJECT, testHub } from '../hub.ts';

const credential = { key: 'sk_owner' };
const ip = '127.0.0.1';

test('a call that waits for nothing is answered in the same tick, once its contract has been loaded', async () => {
  const { hub } = testHub();
  const calls: Call[] = [
    { name: 'v1/ping', body: {}, credential, ip },
    { name: 'v1/write_text_file_to_project', body: { project_id: PROJECT, path: 'a', content: 'b' }, credential, ip },
    { name: 'v1/read_text_file_from_project', body: { project_id: PROJECT, path: 'a' }, credential, ip },
    { name: 'v1/create_project', body: {}, credential: 'absent', ip },
    { name: 'conat/hub', body: { name: 'system.ping', args: [] }, credential, ip },
  ];
  for (const call of calls) await hub.serveNow(call);

  const kinds = calls.map((call) => hub.serveNow(call)).map((answer) => ('kind' in answer ? answer.kind : 'later'));

  expect(kinds).toEqual(['success', 'success', 'success', 'rejection', 'success']);
});

test('a call that waits for a command is answered later', async () => {
  const { hub } = testHub();
  hub.stubCommand('true', '');

  const answer = hub.serveNow({
    name: 'v1/project_exec',
    body: { project_id: PROJECT, command: 'true' },
    credential,
    ip,
  });

  expect(answer).toBeInstanceOf(Promise);
  expect((await answer).kind).toBe('success');
});
