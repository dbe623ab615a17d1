/** A check from its plan to its exit code. */

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sweepRun } from '../../../src/conformance/tested-hub/sweep.ts';
import { type CheckRun, checkHub } from '../../../src/conformance/verdict/check.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import type { Json } from '../../../src/core/json.ts';
import { OTHER, OWNER, testHub } from '../../hub.ts';
import { BUDGET, checking, contractSuite, failing, makingCases, options, someCase, spying } from '../setting.ts';

/** Projects that are there, of the whole hub. */
const titles = (hub: ReturnType<typeof testHub>['hub']) =>
  [...hub.state.projects.values()].filter(({ deleted }) => !deleted).map(({ title }) => title);

test.for(['documented', 'observed'] as const)(
  'a mock of profile %s conforms, and skips say why',
  { timeout: 30_000 },
  async (profile) => {
    const { hub } = testHub({ profile });

    const report = await checking({ fetch: spying(hub).fetch, readOnly: true });

    expect(report.cases.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(report.exit).toEqual({ code: 0, words: 'conforms' });
    expect(report.target).toMatchObject({
      profile,
      apis: ['v1', 'conat/hub', 'conat/project', 'v2'],
      account_id: OWNER,
    });
    expect(report.axes.contracts.pass).toBeGreaterThan(10);
    for (const { verdict, reason } of report.cases) expect(reason === null).toBe(verdict === 'pass');
  },
);

test('findings give 1, and each can be replayed from what it prints', async () => {
  const report = await checking({ cases: [someCase(), failing()], seed: 7 });

  expect(report.exit).toEqual({ code: 1, words: '1 findings' });
  const [finding] = report.cases[1]?.findings ?? [];
  expect(finding).toMatchObject({
    name: 'some/failing#wrong',
    replay: 'cocalc-mock-hub check http://hub.test --consent http://hub.test --seed 7 --replay some/failing',
    calls: [
      {
        curl: `curl -sS -u "$COCALC_API_KEY:" -H 'Content-Type: application/json' --data-raw '{}' http://hub.test/api/v1/ping`,
      },
    ],
  });

  const selection = { suites: [], grep: [], exclude: [], generations: ['v1'], replay: 'some/failing' } as const;
  const again = await checking({ cases: [someCase(), failing()], selection, seed: 7 });
  expect(again.cases.map(({ name }) => name)).toEqual(['some/failing']);
});

test('a key that is refused gives 3, and so does one that is only another way of saying nobody', async () => {
  for (const key of ['sk_nobody', 'sk_']) {
    const report = await checking({ keys: { self: key } });

    expect(report.exit).toMatchObject({ code: 3, words: expect.stringContaining('refuses the key') });
    expect(new Set(report.cases.map(({ verdict }) => verdict))).toEqual(new Set(['not run']));
  }
});

test('nothing run gives 5: no case selected, or all of them skipped', async () => {
  const selection = { suites: ['no such suite'], grep: [], exclude: [], generations: ['v1'] } as const;
  const skipped = [someCase({ needs: ['nobody'] })];

  expect((await checking({ selection })).exit).toEqual({ code: 5, words: 'no case is selected' });
  expect((await checking({ cases: [] })).exit.code).toBe(5);
  const report = await checking({ cases: skipped });
  expect(report.exit).toEqual({ code: 5, words: 'nothing ran' });
  expect(report.cases[0]).toMatchObject({
    verdict: 'skipped',
    reason: 'no key for "nobody" (COCALC_API_KEY_NOBODY)',
  });
});

test('what cannot be removed gives 4, and beside findings, which come first, it is told', async () => {
  const { hub } = testHub();
  const { fetch } = spying(hub);
  const stubborn: CheckRun['fetch'] = async (url, init) => {
    const deletes = /"deleted":true|deleteProject|"action":"delete"/.test(String(init.body));
    return deletes ? Response.json({ event: 'error', id: '1', error: 'no' }) : fetch(url, init);
  };

  const report = await checking({ cases: makingCases(), fetch: stubborn });
  const beside = await checking({ cases: [...makingCases(), failing()], fetch: stubborn, run: 'abcd1235' });

  expect(report.exit).toMatchObject({ code: 4, words: expect.stringContaining('clean-up is not complete') });
  expect(beside.exit).toEqual({
    code: 1,
    words: expect.stringMatching(/^1 findings; clean-up is not complete: 5 left/),
  });
  expect(report.clean_up?.left.length).toBe(5);
  expect(report.clean_up?.counts.left).toEqual({ project: 3, key: 2 });
  expect(report.census?.after.length).toBeGreaterThan(0);
});

test('what the run made is gone afterwards, and the census is as before', async () => {
  const { hub } = testHub();
  const before = titles(hub);

  const seen: number[][] = [];
  const report = await checking({
    ...{ cases: makingCases(), fetch: spying(hub).fetch },
    onCleanUp: (done, all) => seen.push([done, all]),
  });

  expect(report.exit.code).toBe(0);
  // The keys of the account; the rest was removed before.
  expect(seen).toEqual([
    [0, 1],
    [1, 1],
  ]);
  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  expect(report.clean_up).toEqual({
    ...{ undone: 8, lasting: ['3 × project: marked as deleted'], left: [] },
    counts: { lasting: { project: 3 }, left: {} },
  });
  expect(report.census?.after).toEqual(report.census?.before);
  expect(titles(hub)).toEqual(before);
});

test('all that is made carries the id of the run in its title', async () => {
  const { hub } = testHub();
  const spied = spying(hub);

  await checking({ cases: makingCases(), fetch: spied.fetch });

  const made = spied.sent.filter((text) => /create_project|createProject|"create"/.test(text));
  expect(made.length).toBeGreaterThan(2);
  for (const text of made) expect(text).toContain('mock-hub-abcd1234');
});

test('a run that only reads sends nothing that changes anything, whatever cases want', async () => {
  const { hub } = testHub();
  const spied = spying(hub);
  const people = () => [...hub.state.projects.values()].map(({ title, users }) => ({ title, users }));
  const before = people();
  const sly = makingCases().map((one) => ({ ...one, id: `sly-${one.id}`, mutating: false }));

  const report = await checking({
    cases: [...contractSuite, ...makingCases(), ...sly],
    fetch: spied.fetch,
    readOnly: true,
  });

  const reading =
    /^v1\/(ping|query|user_search|get_\w+|copy_path_status|mock_hub_unknown)$|^conat\/project\/$|^conat\/hub\/(|mock_hub_unknown|system\.(ping|test|getNames|userSearch|manageApiKeys|getCustomize|mock_hub_unknown)|projects\.(state|status)|db\.(userQuery|fileUseTimes|getLegacyTimeTravel\w+)|org\.get\w*|purchases\.get\w+|messages\.get|sync\.history)$/;
  const { endpoints } = readContracts(CONTRACTS);
  const isReading = (operation: string) =>
    reading.test(operation) ||
    ['reads', 'as queried', 'as its action'].includes(endpoints[operation]?.facts?.does ?? '') ||
    operation === 'v2/mock_hub_unknown';
  expect(spied.seen.filter((operation) => !isReading(operation))).toEqual([]);
  expect(spied.sent.filter((text) => /"create"|"delete"|"deleted":true/.test(text))).toEqual([]);
  expect(people()).toEqual(before);
  const slyOnes = report.cases.filter(({ name }) => name.includes('sly-'));
  expect(slyOnes.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  expect(slyOnes[0]?.findings[0]?.came).toContain('this run only reads');
  expect(report.cases.filter(({ name }) => name.startsWith('making/v1')).map(({ reason }) => reason)).toEqual([
    'it would change something, and this run only reads',
  ]);
});

test.for([
  ['no consent', { consent: undefined }, 5],
  ['consent for another host', { consent: { hub: 'hub.example' } }, 2],
  ['consent for another port', { consent: { hub: 'http://hub.test:81' } }, 2],
  ['a dry run', { dryRun: true }, 0],
] as const)('with %s, the plan is printed and nothing is sent', async ([, changes, code]) => {
  const spied = spying(testHub().hub);
  const printed: string[] = [];

  const report = await checkHub(
    options({ cases: makingCases(), fetch: spied.fetch, print: (text) => printed.push(text), ...changes }),
  );

  expect(spied.seen).toEqual([]);
  expect(printed.join('')).toMatch(/^Plan for http:\/\/hub\.test\n/);
  expect(report.exit.code).toBe(code);
});

test('the plan tells suites, creations and budget', async () => {
  const printed: string[] = [];

  await checkHub(options({ cases: makingCases(), dryRun: true, print: (text) => printed.push(text) }));

  expect(printed.join('')).toBe(`Plan for http://hub.test
  mode       makes projects and keys of its own, and removes them again
  suite      making (behaviour): 2 cases, at most 6 calls
  creations  at most 4 × project; more once something is found
  for good   at most 4 × project (marked as deleted)
  budget     1000 requests, as fast as it answers, 60 s in all, 10 s for each answer
`);
});

test('consent that names the account holds for that account only', async () => {
  for (const [account_id, code] of [
    [OWNER, 0],
    [OTHER, 2],
  ] as const) {
    const spied = spying(testHub().hub);

    const report = await checking({
      cases: makingCases(),
      fetch: spied.fetch,
      consent: { hub: 'http://hub.test', account_id },
    });

    expect(report.exit.code).toBe(code);
    expect(spied.seen.includes('v1/create_project')).toBe(code === 0);
  }
});

test('accounts are made only with a consent of its own', async () => {
  const account = someCase({
    ...{ id: 'account', operation: 'v1/create_account', mutating: true, lasting: true },
    run: async (context) => {
      const body = {
        first_name: context.title('a'),
        last_name: 'b',
        email_address: 'x@example.com',
        password: 'abcdefgh',
      };
      await context.call({ api: 'v1', name: 'create_account', body: { ...body, agreed_to_terms: true } });
      return [];
    },
  });
  const sly = { ...account, id: 'sly' };
  const { lasting: _, ...slyer } = sly;

  const { hub } = testHub();
  const report = await checking({ cases: [account, slyer], fetch: spying(hub).fetch });
  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['skipped', 'fail']);
  expect(hub.state.accounts.size).toBe(3);

  const consented = await checking({ cases: [account], fetch: spying(hub).fetch, consentAccounts: true });
  expect(consented.cases.map(({ verdict }) => verdict)).toEqual(['pass']);
  expect(hub.state.accounts.size).toBe(4);
});

test('a project that is not of the run cannot be changed', async () => {
  const { hub } = testHub();
  const project_id = [...hub.state.projects.keys()][0] as string;
  const query = (table: Json) => ({ api: 'v1', name: 'query', body: { query: { projects: table } } }) as const;
  const cases = [
    { api: 'conat/project', name: 'system.exec', project_id, args: [{ command: 'ls' }] } as const,
    { api: 'conat/hub', name: 'projects.deleteProject', args: [{ project_id }] } as const,
    query({ project_id, deleted: true }),
  ].map((call, at) =>
    someCase({ id: `foreign-${at}`, mutating: true, run: async ({ call: send }) => (await send(call)) && [] }),
  );
  const spied = spying(hub);

  const report = await checking({ cases, fetch: spied.fetch });

  for (const { findings } of report.cases) expect(findings[0]?.came).toContain('is not of this run');
  expect(titles(hub)).toEqual(['Project']);
});

test('requests and time are bounded, what is left is not run, and clean-up is done all the same', async () => {
  const { hub } = testHub();
  const endless = someCase({
    id: 'endless',
    run: async ({ call }) => {
      for (;;) await call({ api: 'v1', name: 'ping' });
    },
  });

  const report = await checking({
    cases: [...makingCases(), endless, someCase()],
    fetch: spying(hub).fetch,
    budget: { ...BUDGET, maxRequests: 48 },
  });

  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'not run', 'not run']);
  expect(report.cases[2]?.reason).toBe('the budget of requests is spent');
  expect(report.exit).toMatchObject({ code: 1, words: expect.stringContaining('2 cases were not run') });
  expect(titles(hub)).toEqual(['Project']);

  const late = await checking({ cases: [endless], budget: { ...BUDGET, maxTimeMs: 50 } });
  expect(late.cases[0]).toMatchObject({ verdict: 'not run', reason: 'the time for the run is over' });
});

test('requests keep to the rate', async () => {
  const started = performance.now();

  const report = await checking({ cases: [someCase()], budget: { ...BUDGET, rate: 50 } });

  expect(report.exit.code).toBe(0);
  expect(performance.now() - started).toBeGreaterThan((report.requests - 10) * 20);
});

test('an interrupted run cleans up, and says that it was interrupted', async () => {
  const { hub } = testHub();
  const controller = new AbortController();
  const { fetch } = spying(hub, (operation) => {
    if (operation === 'v1/write_text_file_to_project') controller.abort('SIGINT');
  });

  const report = await checking({ cases: [...makingCases(), someCase()], fetch, signal: controller.signal });

  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['not run', 'not run', 'not run']);
  expect(report.cases[0]?.reason).toBe('interrupted by SIGINT');
  expect(report.exit).toEqual({ code: 130, words: 'interrupted by SIGINT' });
  expect(titles(hub)).toEqual(['Project']);
});

test('a hub that falls silent in the middle gives 3 or what it left behind, and a sweep does the rest', async () => {
  const { hub } = testHub();
  const { fetch } = spying(hub);
  let answers = 18;
  const dying: CheckRun['fetch'] = (url, init) => {
    answers -= 1;
    if (answers < 0)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
    return fetch(url, init);
  };
  const set = options({
    cases: [...makingCases(), ...Array.from({ length: 9 }, (_, at) => someCase({ id: `${at}` }))],
    fetch: dying,
  });

  const report = await checkHub(set);
  expect(report.exit.code).toBe(4);
  expect(report.cases.at(-1)).toMatchObject({ verdict: 'not run' });
  expect(titles(hub).length).toBeGreaterThan(1);

  const { ledgerFile: file, ...rest } = set;
  expect(await sweepRun({ ...rest, file, fetch })).toBe(0);
  expect(titles(hub)).toEqual(['Project']);
});

test('before something is made, it is in the ledger', async () => {
  const set = options({ cases: makingCases() });
  const { hub } = testHub();
  const atCall: string[] = [];
  const { fetch } = spying(hub, (operation) => {
    if (/create_project|createProject|add_?[cC]ollaborator/.test(operation)) {
      const lines = readFileSync(set.ledgerFile, 'utf8').trim().split('\n');
      atCall.push((JSON.parse(lines.at(-1) as string) as { standing: string }).standing);
    }
  });

  await checkHub({ ...set, fetch });

  expect(atCall).toEqual(Array(6).fill('asked'));
});

test('a run that makes nothing leaves no ledger', async () => {
  const set = options({ cases: [someCase()], fetch: spying(testHub().hub).fetch });

  await checkHub(set);

  expect(existsSync(set.ledgerFile)).toBe(false);
});
