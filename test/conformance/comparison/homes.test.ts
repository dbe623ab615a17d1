/** Homes of projects are elsewhere at each hub; what is in them is not. */
import { expect, test } from 'vitest';
import { compare } from '../../../src/conformance/comparison/compare.ts';
import { HubNames } from '../../../src/conformance/comparison/names.ts';

const ONE = '11111111-1111-4111-8111-111111111111';
const TWO = '22222222-2222-4222-8222-222222222222';

/** Each pair is compared in turn, with what was learned before. */
function differing(...pairs: readonly (readonly [expected: string, came: string])[]): string[] {
  const names = new HubNames();
  return pairs.filter(([one, other]) => compare(one, other, names).length > 0).map(([, came]) => came);
}

test.for([
  [`/projects/${ONE}/missing.txt`, `/srv/cocalc/projects/${TWO}/missing.txt`],
  [`Error: ENOENT: stat '/projects/${ONE}/a'`, `Error: ENOENT: stat '/elsewhere/${TWO}/a'`],
  [`link_stat "/projects/${ONE}/{"wrong":"type"}" failed`, `link_stat "/e/p/${TWO}/{"wrong":"type"}" failed`],
  [`HOME=/projects/${ONE}\n`, `HOME=/srv/projects/${TWO}\n`],
  [`'/projects/${ONE}/a' -> '/projects/${ONE}/b'`, `'/srv/${TWO}/a' -> '/srv/${TWO}/b'`],
] as const)('the home in %j is a name for the one in %j', ([expected, came]) => {
  expect(differing([expected, came])).toEqual([]);
});

test('what stands behind a home is compared', () => {
  expect(differing([`/projects/${ONE}/missing.txt`, `/srv/${TWO}/other.txt`])).toHaveLength(1);
  expect(differing([`/projects/${ONE}/a`, `/srv/${TWO}/folder/a`])).toHaveLength(1);
  expect(differing([`/projects/${ONE}`, `/srv/${TWO}/`])).toHaveLength(1);
});

test('a hub has all its homes in the folder where the first one was', () => {
  const elsewhere = `/other/${TWO}/b`;

  expect(differing([`/projects/${ONE}/a`, `/srv/${TWO}/a`], [`/projects/${ONE}/b`, elsewhere])).toEqual([elsewhere]);
  expect(differing([`'/projects/${ONE}/a' '/projects/${ONE}/b'`, `'/srv/${TWO}/a' '/other/${TWO}/b'`])).toHaveLength(1);
});

test('a home of another project is another one', () => {
  expect(differing([`/projects/${ONE}/a`, `/srv/${TWO}/a`], [`/projects/${TWO}/a`, `/srv/${TWO}/a`])).toHaveLength(1);
});

test('only absolute paths are in homes', () => {
  expect(differing([`http://hub/projects/${ONE}`, `http://hub/other/${TWO}`])).toHaveLength(1);
  expect(differing([`../projects/${ONE}`, `../other/${TWO}`])).toHaveLength(1);
  expect(differing([`/projects/${ONE}/a`, `srv/${TWO}/a`])).toHaveLength(1);
});

test('what one comparison learned of homes can be told to the next', () => {
  const first = new HubNames();
  compare(`/projects/${ONE}/a`, `/srv/${TWO}/a`, first);
  const next = () => new HubNames({ homes: first.homes });

  expect(compare(`/projects/${TWO}/b`, `/srv/${ONE}/b`, next())).toEqual([]);
  expect(compare(`/projects/${TWO}/b`, `/other/${ONE}/b`, next())).toHaveLength(1);
  expect(next().shownText(`/projects/${ONE}/a`, 'expected')).toBe('<home>/<id>/a');
  expect(next().shownText(`/other/${ONE}/a`, 'came')).toBe('/other/<id>/a');
});
