import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../../hub.ts';

const COPY = { path: 'sub/a.tex', content: 'x', command: 'cp a.tex a.pdf' };

test('writes the file, runs the command beside it and tells where the PDF is', async () => {
  const { restAs } = testHub();

  expect(await restAs('owner')('latex', { ...COPY, project_id: PROJECT })).toMatchObject({
    compile: { event: 'project_exec_output', exit_code: 0, type: 'blocking' },
    url: 'https://cocalc.com/blobs/sub/a.pdf?uuid=11f6ad8e-c52a-4298-8aba-afd7c3b51650',
    pdf: { event: 'file_read_from_project', data_uuid: '11f6ad8e-c52a-4298-8aba-afd7c3b51650' },
  });
});

test('of a command that makes no PDF, and one that fails, that is told', async () => {
  const { restAs } = testHub();
  const ask = (command: string) => restAs('owner')('latex', { ...COPY, project_id: PROJECT, command });

  const made = await ask('true');
  expect(made).toMatchObject({ compile: { exit_code: 0 }, pdf: { event: 'error' } });
  expect(made).not.toHaveProperty('url');
  expect(await ask('exit 3')).toMatchObject({ compile: { event: 'error' }, pdf: { event: 'error' } });
});

test('only reading takes the PDF that is there', async () => {
  const { restAs } = testHub({ project: { files: { 'a.pdf': 'x' } } });
  const sent = { path: 'a.tex', project_id: PROJECT, only_read_pdf: true };

  const answer = await restAs('owner')('latex', sent);
  expect(answer).toMatchObject({ pdf: { data_uuid: '11f6ad8e-c52a-4298-8aba-afd7c3b51650' } });
  expect(answer).not.toHaveProperty('compile');
});

test('without a project it is the one edited last, or a new one', async () => {
  const { restAs } = testHub();
  const titles = async (as: string) =>
    ((await restAs(as)('projects/get')) as { title: string }[]).map(({ title }) => title);

  expect(await restAs('other')('latex', COPY)).toHaveProperty('url');
  expect(await titles('other')).toEqual(['Untitled Project']);
  expect(await restAs('owner')('latex', COPY)).toHaveProperty('url');
  expect(await titles('owner')).toEqual(['Project']);
});

test('a file in /tmp is refused by name', async () => {
  const { hub } = testHub();

  const sent = { ...COPY, path: '/tmp/a.tex', project_id: PROJECT };
  expect((await hub.call('v2/latex', sent, { key: 'sk_owner' })).kind).toBe('unsimulated');
});
