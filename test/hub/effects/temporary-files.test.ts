/** What a command leaves in the machine's /tmp is there for the next one, until the project's process ends. */
import { expect, test } from 'vitest';
import { fromDocument, toDocument } from '../../../src/core/document.ts';
import { virtualClock } from '../../../src/hub/clock.ts';
import { createHub } from '../../../src/hub/create.ts';
import { PROJECT, testHub } from '../../hub.ts';

function hubWithShell(options: Parameters<typeof testHub>[0] = {}) {
  const made = testHub(options);
  const run = async (command: string, others: object = {}) => {
    const sent = { project_id: PROJECT, command, bash: true, err_on_exit: false, ...others };
    return (await made.as('owner')('project_exec', sent)).stdout;
  };
  return { ...made, run };
}

test('files of /tmp last from one call to the next, with their modes and links', async () => {
  const { run } = hubWithShell();
  await run('mkdir /tmp/d; echo kept > /tmp/d/file; chmod 600 /tmp/d/file; ln -s d/file /tmp/link');
  expect(await run('cat /tmp/link; stat -c %a /tmp/d/file; ls /tmp/d; rm -r /tmp/d')).toBe('kept\n600\nfile\n');
  expect(await run('ls -d /tmp/d /tmp/link 2> /dev/null; readlink /tmp/link')).toBe('/tmp/link\nd/file\n');
});

test('neither the file of the script nor what the shell puts there for itself is left', async () => {
  const { run } = hubWithShell();
  await run('{ x=$(echo a); diff <(echo a) <(echo b); } 2>&1 | cat; echo echo hi > s; . ./s; cat $0 > /dev/null');
  expect(await run('ls -A /tmp | wc -l')).toBe('1\n');
});

test('other projects have a /tmp of their own', async () => {
  const other = 'bbbbbbbb-0000-4000-8000-000000000002';
  const users = { owner: 'owner' } as const;
  const { run } = hubWithShell({
    projects: { one: { project_id: PROJECT, users }, two: { project_id: other, users } },
  });
  await run('echo kept > /tmp/x');
  expect(await run('cat /tmp/x', { project_id: other })).toBe('');
  expect(await run('cat /tmp/x')).toBe('kept\n');
});

test('they are gone when the project has been started again', async () => {
  const { run, hubAs, hub } = hubWithShell();
  await run('echo kept > /tmp/x');
  await hubAs('owner')('projects.stop', { project_id: PROJECT });
  await hubAs('owner')('projects.start', { project_id: PROJECT });
  expect(await run('cat /tmp/x')).toBe('');
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('a fork and a document have them, and what changes in one changes in no other', async () => {
  const { run, hub, clock } = hubWithShell();
  await run('echo kept > /tmp/x');
  const forked = hub.fork();
  const read = createHub({ clock: virtualClock(clock.now()) });
  read.restore(fromDocument(JSON.parse(JSON.stringify(toDocument(hub.state)))));
  await run('rm /tmp/x');
  for (const one of [forked, read]) {
    const sent = { project_id: PROJECT, command: 'cat /tmp/x', bash: true };
    const answer = await one.call('v1/project_exec', sent, { key: 'sk_owner' });
    expect(answer.body).toMatchObject({ stdout: 'kept\n' });
  }
});

test('of commands that run beside each other, each leaves what it has made', async () => {
  const { run, clock } = hubWithShell();
  const slow = run('sleep 5; echo slow > /tmp/slow');
  const quick = run('echo quick > /tmp/quick');
  await quick;
  clock.advance(10_000);
  await slow;
  expect(await run('cat /tmp/quick /tmp/slow')).toBe('quick\nslow\n');
});
