/** The suite `differential`: nothing to be found at a hub that is as it should be, and the shortest way to what is wrong. */
import { expect, test } from 'vitest';
import { differentialCases } from '../../../src/conformance/suites/differential.ts';
import { scenarioCases } from '../../../src/conformance/suites/scenarios.ts';
import type { Report, ReportedFinding } from '../../../src/conformance/verdict/report.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import type { Json } from '../../../src/core/json.ts';
import { testHub } from '../../hub.ts';
import { checkingDefect, checkingSound, DISCOVERED, runningAt, SAME_TO_ALL } from '../beside.ts';
import { BUSY_BUDGET, busyHub } from '../busy.ts';
import { answers, planted } from '../defects/defect.ts';
import { defects } from '../defects/index.ts';
import { BUDGET, spying } from '../setting.ts';

const contracts = readContracts(CONTRACTS);
const cases = differentialCases(contracts);

test.for(['documented', 'observed'] as const)(
  'a mock of profile %s does as the model, and nothing is left there',
  { timeout: 60_000 },
  async (profile) => {
    const report = await checkingSound(differentialCases(contracts, 3), profile);

    expect(report.cases.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report.exit).toEqual({ code: 0, words: 'conforms' });
    expect(report.census?.after).toEqual(report.census?.before);
  },
);

test('a hub that remembers rights, takes its time and has its own order does as the model', {
  timeout: 120_000,
}, async () => {
  const { fetch } = spying(busyHub());

  const report = await checkingSound(differentialCases(contracts, 6), 'documented', {
    ...{ fetch, seed: 1, budget: BUSY_BUDGET },
  });

  expect(report.cases.map(({ verdict, findings }) => [verdict, findings])).toEqual(Array(5).fill(['pass', []]));
  expect(report.clean_up?.left).toEqual([]);
});

test('a project that is on its way after it was touched is no finding', { timeout: 60_000 }, async () => {
  const touching = scenarioCases(contracts).filter(({ id }) => id === 'touch.conat');
  let looks = false;
  const late = answers('conat/hub/db.userQuery', (body) => {
    const opened = JSON.stringify(body).replaceAll('"state":"running"', '"state":"opened"');
    looks ||= opened !== JSON.stringify(body);
    return JSON.parse(opened) as Json;
  });
  const { fetch } = spying(planted(testHub().hub, { serve: late }));

  const report = await checkingSound(touching, 'documented', { fetch });

  expect(report.cases.map(({ verdict, findings }) => [verdict, findings])).toEqual([['pass', []]]);
  expect(looks).toBe(true);
});

test('what a hub leaves hanging could not be run, is not made shorter, and the rest is run', {
  timeout: 60_000,
}, async () => {
  const { fetch, seen } = spying(testHub().hub);
  const hanging: typeof fetch = (url, init) => {
    if (!String(init.body).includes('"name":"system.exec"')) return fetch(url, init);
    return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
  };

  const report = await checkingSound(cases, 'documented', {
    fetch: hanging,
    budget: { ...BUDGET, maxRequests: 10_000, timeoutMs: 50 },
  });

  const [v1, conat] = report.cases;
  expect(v1?.verdict).toBe('pass');
  expect([conat?.verdict, conat?.reason, conat?.findings]).toEqual([
    'not run',
    'conat/project/system.exec took too long: timed out: no answer within 50 ms',
    [],
  ]);
  expect(report.exit.code).toBe(1);
  expect(seen.filter((operation) => operation === 'conat/hub/projects.createProject').length).toBeLessThan(30);
});

const findingsIn = ({ cases: reported }: Report) => reported.flatMap(({ findings }) => findings);

/** Where the deeds end and the looking around begins, at the latest: what is looked at is named after its project. */
const deedsIn = ({ name, calls }: ReportedFinding) => {
  const [, observed] = /#project-(?:\d+)(-files)?\./.exec(name) ?? [];
  if (!name.includes('#project-')) return calls.length;
  return calls.length - (observed === undefined ? 1 : 2);
};

test.for(
  defects.filter(({ suites }) => suites.includes('differential')).map((defect) => [defect.name, defect] as const),
)('it is found, by five deeds at most, that %s', { timeout: 60_000 }, async ([, defect]) => {
  const [finding] = findingsIn(await checkingDefect(cases, defect));

  expect(DISCOVERED).toContain(finding?.basis);
  expect(deedsIn(finding as ReportedFinding)).toBeLessThanOrEqual(5);
});

test('the line that a finding prints leads to the same finding', { timeout: 60_000 }, async () => {
  const defect = defects.find(({ name }) => name === 'who is removed stays');
  const told = (findings: readonly ReportedFinding[]) =>
    findings.map(({ name, expected, came, calls, replay }) => {
      return { name, expected, came, replay, calls: calls.map(({ operation }) => operation) };
    });
  const found = findingsIn(await checkingDefect(cases, defect as never, { seed: 7 }));
  const [, seed, name, path] = / --seed (\d+) --replay ([\w/]+)@([\d:]+)$/.exec(found[0]?.replay as string) ?? [];

  const selection = {
    suites: [],
    grep: [],
    exclude: [],
    generations: ['v1', 'conat'],
    replay: name as string,
  } as const;
  const again = await checkingDefect(cases, defect as never, { seed: Number(seed), path: path as string, selection });

  expect(seed).toBe('7');
  expect(told(findingsIn(again))).toEqual(told(found));
  expect(again.requests).toBeLessThan(30);
});

test('another seed draws other deeds, and the same seed the same', { timeout: 60_000 }, async () => {
  const [few] = differentialCases(contracts, 2);
  const sound = { name: 'nothing', suites: [], serve: (call: never, serve: (call: never) => never) => serve(call) };
  const requests = async (seed: number) => (await checkingDefect([few as never], sound as never, { seed })).requests;

  expect(await requests(1)).toBe(await requests(1));
  expect(new Set([await requests(1), await requests(2), await requests(3)]).size).toBeGreaterThan(1);
});

test.for(SAME_TO_ALL.map((answer) => [JSON.stringify(answer), answer] as const))(
  'nothing passes where all is answered with %s',
  async ([, answer]) => {
    const results = await runningAt(answer, cases, 'documented');

    expect(results.filter(({ verdict }) => verdict !== 'fail').map((result) => result.case.id)).toEqual([]);
  },
);
