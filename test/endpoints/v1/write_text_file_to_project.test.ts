import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyDirectory, type File, isDirectory, nodeAt, withNode } from '../../../src/core/files/tree.ts';
import { updateProject } from '../../../src/core/projects/projects.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const HOME = `/projects/${PROJECT}`;
const EVENT = 'write_text_file_to_project';
const WRITTEN = { event: 'file_written_to_project', id: 1 };

test('writes a file, which can then be read', async () => {
  const { as } = testHub();

  const answer = await as('owner')(EVENT, { id: 1, project_id: PROJECT, path: 'A/B/doc.txt', content: 'hello\nworld' });
  expect(answer).toEqual(WRITTEN);
  const read = await as('admin')('read_text_file_from_project', { project_id: PROJECT, path: 'A/B/doc.txt' });
  expect(read.content).toBe('hello\nworld');
});

test('what is written is read, but for half surrogate pairs', async () => {
  const { as } = testHub();

  const text = fc.string({ unit: fc.oneof(fc.constantFrom('\ud83d', '\udc00', '\ufeff', '\0'), fc.string()) });
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      await as('owner')(EVENT, { project_id: PROJECT, path: 'doc.txt', content });
      const read = await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'doc.txt' });
      expect(read.content).toBe(content.replace(/\p{Surrogate}/gu, '\ufffd'));
    }),
  );
});

test('lets viewers write, as documented, unless it behaves as observed', async () => {
  const project = { users: { owner: 'owner', other: 'viewer' } };
  const request = { id: 1, project_id: PROJECT, path: 'doc.txt', content: '' };

  const documented = testHub({ project });
  const observed = testHub({ project, profile: 'observed' });

  expect(await documented.as('other')(EVENT, request)).toEqual(WRITTEN);
  expect(await observed.as('other')(EVENT, request)).toEqual({
    event: 'error',
    id: 1,
    error: `User ${OTHER} does not have write access to project ${PROJECT}`,
  });
  expect(await observed.as('owner')(EVENT, request)).toEqual(WRITTEN);
});

test('refuses whoever has no access, and what is no project id', async () => {
  const documented = testHub();
  const observed = testHub({ profile: 'observed' });
  const errorOf = async ({ as }: typeof documented, project_id: string) =>
    (await as('other')(EVENT, { project_id, path: 'doc.txt', content: '' })).error;

  expect(await errorOf(documented, PROJECT)).toBe(`User ${OTHER} does not have read access to project ${PROJECT}`);
  expect(await errorOf(observed, UNKNOWN)).toBe(`User ${OTHER} does not have write access to project ${UNKNOWN}`);
  for (const hub of [documented, observed]) {
    expect(await errorOf(hub, 'foo')).toBe('Internal error determining user permission -- invalid project_id -- foo');
  }
  expect(await documented.as('admin')(EVENT, { id: 1, project_id: UNKNOWN, path: 'a', content: '' })).toEqual({
    event: 'error',
    id: 1,
    error: 'timeout',
  });
});

test('makes the directories on the way, for the owner alone, and dates what it touches', async () => {
  const { hub, clock, as } = testHub({ project: { files: { 'A/old.txt': '' } } });
  clock.advance(60_000);

  await as('owner')(EVENT, { project_id: PROJECT, path: 'A/B/C/new.txt', content: 'x' });

  const now = Date.parse(NOW) + 60_000;
  expect(node(hub, 'A')).toMatchObject({ modified: now });
  expect(node(hub, 'A/B')).toMatchObject({ mode: 0o700, modified: now });
  expect(node(hub, 'A/B/C/new.txt')).toMatchObject({ kind: 'file', mode: 0o644, modified: now });
  expect(hub.state.projects.get(PROJECT)?.last_edited).toBe(now);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
  expect(hub.state.accounts.get(OWNER)?.last_active).toBeNull();
});

test('overwrites a file in its place: its mode and the time of its directory stay', async () => {
  const { hub, clock, as } = testHub({ project: { files: { 'A/run.sh': { content: 'a long text', mode: 0o755 } } } });
  clock.advance(60_000);

  await as('owner')(EVENT, { project_id: PROJECT, path: 'A/run.sh', content: 'x' });
  expect(node(hub, 'A/run.sh')).toMatchObject({ mode: 0o755, modified: Date.parse(NOW) + 60_000 });
  expect(node(hub, 'A')).toMatchObject({ modified: Date.parse(NOW) });
  expect(text(hub, 'A/run.sh')).toBe('x');
});

test('writes through links, and makes what a dangling one names', async () => {
  const { hub, as } = testHub({
    project: {
      files: { 'A/doc.txt': 'old', link: { link: 'A/doc.txt' }, new: { link: 'A/new.txt' }, to: { link: 'A' } },
    },
  });
  const write = (path: string) => as('owner')(EVENT, { id: 1, project_id: PROJECT, path, content: path });

  for (const path of ['link', 'new', 'to/x.txt']) expect(await write(path)).toEqual(WRITTEN);
  expect(text(hub, 'A/doc.txt')).toBe('link');
  expect(text(hub, 'A/new.txt')).toBe('new');
  expect(text(hub, 'A/x.txt')).toBe('to/x.txt');
  expect(node(hub, 'link')).toMatchObject({ kind: 'symlink' });
});

test('goes each step of a path, and makes the directories that only lead back', async () => {
  const { hub, as } = testHub();
  const write = (path: string) => as('owner')(EVENT, { id: 1, project_id: PROJECT, path, content: path });

  for (const path of ['B//./C/../x', `../${PROJECT}/y`, `${HOME}/z/z`]) expect(await write(path)).toEqual(WRITTEN);
  expect(isDirectory(node(hub, 'B/C'))).toBe(true);
  expect(text(hub, 'B/x')).toBe('B//./C/../x');
  expect(text(hub, 'y')).toBe(`../${PROJECT}/y`);
  expect(text(hub, 'z/z')).toBe(`${HOME}/z/z`);
});

test('hands on the error of the operating system as an object', async () => {
  const { as } = testHub({
    project: {
      files: {
        'A/file': '',
        locked: { content: '', mode: 0o400 },
        loop: { link: 'loop' },
        broken: { link: 'gone/further' },
      },
    },
  });
  const errorOf = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path, content: 'x' })).error;
  const system = (errno: number, code: string, syscall: string, path: string) => ({ errno, code, syscall, path });

  expect(await errorOf('A/file/B/doc')).toEqual(system(-20, 'ENOTDIR', 'mkdir', `${HOME}/A/file/B`));
  expect(await errorOf('A/file/doc')).toEqual(system(-20, 'ENOTDIR', 'open', `${HOME}/A/file/doc`));
  expect(await errorOf('A/file//doc')).toEqual(system(-20, 'ENOTDIR', 'open', `${HOME}/A/file//doc`));
  expect(await errorOf('A')).toEqual(system(-21, 'EISDIR', 'open', `${HOME}/A`));
  expect(await errorOf('A/..')).toEqual(system(-21, 'EISDIR', 'open', `${HOME}/A/..`));
  expect(await errorOf('A/file/')).toEqual(system(-21, 'EISDIR', 'open', `${HOME}/A/file/`));
  expect(await errorOf('')).toEqual(system(-21, 'EISDIR', 'open', `${HOME}/`));
  expect(await errorOf('locked')).toEqual(system(-13, 'EACCES', 'open', `${HOME}/locked`));
  expect(await errorOf('loop')).toEqual(system(-40, 'ELOOP', 'open', `${HOME}/loop`));
  expect(await errorOf('broken')).toEqual(system(-2, 'ENOENT', 'open', `${HOME}/broken`));
  expect(await errorOf('broken/x/y')).toEqual(system(-2, 'ENOENT', 'mkdir', `${HOME}/broken/x`));
});

test('may make nothing beside the home directory', async () => {
  const { hub, as } = testHub({ profile: 'observed' });
  const errorOf = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path, content: 'x' })).error;
  const denied = (syscall: string, path: string) => ({ errno: -13, code: 'EACCES', syscall, path });

  expect(await errorOf('../x')).toEqual(denied('open', `${HOME}/../x`));
  expect(await errorOf('A/../../x')).toEqual(denied('open', `${HOME}/A/../../x`));
  expect(await errorOf('../x/y')).toEqual(denied('mkdir', `${HOME}/../x`));
  expect(await errorOf('/projects/x/y/z')).toEqual(denied('mkdir', '/projects/x'));
  expect(node(hub, 'A')).toMatchObject({ kind: 'directory' });
});

test('keeps the directories it has made when the write fails then', async () => {
  const { hub, as } = testHub();
  const long = 'x'.repeat(256);

  const slash = await as('owner')(EVENT, { project_id: PROJECT, path: 'A/B/', content: 'x' });
  const mkdir = await as('owner')(EVENT, { project_id: PROJECT, path: `C/D/${long}/x`, content: 'x' });
  expect(slash.error).toEqual({ errno: -21, code: 'EISDIR', syscall: 'open', path: `${HOME}/A/B/` });
  expect(mkdir.error).toEqual({ errno: -36, code: 'ENAMETOOLONG', syscall: 'mkdir', path: `${HOME}/C/D/${long}` });
  expect([isDirectory(node(hub, 'A/B')), isDirectory(node(hub, 'C/D'))]).toEqual([true, true]);
});

test('makes nothing in a directory that may not be changed', async () => {
  const { hub, as } = testHub();
  const locked = { ...emptyDirectory(0), mode: 0o500 };
  hub.update((state) =>
    updateProject(state, PROJECT, (project) => ({ ...project, files: withNode(project.files, ['A'], locked) })),
  );
  const errorOf = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path, content: 'x' })).error;

  expect(await errorOf('A/x')).toEqual({ errno: -13, code: 'EACCES', syscall: 'open', path: `${HOME}/A/x` });
  expect(await errorOf('A/B/x')).toEqual({ errno: -13, code: 'EACCES', syscall: 'mkdir', path: `${HOME}/A/B` });
  expect(node(hub, 'A')).toEqual(locked);
});

test('writes a list as bytes, those that are no numbers as 0, and of other values never answers', async () => {
  const { hub, as } = testHub();
  const write = (content: unknown) =>
    hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path: 'x', content }, { key: 'sk_owner' });

  expect(
    await as('owner')(EVENT, {
      id: 1,
      project_id: PROJECT,
      path: 'bytes',
      content: [0, 255, 97, 256 + 98, -1, 1.9, '7', 'abc', true, null, {}, [8]],
    }),
  ).toEqual(WRITTEN);
  expect([...(node(hub, 'bytes') as File).content]).toEqual([0, 255, 97, 98, 255, 1, 7, 0, 1, 0, 0, 8]);

  for (const content of [5, true, {}, { type: 'Buffer', data: [] }]) {
    expect(await write(content)).toMatchObject({ kind: 'unsimulated', code: 'never_answers' });
  }
  expect(node(hub, 'x')).toBeUndefined();
});

test('starts the project even for what never gets an answer', async () => {
  const { hub, as } = testHub();

  await as('owner')(EVENT, { project_id: PROJECT, path: 'x', content: 5 });
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('writes once the project has started, and nothing if that takes more than 20 s', async () => {
  for (const [ms, answer] of [
    [20_000, WRITTEN],
    [20_001, { event: 'error', id: 1, error: 'timeout' }],
  ] as const) {
    const { hub, clock, as } = testHub({ lifecycle: { kind: 'after', ms } });
    const written = as('owner')(EVENT, { id: 1, project_id: PROJECT, path: 'doc.txt', content: 'x' });
    expect(node(hub, 'doc.txt')).toBeUndefined();

    clock.advance(20_000);

    expect(await written).toEqual(answer);
    expect(node(hub, 'doc.txt') !== undefined).toBe(answer === WRITTEN);
  }
});

test('says by name what is not simulated', async () => {
  const { hub } = testHub({ project: { files: { out: { link: '/tmp' } } } });

  for (const path of ['/etc/x', '..', '../../etc/new/x', 'out/x', '/', `A${'/B'.repeat(3000)}`]) {
    const answer = await hub.call(
      untyped(`v1/${EVENT}`),
      { project_id: PROJECT, path, content: '' },
      { key: 'sk_owner' },
    );
    expect(answer).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
  }
});

function node(hub: Hub, path: string) {
  const files = hub.state.projects.get(PROJECT)?.files;
  return files && nodeAt(files, path.split('/'));
}

function text(hub: Hub, path: string): string {
  return new TextDecoder().decode((node(hub, path) as File).content);
}

test('a write makes 200 directories at most, so that none takes long', async () => {
  const { as } = testHub();
  const write = (directories: number) =>
    as('owner')('write_text_file_to_project', {
      project_id: PROJECT,
      path: `${'d/'.repeat(directories)}file`,
      content: '',
    });

  expect(await write(200)).toMatchObject({ event: 'file_written_to_project' });
  expect(await write(401)).toMatchObject({
    error: expect.stringMatching(/^cocalc-mock-hub does not simulate a write below/),
  });
  expect(await write(400)).toMatchObject({ event: 'file_written_to_project' });
});
