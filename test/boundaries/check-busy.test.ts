/**
 * All suites with all consent at a hub with the ways of a real one, other people's things on it: nothing is found, and
 * nothing is there afterwards that the plan did not name, also where the run was killed and swept. Minutes long.
 */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { allCases } from '../../src/conformance/suites/index.ts';
import type { Numbers } from '../../src/conformance/tested-hub/numbers.ts';
import type { Fetch } from '../../src/conformance/tested-hub/sending.ts';
import { sweepRun } from '../../src/conformance/tested-hub/sweep.ts';
import { type CheckRun, checkHub } from '../../src/conformance/verdict/check.ts';
import type { Report } from '../../src/conformance/verdict/report.ts';
import type { Generation } from '../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { Redactor } from '../../src/core/redact.ts';
import { newsNow } from '../../src/core/support/news.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { BUSY_BUDGET, busyHub } from '../conformance/busy.ts';
import { behaviourDefects } from '../conformance/defects/behaviour.ts';
import { planted } from '../conformance/defects/defect.ts';
import { folder, options } from '../conformance/setting.ts';
import { unplanned } from '../conformance/unplanned.ts';
import { people } from '../hub.ts';

const KEYS = { self: 'sk_owner', other: 'sk_other', admin: 'sk_admin' };
const cases = allCases(readContracts(CONTRACTS));
const seed = Number(process.env.CHECK_SEED ?? 1);

const world = {
  accounts: people,
  projects: {
    own: { title: 'Own', users: { owner: 'owner' } },
    others: { title: 'Not its own', users: { other: 'owner' } },
  },
} as const;

const selecting = (generations: readonly Generation[], ...grep: readonly string[]): CheckRun['selection'] => {
  return { suites: [], grep, exclude: [], generations };
};

const at = (hub: Hub): Fetch => {
  const handle = fetchHandler(hub);
  return (url, init) => handle(new Request(url, init));
};

function checking(fetch: Fetch, changes: Partial<CheckRun>): Promise<Report> {
  return checkHub(options({ cases, fetch, keys: KEYS, consentAccounts: true, budget: BUSY_BUDGET, seed, ...changes }));
}

const foundBy = ({ cases: all, exit }: Report) => ({
  failed: all
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'not run')
    .map(({ name, findings, reason }) => [name, findings[0]?.came ?? reason]),
  exit,
});

const NOTHING = { failed: [], exit: { code: 0, words: 'conforms' } };

/** No project of such a hub takes longer to stop. */
const STOP_MS = 10_000;

/** Where a run may be killed: after a request was sent, and had arrived or not. */
interface Moment {
  readonly hub: Hub;
  readonly ledger: string;
}

test.for(['v1', 'conat', 'v2'] as const)(
  '%s: nothing is found, and nothing is left, however the run ends',
  {
    timeout: 900_000,
  },
  async (generation) => {
    const hub = busyHub({ world, seed: `${seed}` });
    const before = hub.state;
    const [place, fetch] = [folder(), at(hub)];
    const ledgerFile = join(place, 'ledger');
    const moments: Moment[] = [];
    let count = 0;
    const keep = () => {
      const ledger = join(place, `at-${count}`);
      if (existsSync(ledgerFile)) copyFileSync(ledgerFile, ledger);
      moments.push({ hub: hub.fork(), ledger });
    };

    const report = await checking(
      async (url, init) => {
        count += 1;
        if (count % 90 === 0) keep();
        const response = await fetch(url, init);
        if (count % 90 === 45) keep();
        return response;
      },
      { selection: selecting([generation]), ledgerFile },
    );

    const planned = report.plan.lasts;
    expect(foundBy(report)).toEqual(NOTHING);
    expect(unplanned(before, hub.state, planned, [generation])).toEqual([]);
    const told: Numbers = report.clean_up?.counts.lasting ?? {};
    // What is refused may be in the log all the same.
    const log = { 'log entry': planned['log entry'] ?? 0 };
    expect(unplanned(before, hub.state, { ...told, ...log }, [generation]), 'more than was told').toEqual([]);
    expect(newsNow(hub.state), 'news that everybody is shown').toEqual(newsNow(before));
    for (const [kind, count] of Object.entries(told)) {
      expect(count, `${kind}: as planned`).toBeLessThanOrEqual(planned[kind] ?? 0);
    }

    const step = Math.max(1, Math.floor(moments.length / 20));
    const killed = moments.filter(({ ledger }, nth) => nth % step === 0 && existsSync(ledger)).slice(0, 20);
    expect(killed.length).toBeGreaterThan(15);
    const sweeping = killed.map(async ({ hub: left, ledger }, nth) => {
      const printed: string[] = [];
      const code = await sweepRun({
        ...{ file: ledger, keys: KEYS, consent: { hub: 'http://hub.test' }, budget: BUSY_BUDGET },
        ...{ secrets: new Redactor(), fetch: at(left), print: (text) => void printed.push(text) },
      });
      // What the killed run had deleted may still be about to stop.
      await new Promise((resolve) => setTimeout(resolve, STOP_MS));
      return {
        nth,
        code,
        left: unplanned(before, left.state, planned, [generation]),
        printed: code === 0 ? [] : printed,
      };
    });
    const swept = killed.map((_, nth) => ({ nth, code: 0, left: [], printed: [] }));
    expect(await Promise.all(sweeping)).toEqual(swept);
  },
);

test('two runs at once know nothing of each other', { timeout: 600_000 }, async () => {
  const hub = busyHub({ world });
  const before = hub.state;
  const selection = { ...selecting(['v1']), suites: ['scenarios', 'laws'] };

  const reports = await Promise.all(
    ['runone00', 'runtwo00'].map((run) => checking(at(hub), { selection, run, ledgerFile: join(folder(), run) })),
  );

  const [one, other] = reports as [Report, Report];
  expect([one, other].map(foundBy)).toEqual([NOTHING, NOTHING]);
  expect(JSON.stringify(one)).not.toContain('runtwo00');
  expect(JSON.stringify(other)).not.toContain('runone00');
  const planned = Object.fromEntries(Object.entries(one.plan.lasts).map(([kind, most]) => [kind, 2 * most]));
  expect(unplanned(before, hub.state, planned)).toEqual([]);
});

test.for(behaviourDefects.filter(({ name }) => /a copy loses a file|who is removed by a function stays/.test(name)))(
  'it is found that $name',
  { timeout: 300_000 },
  async (defect) => {
    const fetch = at(planted(busyHub({ world }), defect));

    const report = await checking(fetch, { selection: selecting(['v1', 'conat'], 'scenarios/') });

    expect(report.exit.code).toBe(1);
    expect(report.exit.words).toMatch(/^\d+ findings/);
    expect(foundBy(report).failed.length).toBeGreaterThan(0);
  },
);
