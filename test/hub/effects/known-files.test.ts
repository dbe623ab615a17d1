/** What the shell knows without asking the hub: fewer questions, and the same answers. */
import * as shellPackage from 'just-bash';
import { expect, test, vi } from 'vitest';
import { emptyDirectory } from '../../../src/core/files/tree.ts';
import { shellOf } from '../../../src/hub/effects/execution.ts';
import type { FileRequest } from '../../../src/hub/effects/files/file-requests.ts';
import { KnownFiles, type MachinePrograms, toldFiles } from '../../../src/hub/effects/files/known-files.ts';
import { PROJECT, testHub } from '../../hub.ts';

const NOW = Date.UTC(2020, 8, 17);
const HOME = `/projects/${PROJECT}`;
const NOTHING = toldFiles(HOME, emptyDirectory(NOW), NOW);

/** Runs the command in a shell that others have used before, without files. Returns what it asked the hub for. */
async function asked(command: string, machine: MachinePrograms): Promise<FileRequest[]> {
  const source = `ulimit -t 10\n${command}`;
  const file = { source, file: '/tmp/script' };
  const command_ = { project_id: PROJECT, home: HOME, cwd: HOME, text: command, timeoutMs: 10_000, chance: '' };
  const most = { maxSteps: 1e6, maxBusyMs: 1e4, maxOutputBytes: 1e6, maxHeldBytes: 1e6 };
  const requests: FileRequest[] = [];
  const known = new KnownFiles(machine);
  known.tell(NOTHING);
  const program = {
    kind: 'file',
    mode: 0o555,
    size: 46,
    target: null,
    modified: NOW,
    now: NOW,
    identity: 'a',
  } as const;
  await shellOf(shellPackage).execute(
    { command: { ...command_, run: { kind: 'script', ...file } }, ...most },
    { line: source, args: [], env: {}, file, cwd: HOME },
    {
      known,
      files: async (request) => {
        requests.push(request);
        const isProgram = request.call === 'stat' && request.path.startsWith('/usr/bin/');
        return isProgram ? { value: { ...program } } : { failed: 'ENOENT' };
      },
      now: async () => NOW,
      sleep: async () => {},
    },
  );
  return requests;
}

test('a command that touches no file asks the hub for none, once the shell has looked at its programs', async () => {
  const machine: MachinePrograms = new Map();

  const first = await asked('true; seq 3', machine);
  const second = await asked('true; seq 3', machine);

  expect(first).not.toEqual([]);
  expect(second).toEqual([]);
});

test('a program in the home directory is found from when it is there until it is gone, in a command and the next one', async () => {
  const { as } = testHub({ project: { files: {} } });
  const run = (command: string) => as('owner')('project_exec', { project_id: PROJECT, command, bash: true });
  const make = 'printf "#!/bin/sh\\necho own\\n" > ~/bin/seq; chmod 755 ~/bin/seq';

  expect(await run(`seq 1; mkdir bin; ${make}; hash -r; seq 1; rm bin/seq; hash -r; seq 1`)).toMatchObject({
    stdout: '1\nown\n1\n',
  });
  await run(make);
  expect(await run('seq 1; mv bin other; hash -r; seq 1')).toMatchObject({ stdout: 'own\n1\n' });
  expect(await run('mkdir .local; seq 1; mv other .local/bin; hash -r; seq 1')).toMatchObject({ stdout: '1\nown\n' });
});

test.each(['sleep 0.001', ':'])(
  'a script that waits by `%s` for another program of that name finds it when another call has made it',
  async (wait) => {
    const { hub, as } = testHub({ project: { files: {} } });
    const waiting = as('owner')('project_exec', {
      project_id: PROJECT,
      command: `echo begun > state; until [ "$(seq 1)" = own ]; do ${wait}; hash -r; done; echo over`,
      bash: true,
      timeout: 9999,
    });
    await vi.waitUntil(() => hub.state.projects.get(PROJECT)?.files.entries.has('state'), {
      interval: 1,
      timeout: 20_000,
    });
    const write = { project_id: PROJECT, path: 'bin/seq', content: '#!/bin/sh\necho own\n' };
    await as('owner')('write_text_file_to_project', write);
    await as('owner')('project_exec', { project_id: PROJECT, command: 'chmod 755 bin/seq', bash: true });

    expect(await waiting).toMatchObject({ stdout: 'over\n' });
  },
);

test('of what a link leads to, and of many names, nothing is told', () => {
  const link = { kind: 'symlink', target: 'other', modified: NOW } as const;
  const home = emptyDirectory(NOW);
  const known = new KnownFiles();

  known.tell(toldFiles(HOME, { ...home, entries: home.entries.set('bin', link) }, NOW));

  expect(known.exists(`${HOME}/bin/tool`)).toBeUndefined();
  expect(known.exists(`${HOME}/.local/bin/tool`)).toBe(false);
  expect(known.exists(`${HOME}/.local/bin/..`)).toBeUndefined();
  expect(known.exists(`${HOME}/.local/bin/../tool`)).toBeUndefined();
});

test('what is known is asked for all the same now and then, for a script that waits and asks for nothing else', () => {
  const known = new KnownFiles();
  known.tell(NOTHING);

  const answers = Array.from({ length: 100 }, () => known.exists(`${HOME}/bin/tool`));

  expect(answers.slice(0, 10)).toEqual(Array(10).fill(false));
  expect(answers).toContain(undefined);
});
