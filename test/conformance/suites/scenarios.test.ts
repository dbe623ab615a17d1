/** The suite `scenarios`: nothing to be found at a hub that is as it should be, and what is wrong at one that is not. */
import { expect, test } from 'vitest';
import { scenarioCases } from '../../../src/conformance/suites/scenarios.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { OWNER, testHub } from '../../hub.ts';
import { checkingDefect, checkingSound, DISCOVERED, runningAt, SAME_TO_ALL } from '../beside.ts';
import { defects } from '../defects/index.ts';
import { spying } from '../setting.ts';

const cases = scenarioCases(readContracts(CONTRACTS));

test.for(['documented', 'observed'] as const)(
  'a mock of profile %s does all that people expect of it, and nothing is left there',
  { timeout: 60_000 },
  async (profile) => {
    // What the revision of v1 has no part in is told once.
    const some = profile === 'documented' ? cases : cases.filter(({ id }) => id.endsWith('.v1'));
    const report = await checkingSound(some, profile);

    expect(report.cases.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report.exit).toEqual({ code: 0, words: 'conforms' });
    expect(report.census?.after).toEqual(report.census?.before);
  },
);

test('homes of projects are wherever a hub has them', { timeout: 60_000 }, async () => {
  const some = cases.filter(({ id }) => /^(missing-file|copy|copy-again|files)\.(v1|conat)$/.test(id));
  const { fetch } = spying(testHub({ home: '/elsewhere/projects' }).hub);

  const report = await checkingSound(some, 'documented', { fetch });

  expect(report.cases.map(({ name, verdict }) => [name, verdict])).toContainEqual([
    'scenarios/missing-file.v1',
    'pass',
  ]);
  expect(report.cases.flatMap(({ findings }) => findings)).toEqual([]);
});

test.for(['a stranger', 'an earlier run of their own'])(
  'messages that somebody gets from %s meanwhile are no findings',
  { timeout: 60_000 },
  async (writer) => {
    const { hub, hubAs } = testHub();
    const subject = writer === 'a stranger' ? 'Hello' : 'mock-hub-00000000 a note';
    const write = () =>
      hubAs(writer === 'a stranger' ? 'other' : 'owner')('messages.send', { to_ids: [OWNER], subject, body: '' });
    await write();
    const { fetch } = spying(hub, async (operation) => {
      if (operation === 'conat/hub/messages.get') await write();
    });
    const some = cases.filter(({ id }) => id === 'message.conat');

    const report = await checkingSound(some, 'documented', { fetch });

    expect(report.cases.map(({ name, verdict, findings }) => [name, verdict, findings])).toEqual([
      ['scenarios/message.conat', 'pass', []],
    ]);
    expect([...hub.state.messages.values()].filter((message) => message.subject === subject)).toHaveLength(2);
  },
);

test('flows go through each generation and through two of them, as far as they have the words', () => {
  const ways = (flow: string) => cases.filter(({ id }) => id.startsWith(`${flow}.`)).map(({ id }) => id.split('.')[1]);

  expect(ways('work')).toEqual(['v1', 'conat', 'v2', 'mixed', 'mixed-v2']);
  expect(ways('copy-later')).toEqual(['v1', 'mixed']);
  expect(ways('message')).toEqual(['conat']);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

test('flows that need a generation that is not served are skipped, with the reason', { timeout: 60_000 }, async () => {
  const some = cases.filter(({ id }) => id.startsWith('rename.'));
  const selection = { suites: [], grep: [], exclude: [], generations: ['v1'] } as const;

  const report = await checkingSound(some, 'documented', { selection });

  expect(report.cases.map(({ name, verdict, reason }) => [name, verdict, reason])).toEqual([
    ['scenarios/rename.v1', 'pass', null],
    ['scenarios/rename.mixed', 'skipped', 'the hub does not serve conat'],
  ]);
});

test('only what leaves something behind needs more than consent', () => {
  expect(cases.filter(({ lasting }) => lasting).map(({ id }) => id)).toEqual(['message.conat']);
});

test.for(defects.filter(({ suites }) => suites.includes('scenarios')).map((defect) => [defect.name, defect] as const))(
  'it is found that %s',
  { timeout: 60_000 },
  async ([, defect]) => {
    const report = await checkingDefect(cases, defect);

    const findings = report.cases.flatMap((one) => one.findings);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ basis }) => DISCOVERED.includes(basis)).length).toBeGreaterThan(0);
  },
);

test.for(SAME_TO_ALL.map((answer) => [JSON.stringify(answer), answer] as const))(
  'nothing passes where all is answered with %s',
  { timeout: 60_000 },
  async ([, answer]) => {
    const results = await runningAt(answer, cases, 'documented');

    expect(results.filter(({ verdict }) => verdict !== 'fail').map((result) => result.case.id)).toEqual([]);
  },
);
