/** The files of a project while commands run: they are the hub's, and everybody sees them change. */
import { expect, test, vi } from 'vitest';
import { type Directory, isDirectory, isFile, type Node, nodeAt } from '../../../src/core/files/tree.ts';
import { copiedInSteps } from '../../../src/hub/effects/files/stepwise.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { PROJECT, testHub } from '../../hub.ts';

function shell(files: object = {}, commands: object = {}) {
  const { hub, as } = testHub({ project: { files: files as never }, commands });
  const run = (command: string) =>
    as('owner')('project_exec', { project_id: PROJECT, command, bash: true, timeout: 9999, err_on_exit: false });
  const write = (path: string, content: string) =>
    as('owner')('write_text_file_to_project', { project_id: PROJECT, path, content });
  return { hub, run, write };
}

function nodeIn(hub: Hub, path: string) {
  return nodeAt(hub.state.projects.get(PROJECT)?.files as Directory, path.split('/'));
}

test('a command that runs sees what another call writes, which sees what the command has written', async () => {
  const { hub, run, write } = shell();

  const waiting = run('echo begun > state; until [ -e go ]; do sleep 0.001; done; cat go');
  await vi.waitUntil(() => nodeIn(hub, 'state') !== undefined, { interval: 1, timeout: 20_000 });
  await write('go', 'gone\n');

  expect(await waiting).toMatchObject({ stdout: 'gone\n' });
});

test('commands that sleep at once wake in the order of their own clocks', async () => {
  const { run } = shell();
  const seconds = [3, 1, 2];

  await Promise.all(
    seconds.map((count) => run(`sleep ${count}; echo ${count} >> log; sleep 3; echo ${count + 3} >> log`)),
  );

  expect(await run('cat log')).toMatchObject({ stdout: '1\n2\n3\n4\n5\n6\n' });
});

test('a large content goes both ways as it is, and what is added to it while others write is not lost', async () => {
  const { hub, run, write } = shell();

  await run('head -c 600000 /dev/zero | tr "\\0" x > big; cp big other; echo end >> big; cat big other > both');
  const both = nodeIn(hub, 'both');
  const text = isFile(both) ? new TextDecoder().decode(both.content) : '';
  expect(text).toBe(`${'x'.repeat(600_000)}end\n${'x'.repeat(600_000)}`);

  const adding = Promise.all(['a', 'b', 'c'].map((name) => run(`for i in 1 2 3 4 5; do echo ${name} >> big; done`)));
  await write('small', 'meanwhile');
  await adding;
  expect(await run('tail -n 15 big | sort | uniq -c | tr -d " "')).toMatchObject({ stdout: '5a\n5b\n5c\n' });
});

test('folders of many files are copied and listed', async () => {
  const names = Array.from({ length: 2000 }, (_, at) => [`big/${at}`, ''] as const);
  const { hub, run } = shell(Object.fromEntries(names));

  expect(await run('cp -r big copy; ls copy | wc -l')).toMatchObject({ stdout: '2000\n' });
  const copy = nodeIn(hub, 'copy');
  expect(isDirectory(copy) && copy.entries.size).toBe(2000);
});

test('others have their turn after every 500 files of a copy', () => {
  const { hub } = shell(Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`big/${at}`, ''])));
  const steps = copiedInSteps(nodeIn(hub, 'big') as Node, undefined, 0);

  let turns = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) turns += 1;

  expect(turns).toBe(4);
  expect(isDirectory(step.value) && step.value.entries.size).toBe(2001);
});

test('a file that cannot be moved stays where it was', async () => {
  const deep = Array.from({ length: 300 }, () => 'd').join('/');
  const { hub, run } = shell({ [`a/${deep}/x`]: 'x', [`b/${deep}/y`]: 'y' });

  await run(`mv a b/${deep}/`);

  expect(nodeIn(hub, `a/${deep}/x`)).toBeDefined();
});

test('too many files are refused by name; what was too much before may be made less', async () => {
  const { hub, run } = shell({ a: '', b: '', c: '', d: '' }, { maxFiles: 3 });

  expect(await run('touch e')).toMatchObject({ error: expect.stringContaining('`commands.maxFiles`') });
  expect(await run('rm a b; echo x > c; ls')).toMatchObject({ stdout: 'c\nd\n' });
  expect(nodeIn(hub, 'e')).toBeUndefined();
});

test('more commands than may wait are refused, in words that say what helps', async () => {
  const { run } = shell({}, { maxRunning: 1, maxWaiting: 2 });

  const answers = await Promise.all(['1', '2', '3', '4', '5'].map((name) => run(`echo ${name}`)));

  expect(answers.slice(0, 3).map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n']);
  for (const { error } of answers.slice(3))
    expect(error).toMatch(/does not simulate that many commands at once.*maxWaiting/);
});

test('where there are no processes, as in a page, commands run all the same', async () => {
  const { getBuiltinModule } = process;
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(((name: string) =>
    name === 'node:child_process' ? undefined : getBuiltinModule(name)) as typeof getBuiltinModule);
  try {
    const { hub, run } = shell({ 'a.txt': 'hello' });

    expect(await run('tr a-z A-Z < a.txt > b.txt; sleep 5; date +%s; nosuch; ls')).toMatchObject({
      stdout: expect.stringMatching(/^\d+\na.txt\nb.txt\n$/),
      stderr: expect.stringContaining('nosuch: command not found'),
    });
    expect(isFile(nodeIn(hub, 'b.txt'))).toBe(true);
    expect(await run('git status')).toMatchObject({ error: expect.stringContaining('the program `git`') });
  } finally {
    vi.restoreAllMocks();
  }
});
