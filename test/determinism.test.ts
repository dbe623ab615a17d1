import { expect, test } from 'vitest';
import { type Clock, virtualClock } from '../src/hub/clock.ts';
import { createHub } from '../src/hub/create.ts';

const TEACHER = 'sk_00000000000000000teacher';
const COURSE = 'cccccccc-0000-4000-8000-000000000001';
const NOTES = 'cccccccc-0000-4000-8000-000000000002';

const calls: readonly (readonly [event: string, body: object, key?: string])[] = [
  ['create_account', { email_address: 'new@example.com', password: 'secret-1', get_api_key: true }],
  ['create_project', { title: 'Mine' }],
  ['create_project', { title: 'Mine' }, 'sk_nobody'],
  ['user_auth', { account_id: 'aaaaaaaa-0000-4000-8000-000000000002', password: 'teacher-password' }],
  ['forgot_password', { email_address: 'teacher@example.edu' }],
  ['write_text_file_to_project', { project_id: COURSE, path: 'new.txt', content: 'new' }],
  ['project_exec', { project_id: COURSE, command: 'date -Is; echo $RANDOM; ls -l; nosuch' }],
  ['copy_path_between_projects', { src_project_id: COURSE, src_path: 'README.md', target_project_id: NOTES }],
  [
    'copy_path_between_projects',
    {
      src_project_id: COURSE,
      src_path: 'README.md',
      target_project_id: COURSE,
      target_path: 'x',
      wait_until_done: false,
    },
  ],
  ['copy_path_status', { src_project_id: COURSE, pending: false }],
  ['create_support_ticket', { email_address: 'a@b.c', subject: 's', body: 'b' }],
  ['log_client_error', { error: 'e' }],
  ['query', { query: { projects: [{ project_id: null, title: null, users: null }] } }],
  ['query', { query: { project_log: { project_id: COURSE, event: { a: 1 }, time: '2020-01-01' } } }],
  ['query', { query: { project_log_all: [{ id: null, project_id: COURSE, event: null }] } }],
];

/** Everything that the calls give back, and all mails and logs that they leave, as one text. */
async function transcript(seed: string, clock: Clock = virtualClock()): Promise<string> {
  const hub = createHub({ seed, clock });
  const answers: unknown[] = [];
  for (const [event, body, key = TEACHER] of calls) answers.push(await hub.call(`v1/${event}`, body, { key }));
  return JSON.stringify([answers, hub.state.outbox, hub.state.log, hub.state.copies], null, 1);
}

test('the same seed and the same calls give the same transcript, byte for byte', async () => {
  expect(await transcript('1')).toBe(await transcript('1'));
});

test('another seed gives other ids, and nothing else', async () => {
  const one = await transcript('1');
  const other = await transcript('2');
  const drawn =
    /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|(?<=")(sk_)?\w{24}(?=")|f-\d+-1677-[\w.]+/g;

  expect(one).not.toBe(other);
  expect(one.replace(drawn, '?').replace(/\d+\\n/g, '?')).toBe(other.replace(drawn, '?').replace(/\d+\\n/g, '?'));
});

test('a fork and its hub draw the same from here on, and do not disturb each other', async () => {
  const hub = createHub({ clock: virtualClock() });
  const fork = hub.fork();

  const one = await hub.call('v1/create_project', {}, { key: TEACHER });
  const other = await fork.call('v1/create_project', {}, { key: TEACHER });

  expect(other).toEqual(one);
  expect(fork.state.projects).not.toBe(hub.state.projects);
});
