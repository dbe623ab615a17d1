import { expect, test } from 'vitest';
import { emptyDirectory, withNode } from '../../../src/core/files/tree.ts';
import { updateProject } from '../../../src/core/projects/projects.ts';
import type { Profile } from '../../../src/core/settings.ts';
import type { WorldProject } from '../../../src/hub/world/shape.ts';
import { NOW, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const EVENT = 'public_get_text_file';
const CONTENT = 'hello world\nToday is Friday\n';

const example: WorldProject = {
  public_paths: [{ path: 'Public' }],
  files: { 'Public/hello.txt': CONTENT, 'Private/hello.txt': 'secret' },
};

test('reads a public file for whoever has a key or, as documented, none', async () => {
  const { hub, as } = testHub({ project: example });

  const answer = await as('other')(EVENT, { id: 1, project_id: PROJECT, path: 'Public/hello.txt' });
  expect(answer).toEqual({ event: 'public_text_file_contents', id: 1, data: CONTENT });
  const blank = await hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path: 'Public/hello.txt' }, { key: '' });
  expect(blank).toMatchObject({ kind: 'success', body: { data: CONTENT } });
});

test('takes no blank key where it behaves as observed', async () => {
  const { hub } = testHub({ project: example, profile: 'observed' });

  const blank = await hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path: 'Public/hello.txt' }, { key: '' });
  expect(blank).toMatchObject({ kind: 'rejection', body: { error: 'No account found. Is your API key wrong?' } });
});

test('refuses what is not public, even to the owner, and whether it is there or not', async () => {
  const { as } = testHub({ project: example });

  for (const [project_id, path] of [
    [PROJECT, 'Private/hello.txt'],
    [PROJECT, 'Private/none.txt'],
    [PROJECT, 'Public/../Public/hello.txt'],
    [PROJECT, ''],
    [UNKNOWN, 'Public/hello.txt'],
  ]) {
    const answer = await as('owner')(EVENT, { id: 1, project_id, path });
    expect(answer).toEqual({
      event: 'error',
      id: 1,
      error: `path '${path}' of project with id '${project_id}' is not public`,
    });
  }
});

test('refuses what is no project id before anything else, and reads capitals as small letters', async () => {
  const { as } = testHub({ project: example });

  const invalid = await as('owner')(EVENT, { id: 1, project_id: 'foo', path: 'x' });
  const capitals = await as('owner')(EVENT, { project_id: PROJECT.toUpperCase(), path: 'Public/hello.txt' });
  const closed = await as('owner')(EVENT, { project_id: PROJECT.toUpperCase(), path: 'x' });
  expect(invalid).toEqual({ event: 'error', id: 1, error: 'invalid project_id -- foo' });
  expect(capitals.data).toBe(CONTENT);
  expect(closed.error).toBe(`path 'x' of project with id '${PROJECT.toUpperCase()}' is not public`);
});

test('needs the name of a file', async () => {
  const { as } = testHub({ project: { public_paths: [{ path: '' }] } });

  for (const path of ['', '/', '//']) {
    expect((await as('owner')(EVENT, { project_id: PROJECT, path })).error).toBe("not a file -- ''");
  }
});

test('refuses what the listing of its directory lacks', async () => {
  const { as } = testHub({
    project: { public_paths: [{ path: 'A' }], files: { 'A/file': 'x', 'A/B/x': '' } },
  });

  for (const path of ['A/none', 'A/none/x', 'A/file/x', 'A/file.zip', 'A/B.zip', 'A/.', 'A/..', 'A.zip']) {
    const answer = await as('owner')(EVENT, { id: 1, project_id: PROJECT, path });
    expect(answer).toEqual({ event: 'error', id: 1, error: 'file too big or not found in listing' });
  }
});

test('refuses a file of more than 20000000 bytes, also behind a link', async () => {
  const { as } = testHub({
    project: {
      public_paths: [{ path: '' }],
      files: { most: 'x'.repeat(20_000_000), more: 'x'.repeat(20_000_001), link: { link: 'more' } },
    },
  });
  const read = (path: string) => as('owner')(EVENT, { project_id: PROJECT, path });

  expect((await read('most')).data).toHaveLength(20_000_000);
  for (const path of ['more', 'link']) expect((await read(path)).error).toBe('file too big or not found in listing');
});

test('reads hidden files, through links and dots, zip files, and bytes as UTF-8', async () => {
  const { as } = testHub({
    project: {
      public_paths: [{ path: 'A' }, { path: 'B' }],
      files: {
        'A/.hidden': 'hidden',
        'A/link': { link: '../private' },
        'A/there': { link: '../C' },
        'B.zip': 'PK',
        'C/x': 'x',
        'A/bad': { base64: Buffer.from([0xef, 0xbb, 0xbf, 0xff]).toString('base64') },
        private: 'private',
      },
    },
  });
  const read = async (path: string) => (await as('owner')(EVENT, { project_id: PROJECT, path })).data;

  expect(await read('A/.hidden')).toBe('hidden');
  expect(await read('A/link')).toBe('private');
  expect(await read('A/there/x')).toBe('x');
  expect(await read('A/./link')).toBe('private');
  expect(await read('B.zip')).toBe('PK');
  expect(await read('A/bad')).toBe('\ufeff\ufffd');
});

test('a directory that shows no size counts as not found', async () => {
  const { hub, as } = testHub({ project: { public_paths: [{ path: '' }] } });
  const locked = { ...emptyDirectory(0), mode: 0o300 };
  hub.update((state) =>
    updateProject(state, PROJECT, (project) => ({ ...project, files: withNode(project.files, ['A'], locked) })),
  );

  const answer = await as('owner')(EVENT, { project_id: PROJECT, path: 'A' });
  expect(answer.error).toBe('file too big or not found in listing');
});

test('starts the project, also for what is not there, and touches neither it nor the caller', async () => {
  const { hub, as, clock } = testHub({ project: example });
  clock.advance(60_000);

  await as('owner')(EVENT, { project_id: PROJECT, path: 'Public/none.txt' });
  const project = hub.state.projects.get(PROJECT);
  expect(project?.state?.state).toBe('running');
  expect(project?.last_edited).toBe(Date.parse(NOW));
  expect(hub.state.accounts.get(OWNER)?.last_active).toBeNull();
});

test('starts nothing for what is not public', async () => {
  const { hub, as } = testHub({ project: example });

  await as('owner')(EVENT, { project_id: PROJECT, path: 'Private/hello.txt' });
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('opened');
});

test('answers for a project that still has to start', async () => {
  const { hub, as } = testHub({ project: example, lifecycle: { kind: 'after', ms: 5000 } });

  const answer = await as('owner')(EVENT, { project_id: PROJECT, path: 'Public/hello.txt' });
  expect(answer.data).toBe(CONTENT);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('starting');
});

test('says by name what is not simulated', async () => {
  const project = {
    public_paths: [{ path: '' }],
    files: {
      'A/x': '',
      broken: { link: 'gone' },
      out: { link: '/etc/hosts' },
      secret: { content: '', mode: 0 },
      '100%': 'all',
    },
  };
  const call = (profile: Profile, path: unknown) =>
    testHub({ project, profile }).hub.call(untyped(`v1/${EVENT}`), { project_id: PROJECT, path }, { key: 'sk_owner' });

  for (const path of ['A', 'A/', 'A/x/', 'broken', 'out', 'secret']) {
    expect(await call('documented', path)).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
    expect(await call('observed', path)).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
  }
  expect(await call('documented', '100%')).toMatchObject({ kind: 'success', body: { data: 'all' } });
});

test('as observed, a path is asked for as the URL reads it of which it is a part', async () => {
  const words = (fault: string) => `maximum time (=30000ms) exceeded - last error ${fault}`;
  const files = {
    'a#b': '1',
    'a?b': '2',
    'a\\b': '3',
    '100%': '4',
    'x%41': '5',
    xA: '6',
    'd?': '7',
    d: '8',
    ä: '9',
    '😀.txt': '10',
    'ab#😀': '11',
    ab: '12',
    'e/f': '13',
    'e\\f': '14',
    ' a': '15',
  };
  const { as } = testHub({ profile: 'observed', project: { public_paths: [{ path: '' }], files } });
  const answer = async (path: string) => {
    const { data, error } = await as('owner')(EVENT, { project_id: PROJECT, path });
    return data ?? error;
  };

  for (const path of ['a#b', 'a?b', 'a\\b']) {
    expect(await answer(path)).toBe(words('"ERROR: statusCode 404"'));
  }
  expect(await answer('100%')).toBe(words('"ERROR: statusCode 500"'));
  expect(await answer('😀.txt')).toBe(words('{"code":"ERR_UNESCAPED_CHARACTERS"}'));
  expect(await answer('ä')).toBe('9');
  // What the URL names instead is there.
  expect(await answer('x%41')).toBe('6');
  expect(await answer('d?')).toBe('8');
  expect(await answer('ab#😀')).toBe('12');
  expect(await answer(' a')).toContain('cocalc-mock-hub does not simulate the public path " a"');
});
