import { expect, test } from 'vitest';
import { DAY, SECOND } from '../../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { id, NOW, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';
import { turns } from '../../../turns.ts';

const HOME = `/projects/${PROJECT}`;

/** A hub with a kernel `counting`, which tells how often it was asked and for what. */
function counting(options: Parameters<typeof testHub>[0] = {}) {
  const made = testHub({ notebooks: { package: 'not-installed' }, ...options });
  let calls = 0;
  made.hub.stubKernel('counting', (cell) => {
    calls += 1;
    return [{ data: { 'text/plain': `${calls}: ${cell.history.join()} ${cell.input} in ${cell.cwd}` } }];
  });
  const call = made.hubAs('owner');
  const execute = (request: JsonObject): Promise<Json> =>
    call('jupyter.execute', { kernel: 'counting', project_id: PROJECT, ...request });
  return { ...made, execute };
}

const output = (text: string) => [{ data: { 'text/plain': text } }];

test('code is run in a kernel of the project, which is started for it', async () => {
  const { hub, execute } = counting();

  expect(await execute({ input: 'x', history: ['a', 'b'], path: 'd' })).toEqual({
    output: output(`1: a,b x in ${HOME}/d`),
    created: NOW,
  });
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('it waits for a project that takes its time to start', async () => {
  const { clock, execute } = counting({ lifecycle: { kind: 'after', ms: 2000 } });

  const answer = execute({ input: 'x' });
  await Promise.resolve();
  clock.advance(2000);
  await turns();
  clock.advance(2000);

  expect(await answer).toMatchObject({ output: output(`1:  x in ${HOME}`) });
});

test('the same code is not run again, unless it is asked for without cache', async () => {
  const { clock, execute } = counting();
  const first = { output: output(`1: a x in ${HOME}`), created: NOW };

  expect(await execute({ input: 'x', history: ['a'] })).toEqual(first);
  clock.advance(5 * SECOND);
  expect(await execute({ input: ' x\n', history: ['a '], kernel: ' Counting' })).toEqual({ id: 1, ...first });
  expect(await execute({ input: 'x', history: ['a'], path: 'd' })).toMatchObject({
    output: output(`2: a x in ${HOME}/d`),
  });
  expect(await execute({ input: 'x', history: ['a'], noCache: true })).toEqual({
    output: output(`3: a x in ${HOME}`),
    created: '2020-09-17T03:08:38.230Z',
  });
  expect(await execute({ input: 'x', history: ['a'] })).toEqual({
    id: 3,
    output: output(`3: a x in ${HOME}`),
    created: '2020-09-17T03:08:38.230Z',
  });
});

test('a result is kept for thirty days after it was last asked for', async () => {
  const { clock, execute } = counting();
  await execute({ input: 'x' });

  clock.advance(30 * DAY - 1);
  expect(await execute({ input: 'x' })).toMatchObject({ id: 1 });
  clock.advance(30 * DAY - 1);
  expect(await execute({ input: 'x' })).toMatchObject({ id: 1 });
  clock.advance(30 * DAY);
  expect(await execute({ input: 'x' })).toMatchObject({ output: output(`2:  x in ${HOME}`) });
});

test('with a hash it only looks for a result', async () => {
  const { hub, execute } = counting();
  const answer = await execute({ input: 'x' });
  const [hash] = [...hub.state.notebookResults.values()].map((result) => result.hash);

  expect(await execute({ hash: hash as string })).toEqual({ id: 1, ...(answer as object) });
  expect(await execute({ hash: '0'.repeat(40), input: 'y' })).toBeNull();
  expect(await execute({ hash: hash as string, input: 'y', noCache: true })).toMatchObject({
    output: output(`2:  y in ${HOME}`),
  });
});

test('input and kernel are needed, and both are looked at before the project', async () => {
  const { hubAs } = counting();
  const call = hubAs('owner');

  expect(await call('jupyter.execute')).toEqual({ error: 'Error: input or hash must not be null' });
  expect(await call('jupyter.execute', { input: null, kernel: 'counting' })).toEqual({
    error: 'Error: input or hash must not be null',
  });
  expect(await call('jupyter.execute', { input: '' })).toEqual({
    error: 'Error: kernel must be specified in hash is not specified',
  });
});

test('only members may, and only in projects', async () => {
  const { hub, hubAs, execute } = counting();
  const denied = { error: 'Error: permission denied -- user must be collaborator on project' };

  expect(await execute({ input: 'x', project_id: null })).toEqual({
    error: 'Error: Jupyter API is not enabled on this server.',
  });
  expect(await execute({ input: 'x', project_id: 'x' })).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(await execute({ input: 'x', project_id: UNKNOWN })).toEqual(denied);
  for (const name of ['other', 'admin']) {
    const call = hubAs(name);
    expect(await call('jupyter.execute', { input: 'x', kernel: 'counting', project_id: PROJECT })).toEqual(denied);
  }
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('opened');
});

test('what the project refuses is passed on as an error', async () => {
  const { hub, execute } = counting();
  hub.stubKernel('dying', { output: [], signal: 'SIGKILL' });

  expect(await execute({ input: 'x', kernel: 'none' })).toEqual({
    error:
      'Error: Error: **Unable to Spawn Jupyter Kernel:**\n\nError: No spec available for kernel "none".  Available specs: ["counting","dying"] \n\nTry this in a terminal to help debug this (or contact support): `jupyter console --kernel=none`\n\nOnce you fix the problem, explicitly restart this kernel to test here.',
  });
  const killed = { error: 'Error: Error: Kernel last terminated by signal SIGKILL.' };
  expect(await execute({ input: 'x', kernel: 'dying' })).toEqual(killed);
  expect(await execute({ input: 'x', kernel: 'dying' })).toEqual(killed);
});

test('a project that takes a minute or more is given up', async () => {
  const { hub } = counting();
  const times = [60_000 - 1, 60_000];
  hub.stubKernel('slow', () => ({ output: [], elapsedMs: times.shift() as number }));
  const body = (input: string) => ({
    name: 'jupyter.execute',
    args: [{ input, kernel: 'slow', project_id: PROJECT }],
    timeout: 90_000,
  });
  const call = async (input: string) => (await hub.call('conat/hub', body(input), { key: 'sk_owner' })).body;

  expect(await call('a')).toEqual({ output: [], created: NOW });
  expect(await call('b')).toEqual({ error: 'timeout' });
});

test('what is no text is refused by name', async () => {
  const { execute } = counting();
  const refused = (what: string) => ({
    error: `cocalc-mock-hub does not simulate ${what}: what a project makes of it is not known`,
  });

  expect(await execute({ input: 1 })).toEqual(refused('`input` of a cell as anything but text'));
  expect(await execute({ input: 'x', path: 1 })).toEqual(refused('`path` of a cell as anything but text'));
  expect(await execute({ input: 'x', history: [1] })).toEqual(refused('`history` of a cell as anything but text'));
  expect(await execute({ input: 'x', history: 'a' })).toEqual(refused('`history` that is no list'));
});

test('results of one project are not given to another', async () => {
  const second = id('project', 2);
  const users = { owner: 'owner' } as const;
  const { execute } = counting({
    projects: { one: { project_id: PROJECT, users }, two: { project_id: second, users } },
  });

  await execute({ input: 'x' });

  expect(await execute({ input: 'x', project_id: second })).toMatchObject({
    output: output(`2:  x in /projects/${second}`),
  });
});

test('what is kept is given to anybody, and nothing else is', async () => {
  const { hubAs, execute } = counting();
  const request = { kernel: 'counting', project_id: PROJECT, input: '1+41', path: 'a.ipynb' };
  const denied = { error: 'Error: permission denied -- user must be collaborator on project' };
  await execute(request);

  for (const name of ['other', 'admin']) {
    const call = (more: JsonObject) => hubAs(name)('jupyter.execute', { ...request, ...more });
    expect(await call({})).toMatchObject({ id: 1, output: output(`1:  1+41 in ${HOME}/a.ipynb`) });
    for (const more of [{ path: 'b.ipynb' }, { input: '2' }, { noCache: true }])
      expect(await call(more)).toEqual(denied);
  }
});
