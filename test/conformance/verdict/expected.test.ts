/** Known failures: what excuses, and what is wrong with entries. */
import { expect, test } from 'vitest';
import { type Expected, readExpected } from '../../../src/conformance/verdict/expected.ts';
import { checking, failing, someCase } from '../setting.ts';

const entry = (changes: Partial<Expected> = {}): Expected => ({
  ...{ operation: 'v1/ping', finding: 'some/failing#wrong', reason: 'known', expires: '2999-12-31' },
  ...changes,
});

const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

test('a failure that is expected is excused, on its last day too, and not on the day after', async () => {
  const verdict = async (expires: string) => {
    const report = await checking({ cases: [failing()], expected: [entry({ expires })] });
    return [report.cases[0]?.verdict, report.exit.code, report.strays.map(({ problem }) => problem)];
  };

  expect(await verdict(today)).toEqual(['excused', 0, []]);
  expect(await verdict(yesterday)).toEqual(['fail', 1, ['expired']]);
});

test('an entry that fits no case, or another operation, fails', async () => {
  for (const wrong of [entry({ finding: 'some/other#wrong' }), entry({ operation: 'v1/query' })]) {
    const report = await checking({ cases: [someCase(), failing()], expected: [wrong] });

    expect(report.strays).toMatchObject([{ problem: 'unknown' }]);
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
    expect(report.exit.code).toBe(1);
  }
});

test('an entry for what passes is stale, and that fails', async () => {
  const report = await checking({ cases: [someCase()], expected: [entry({ finding: 'some/case#wrong' })] });

  expect(report.strays).toMatchObject([{ finding: 'some/case#wrong', problem: 'stale' }]);
  expect(report.exit.code).toBe(1);
});

test('an entry for another finding of a case excuses nothing', async () => {
  const report = await checking({ cases: [failing()], expected: [entry({ finding: 'some/failing#other' })] });

  expect(report.cases[0]?.verdict).toBe('fail');
  expect(report.strays).toMatchObject([{ problem: 'stale' }]);
});

test('entries for cases that were not selected or are skipped are left alone', async () => {
  const selection = { suites: [], grep: ['case'], exclude: [], generations: ['v1'] } as const;
  const skipped = someCase({ id: 'skipped', needs: ['nobody'] });

  const report = await checking({
    cases: [someCase(), failing(), skipped],
    selection,
    expected: [entry(), entry({ finding: 'some/skipped#wrong' })],
  });

  expect(report.strays).toEqual([]);
  expect(report.exit.code).toBe(0);
});

test.for([
  ['{', 'known.json: '],
  ['[]', 'known.json: $ should be an object, but is a list'],
  ['{"expected":[1]}', 'known.json: $.expected[0] should be an object, but is 1'],
  [
    JSON.stringify({ expected: [{ ...entry(), reason: '' }] }),
    'known.json: $.expected[0].reason should be a text that is not empty',
  ],
  [
    JSON.stringify({ expected: [{ ...entry(), expires: 'soon' }] }),
    'known.json: $.expected[0].expires should be a day such as 2027-01-31, but is "soon"',
  ],
  [JSON.stringify({ expected: [{ ...entry(), because: 'x' }] }), 'known.json: $.expected[0].because is not known'],
] as const)('a file with %s is refused by name and place', ([text, words]) => {
  expect(() => readExpected(text, 'known.json')).toThrow(words);
});
