/** Files that were used, by the noting of it that user queries do. */
import { expect, test } from 'vitest';
import { put } from '../../../src/core/state.ts';
import { NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const NOON = Date.parse(NOW);
const DAY = 86_400_000;

function used(...files: readonly (readonly [path: string, days: number, account_id?: string, project_id?: string])[]) {
  const made = testHub();
  made.hub.update((state) =>
    files.reduce((after, [path, days, account_id = OWNER, project_id = PROJECT]) => {
      return put(after, 'file_access', { project_id, account_id, path, times: [NOON - days * DAY] });
    }, state),
  );
  return made.restAs('owner');
}

test('lists the files of the last day, or of the interval that is asked for, by path', async () => {
  const ask = used(['b.txt', 0], ['a.txt', 1], ['old.txt', 2], ['hers.txt', 0, OTHER], ['gone.txt', 0, OWNER, UNKNOWN]);
  const paths = async (interval?: string) => {
    const { files } = (await ask('file-access', { interval })) as { files: { path: string }[] };
    return files.map(({ path }) => path);
  };

  expect(await paths()).toEqual(['a.txt', 'b.txt']);
  expect(await paths('2 days')).toEqual(['a.txt', 'b.txt', 'old.txt']);
  expect(await paths('1 hour')).toEqual(['b.txt']);
});

test('finds files by a part of the name in either case, the one used last first, each name once', async () => {
  const ask = used(['sub/B.txt', 2], ['b.txt', 1], ['c.md', 0], ['b.txt', 3, OWNER, UNKNOWN]);
  const found = async (search?: string) =>
    ((await ask('projects/filename-search', { search })) as { filename: string }[]).map(({ filename }) => filename);

  expect(await found('B.T')).toEqual(['b.txt', 'sub/B.txt']);
  expect(await found('_.m')).toEqual(['c.md']);
  expect(await found('%')).toHaveLength(3);
  expect(await found()).toEqual([]);
});
