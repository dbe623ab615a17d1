/** What keeps a run from doing harm, and from passing by doing nothing. */

import { expect, test } from 'vitest';
import { Skip } from '../../../src/conformance/suites/case.ts';
import { allCases } from '../../../src/conformance/suites/index.ts';
import { consentText, covers } from '../../../src/conformance/tested-hub/consent.ts';
import type { CheckRun } from '../../../src/conformance/verdict/check.ts';
import { planOf, planText } from '../../../src/conformance/verdict/plan.ts';
import type { Generation } from '../../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { id, testHub } from '../../hub.ts';
import { CLEAN, checkingAll, summaryOf, wholeHub } from '../by-model.ts';
import { BUDGET, checking, makingCases, someCase, spying } from '../setting.ts';

const titles = (hub: ReturnType<typeof testHub>['hub']) =>
  [...hub.state.projects.values()].filter(({ deleted }) => !deleted).map(({ title }) => title);

test('nothing is made that does not carry the id of the run', async () => {
  const { hub } = testHub();
  const bodies: JsonObject[] = [{}, { title: 'mine' }, { title: 'mock-hub-otherrun' }];
  const cases = bodies.map((body, at) =>
    someCase({
      ...{ id: `untitled-${at}`, mutating: true },
      run: async ({ call }) => (await call({ api: 'v1', name: 'create_project', body })) && [],
    }),
  );

  const report = await checking({ cases, fetch: spying(hub).fetch });

  for (const { findings } of report.cases) expect(findings[0]?.came).toContain('does not carry the id of the run');
  expect(titles(hub)).toEqual(['Project']);
});

test('a case that makes no call fails, and so does one that gets no answer', async () => {
  const { fetch } = spying(testHub().hub);
  let cut = false;
  const failing: CheckRun['fetch'] = (url, init) => {
    if (cut) throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });
    return fetch(url, init);
  };
  const idle = someCase({ id: 'idle', run: async () => [] });
  const silent = someCase({
    id: 'silent',
    run: async ({ call }) => {
      await call({ api: 'v1', name: 'ping' });
      cut = true;
      await call({ api: 'v1', name: 'ping' });
      cut = false;
      return [];
    },
  });

  const report = await checking({ cases: [idle, silent], fetch: failing });

  expect(report.cases.map(({ findings }) => findings[0]?.came)).toEqual(['no call', 'dropped: ECONNRESET']);
});

test('a failure with two findings is excused only when both are expected', async () => {
  const twofold = someCase({
    run: async ({ call }) => {
      const exchange = await call({ api: 'v1', name: 'ping' });
      return ['one', 'two'].map((name) => ({
        ...{ id: name, expected: 'x', came: 'y', basis: 'the test', exchanges: [exchange] },
      }));
    },
  });
  const entry = (name: string) => ({
    ...{ operation: 'v1/ping', finding: `some/case#${name}`, reason: 'known', expires: '2999-01-01' },
  });

  expect((await checking({ cases: [twofold], expected: [entry('one')] })).cases[0]?.verdict).toBe('fail');
  const both = await checking({ cases: [twofold], expected: [entry('one'), entry('two')] });
  expect(both.cases[0]?.verdict).toBe('excused');
});

test('a hub that tells a wrong id, or says no to what it did, leaves nothing behind', async () => {
  for (const lie of [
    (text: string) => text.replace(/"project_id":"[^"]+"/, `"project_id":"${id('other', 7)}"`),
    () => JSON.stringify({ event: 'error', id: '1', error: 'no' }),
  ]) {
    const { hub } = testHub();
    const { fetch } = spying(hub);
    const lying: CheckRun['fetch'] = async (url, init) => {
      const response = await fetch(url, init);
      return url.endsWith('create_project') ? new Response(lie(await response.text())) : response;
    };
    const [byEvents] = makingCases();

    await checking({ cases: byEvents ? [byEvents] : [], fetch: lying });

    expect(hub.state.projects.size).toBeGreaterThan(1);
    expect(titles(hub)).toEqual(['Project']);
  }
});

test('what was made last is undone first', async () => {
  const spied = spying(testHub().hub);
  const [, byFunctions] = makingCases();

  await checking({ cases: byFunctions ? [byFunctions] : [], fetch: spied.fetch });

  const undone = spied.sent.filter((text) => /deleteProject|removeCollaborator|"action":"delete"/.test(text));
  expect(undone.map((text) => /deleteProject|removeCollaborator|project_id|delete/.exec(text)?.[0])).toEqual([
    // The project goes as soon as its case is over, and the key of the account in the end.
    ...['delete', 'removeCollaborator', 'deleteProject', 'delete'],
  ]);
  expect(undone[0]).toContain('project_id');
});

test('secrets in reasons are taken out too', async () => {
  const telling = someCase({ run: () => Promise.reject(new Skip('because of sk_owner')) });

  const report = await checking({ cases: [telling] });

  expect(report.cases[0]?.reason).toMatch(/^because of \{\{KEY_\d+\}\}$/);
});

test.for([
  ['hub.test', 'https://hub.test', true],
  ['hub.test:443', 'https://hub.test', true],
  ['https://hub.test', 'https://hub.test', true],
  ['HUB.test/base/', 'https://hub.test/base', true],
  ['http://hub.test:8080', 'http://hub.test:8080', true],
  ['http://hub.test/base', 'http://hub.test/base', true],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080', true],
  ['[::1]:8080', 'http://[::1]:8080', true],
  ['localhost', 'http://localhost', true],
  ['localhost', 'https://localhost', true],
  ['hub.test', 'http://hub.test', false],
  ['hub.test:80', 'http://hub.test', false],
  ['http://hub.test', 'https://hub.test', false],
  ['https://localhost', 'http://localhost', false],
  ['hub.test', 'https://hub.test/base', false],
  ['hub.test/base', 'https://hub.test', false],
  ['hub.test/base', 'https://hub.test/base2', false],
  ['hub.test:80', 'https://hub.test', false],
  ['hub.test', 'http://hub.test:8080', false],
  ['127.0.0.1', 'http://127.0.0.1:8080', false],
  ['127.0.0.1.example', 'http://127.0.0.1.example', false],
  ['user@hub.test', 'https://hub.test', false],
  ['test', 'https://hub.test', false],
  ['hub.test.example', 'https://hub.test', false],
  ['', 'https://hub.test', false],
] as const)('consent for %j covers %s: %s', ([hub, url, covered]) => {
  expect(covers({ hub }, url)).toBe(covered);
});

test.for([
  ['https://hub.test', 'hub.test'],
  ['https://hub.test:8080/base', 'hub.test:8080/base'],
  ['http://hub.test', 'http://hub.test'],
  ['http://127.0.0.1:8080', '127.0.0.1:8080'],
] as const)('whoever agrees to %s is told to write %s', ([url, text]) => {
  expect(consentText(url)).toBe(text);
  expect(covers({ hub: text }, url)).toBe(true);
});

test('the plan counts what is allowed, and tells how much is not', () => {
  const cases = [
    someCase(),
    someCase({ id: 'w', mutating: true }),
    someCase({ id: 'l', mutating: true, lasting: true }),
  ];
  const forbidden = (allowance: 'reads' | 'writes' | 'lasts') => planOf(cases, allowance).suites[0]?.forbidden;

  expect([forbidden('reads'), forbidden('writes'), forbidden('lasts')]).toEqual([2, 1, 0]);
});

test('the plan names accounts as deleted where an API of the run deletes them, and else as what stays', () => {
  const cases = [someCase({ mutating: true, lasting: true, creates: { account: 2 } })];
  const told = (by: readonly Generation[]) => {
    const plan = planOf(cases, 'lasts', by);
    return /for good +(.*)/.exec(planText(plan, { url: 'http://hub.test', allowance: 'lasts', budget: BUDGET }))?.[1];
  };

  expect(told(['v1', 'v2'])).toBe('at most 2 × account (marked as deleted)');
  expect(told(['v2'])).toBe('at most 2 × account');
});

test('with consent, but not for accounts, no case of any suite calls what it may not', {
  timeout: 300_000,
}, async () => {
  const report = await checkingAll(wholeHub(), {
    ...{ cases: allCases(readContracts(CONTRACTS)), mock: false, consent: { hub: 'http://hub.test' } },
    // Most of the others do nothing else than these, and take long.
    selection: { suites: ['contracts', 'laws', 'scenarios'], grep: [], exclude: [], generations: ['v1', 'conat'] },
  });

  expect(summaryOf(report)).toEqual(CLEAN);
  expect(report.cases.filter(({ reason }) => reason?.includes('--consent-accounts')).length).toBeGreaterThan(10);
});
