import { expect, test, vi } from 'vitest';
import { changed } from '../../../src/core/state.ts';
import { PROJECT, testHub } from '../../hub.ts';

function stubbed() {
  const { hub, as } = testHub({ commands: { package: 'no-such-shell' } });
  const run = (command: string, others: object = {}) =>
    as('owner')('project_exec', { project_id: PROJECT, command, ...others });
  return { hub, as, run };
}

test('a stub answers the whole command line before the shell', async () => {
  const { hub, run } = stubbed();

  hub.stubCommand('make all', 'done\n');
  hub.stubCommand('git status', { stderr: 'not a repository\n', exit_code: 128 });

  expect(await run('make all')).toMatchObject({ stdout: 'done\n', stderr: '', exit_code: 0 });
  expect(await run('make', { args: ['all'] })).toMatchObject({ stdout: 'done\n' });
  expect(await run('git status', { err_on_exit: false })).toMatchObject({ stdout: '', exit_code: 128 });
  expect(await run('make all again')).toMatchObject({ error: expect.stringContaining('--ignore-scripts just-bash') });
});

test('a stub takes a pattern or a condition', async () => {
  const { hub, run } = stubbed();

  hub.stubCommand(/^pip\d? install /g, 'installed\n');
  hub.stubCommand(({ cwd, text }) => cwd.endsWith('/src') && text === 'make', 'made in src\n');

  for (let time = 0; time < 2; time += 1) {
    expect(await run('pip install numpy')).toMatchObject({ stdout: 'installed\n' });
  }
  expect(await run('make', { path: 'src' })).toMatchObject({ stdout: 'made in src\n' });
  expect(await run('make')).toMatchObject({ error: expect.stringContaining('--ignore-scripts just-bash') });
});

test('a reply may be made from the command, and change the state', async () => {
  const { hub, run } = stubbed();
  const reply = vi.fn(async ({ project_id, timeoutMs }) => {
    hub.update((state) => changed(state, { site: { ...state.site, dns: 'changed' } }));
    return { stdout: `${project_id} ${timeoutMs}`, failure: 'timeout' as const };
  });

  hub.stubCommand('train', reply);

  expect(await run('train', { timeout: 3, err_on_exit: false })).toMatchObject({
    stdout: `${PROJECT} 3000`,
    exit_code: 1,
  });
  expect(await run('train')).toMatchObject({ error: expect.stringContaining("killed command 'train '") });
  expect(hub.state.site.dns).toBe('changed');
});

test('the last stub that is met counts, until it is removed', async () => {
  const { hub, run } = stubbed();

  hub.stubCommand(/make/, 'first');
  const remove = hub.stubCommand('make', 'second');

  expect(await run('make')).toMatchObject({ stdout: 'second' });
  remove();
  expect(await run('make')).toMatchObject({ stdout: 'first' });
});

test('a fork has the stubs there were, and none that came later', async () => {
  const { hub } = stubbed();
  const call = (on: typeof hub, command: string) =>
    on.call('v1/project_exec', { project_id: PROJECT, command }, { key: 'sk_owner' });

  const remove = hub.stubCommand('early', 'kept');
  const fork = hub.fork();
  hub.stubCommand('late', 'not there');
  remove();

  expect((await call(fork, 'early')).body).toMatchObject({ stdout: 'kept' });
  expect((await call(fork, 'late')).kind).toBe('unsimulated');
  expect((await call(hub, 'early')).kind).toBe('unsimulated');
});

test('the fault of a reply is the fault of the call', async () => {
  const { hub, run } = stubbed();

  hub.stubCommand('make', () => {
    throw new Error('a mistake in the test');
  });

  await expect(run('make')).rejects.toThrow('a mistake in the test');
});

test('stubs stand in a world and among the options, which come after those', async () => {
  const { as } = testHub({
    commands: { package: 'no-such-shell' },
    world: {
      stubs: [
        { command: 'make', stdout: 'by the world\n' },
        { pattern: '^pip\\d? install ', stderr: 'no network\n', exit_code: 1 },
        { command: 'make all', stdout: 'by the world\n' },
      ],
    },
    stubs: [{ command: 'make all', stdout: 'by an option\n' }],
  });
  const run = (command: string) =>
    as('owner')('project_exec', { project_id: PROJECT, command, bash: true, err_on_exit: false });

  expect(await run('make')).toMatchObject({ stdout: 'by the world\n', stderr: '', exit_code: 0 });
  expect(await run('pip3 install numpy')).toMatchObject({ stdout: '', stderr: 'no network\n', exit_code: 1 });
  expect(await run('make all')).toMatchObject({ stdout: 'by an option\n' });
  expect(await run('make nothing')).toMatchObject({ error: expect.stringContaining('--ignore-scripts just-bash') });
});

test.each([
  [{ stdout: 'a' }, 'stubs[0].command should be a text, but is missing'],
  [{ command: 'make', stdot: 'a' }, 'stubs[0].stdot is not known; did you mean stdout?'],
  [{ command: 'make', pattern: 'make' }, 'stubs[0].command is not known'],
  [{ pattern: '(' }, 'stubs[0].pattern should be a regular expression, but is "("'],
  [{ command: 'make', exit_code: '1' }, 'stubs[0].exit_code should be a number, but is "1"'],
])('the stub %j is refused by its place, in a world as among the options', (stub, words) => {
  expect(() => testHub({ stubs: [stub as never] })).toThrow(`options.${words}`);
  expect(() => testHub({ world: { stubs: [stub as never] } })).toThrow(`world.${words}`);
});
