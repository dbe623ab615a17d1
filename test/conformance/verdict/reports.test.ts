/** Reports hold what they should, in the form that their readers expect, and no secrets. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { Skip } from '../../../src/conformance/suites/case.ts';
import type { Report } from '../../../src/conformance/verdict/report.ts';
import { REPORTS } from '../../../src/conformance/verdict/reports/index.ts';
import { textReport } from '../../../src/conformance/verdict/reports/text.ts';
import { testHub } from '../../hub.ts';
import { checking, contractSuite, failing, folder, makingCases, options, someCase, spying } from '../setting.ts';
import { type Element, elements, parseXml } from '../xml.ts';

const isDescribed = new Ajv2020({ allErrors: true, strict: true }).compile(
  JSON.parse(readFileSync('fixtures/report.schema.json', 'utf8')),
);

/** A case of each verdict, with all that needs an escape. */
const cases = [
  someCase({ id: 'passes' }),
  failing(),
  failing('excused'),
  someCase({ id: 'skipped', needs: ['nobody'] }),
  someCase({
    id: 'breaks',
    axis: 'laws',
    run: () => Promise.reject(new Error('<b>&amp;</b> "quoted" \'single\' `ticks` | bar\nline 2 % \u0007 \ud800')),
  }),
];

const expected = [
  { operation: 'v1/ping', finding: 'some/excused#wrong', reason: 'known <for> long', expires: '2999-01-01' },
  { operation: 'v1/ping', finding: 'some/passes#wrong', reason: 'was so', expires: '2999-01-01' },
];

const mixed = (): Promise<Report> => checking({ cases, expected });

test('a report is as its schema says, whatever the run came to', async () => {
  const reports = [
    await mixed(),
    await checking({ cases: makingCases() }),
    await checking({ dryRun: true }),
    await checking({ consent: undefined }),
    await checking({ keys: { self: 'sk_nobody' } }),
  ];

  for (const report of reports) {
    isDescribed(JSON.parse(REPORTS.json.write(report)));
    expect(isDescribed.errors).toBe(null);
  }
});

test('the schema is closed: it takes no other members', async () => {
  const report = await mixed();

  expect(isDescribed({ ...report, score: 0.9 })).toBe(false);
  expect(isDescribed({ ...report, cases: [{ ...report.cases[0], verdict: 'maybe' }] })).toBe(false);
});

test('axes stand beside each other', async () => {
  const report = await mixed();

  const counts = { pass: 0, fail: 0, excused: 0, skipped: 0, 'not run': 0 };
  expect(report.axes).toEqual({
    contracts: counts,
    errors: counts,
    authorization: counts,
    behaviour: { ...counts, pass: 1, fail: 1, excused: 1, skipped: 1 },
    laws: { ...counts, fail: 1 },
  });
  expect(report.operations).toEqual([{ operation: 'v1/ping', axes: report.axes }]);
});

test('NDJSON has the run and then a case a line', async () => {
  const report = await mixed();

  const [head, ...lines] = REPORTS.ndjson
    .write(report)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

  expect({ ...head, cases: lines }).toEqual(JSON.parse(JSON.stringify(report)));
});

/** What JUnit's schema demands, as CI systems know it: attributes, and children in this order. */
const JUNIT: Readonly<
  Record<string, { attributes: readonly string[]; optional?: readonly string[]; children: RegExp }>
> = {
  testsuites: { attributes: [], children: /^(testsuite )*$/ },
  testsuite: {
    attributes: ['package', 'id', 'name', 'timestamp', 'hostname', 'tests', 'failures', 'errors', 'time'],
    optional: ['skipped'],
    children: /^properties (testcase )*system-out system-err $/,
  },
  properties: { attributes: [], children: /^(property )*$/ },
  property: { attributes: ['name', 'value'], children: /^$/ },
  testcase: { attributes: ['name', 'classname', 'time'], children: /^((skipped|error|failure) )?$/ },
  failure: { attributes: ['type'], optional: ['message'], children: /^$/ },
  skipped: { attributes: [], optional: ['message'], children: /^$/ },
  'system-out': { attributes: [], children: /^$/ },
  'system-err': { attributes: [], children: /^$/ },
};

function expectJunit({ name, attributes, children }: Element): void {
  const rule = JUNIT[name];
  const names = Object.keys(attributes);
  expect(rule, name).toBeDefined();
  expect(names.filter((one) => !rule?.optional?.includes(one)).sort()).toEqual([...(rule?.attributes ?? [])].sort());
  expect(children.map((child) => `${child.name} `).join('')).toMatch(rule?.children ?? /^$/);
  for (const child of children) expectJunit(child);
}

test('JUnit is as its schema says, and counts as the cases do', async () => {
  const root = parseXml(REPORTS.junit.write(await mixed()));

  expectJunit(root);
  const [suite, strays] = elements(root, 'testsuite');
  expect(suite?.attributes).toMatchObject({ name: 'some', tests: '5', failures: '2', errors: '0', skipped: '2' });
  expect(suite?.attributes.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  expect(suite?.attributes.time).toMatch(/^\d+\.\d{3}$/);
  expect(strays?.attributes).toMatchObject({ name: 'expected', tests: '1', failures: '1' });
  expect(elements(root, 'failure')[0]?.text).toContain('expected  a <ping> & more\ncame      a "pong"');
  expect(suite && elements(suite, 'system-out')[0]?.text).toBe(
    '1 excused: known <for> long\n1 skipped: no key for "nobody" (COCALC_API_KEY_NOBODY)\n',
  );
});

test('HTML is one well-formed page that needs nothing else, and runs no script but its own', async () => {
  const page = REPORTS.html.write(await mixed());

  const root = parseXml(page);
  expect(root.name).toBe('html');
  for (const name of ['link', 'img', 'iframe']) expect(elements(root, name)).toEqual([]);
  expect(page).not.toMatch(/(src|href)=|@import|url\(/);
  const [script, ...others] = elements(root, 'script').map(({ text }) => text);
  expect(others).toEqual([]);
  const hashes = [script, elements(root, 'style')[0]?.text].map(
    (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  const policy = elements(root, 'meta').find(
    ({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy',
  );
  expect(policy?.attributes.content).toBe(
    `default-src 'none'; style-src ${hashes[1]}; script-src ${hashes[0]}; base-uri 'none'; form-action 'none'`,
  );
});

test('HTML has totals, facts, skips by reason, and each case, with those operations folded that passed', async () => {
  const passing = someCase({ id: 'other', operation: 'v1/user_search' });
  const root = parseXml(REPORTS.html.write(await checking({ cases: [...cases, passing], expected })));

  const told = elements(root, 'p').map(({ text }) => text);
  expect(told[0]).toMatch(/^2 passed, 2 failed, 1 excused, 1 skipped; \d+\.\d s, \d+ requests$/);
  expect(told).toContain('1 skipped: no key for "nobody" (COCALC_API_KEY_NOBODY)');
  const definitions = elements(root, 'dd').map(({ text }) => text);
  for (const fact of ['v1 as documented, conat/hub, conat/project, v2', 'http://hub.test', 'writes', 'abcd1234']) {
    expect(definitions).toContain(fact);
  }
  const verdicts = elements(root, 'tr').map(({ attributes }) => attributes['data-verdict']);
  expect(verdicts.sort()).toEqual(['excused', 'fail', 'fail', 'fail', 'pass', 'pass', 'skipped']);
  const summaries = elements(root, 'details').map((one) => [
    elements(one, 'summary')[0]?.text,
    'open' in one.attributes,
  ]);
  expect(summaries).toContainEqual(['v1/ping: 1 passed, 2 failed, 1 excused, 1 skipped', true]);
  expect(summaries).toContainEqual(['1 operations of which all cases passed', false]);
});

const EVIL = '<img src=x onerror=alert(1)></script><script>1</script> [a](b) `c` | *d* ]]> --> &amp;';

test('what hubs say stays text in each kind of report', async () => {
  const evil = someCase({
    id: 'evil',
    run: async (context) => {
      const exchange = await context.call({ api: 'v1', name: 'ping' });
      return [{ id: EVIL, expected: EVIL, came: EVIL, basis: EVIL, exchanges: [exchange] }];
    },
  });
  const skipping = someCase({ id: 'skipping', run: () => Promise.reject(new Skip(`the hub says: ${EVIL}`)) });
  const ran = await checking({ cases: [evil, skipping] });
  const left = [`project x ${EVIL}: refusal: "${EVIL}"`];
  const counts = { lasting: {}, left: {} };
  const report: Report = {
    ...ran,
    clean_up: { undone: 0, lasting: left, left, counts },
    exit: { code: 4, words: EVIL },
  };

  const root = parseXml(REPORTS.html.write(report));
  expect(elements(root, 'img')).toEqual([]);
  expect(elements(root, 'script').length).toBe(1);
  expect(elements(root, 'h1')[0]?.text).toBe(EVIL);
  expect(elements(root, 'li').map(({ text }) => text)).toEqual([EVIL, left[0]]);
  expect(
    elements(parseXml(REPORTS.junit.write(report)), 'testcase').map(({ attributes }) => attributes.name),
  ).toContain(left[0]);
  // Outside of code, each sign that Markdown could take for its own has a backslash before it.
  const outside = REPORTS.markdown.write(report).replace(/(`+) ?[^`].*?\1(?!`)/g, '');
  expect(outside).toContain('\\<img src=x');
  expect(outside).not.toMatch(/(?<!\\)[<[]/);
  expect(
    REPORTS.github
      .write(report)
      .trimEnd()
      .split('\n')
      .every((line) => line.startsWith('::error title=')),
  ).toBe(true);
});

test('what is left, and what stays for good, is told in each kind; of a mock nothing stays', async () => {
  const [left, lasting] = [['project 1 mock-hub-abcd1234 a: not allowed'], ['1 × organization: nothing can undo it']];
  const counts = { lasting: { organization: 1 }, left: { project: 1 } };
  const sweep = 'cocalc-mock-hub sweep mock-hub-abcd1234.ledger --consent http://hub.test';
  const report: Report = { ...(await checking({ cases })), clean_up: { undone: 3, lasting, left, counts }, sweep };

  const suite = elements(parseXml(REPORTS.junit.write(report)), 'testsuite').find(
    ({ attributes }) => attributes.name === 'clean-up',
  );
  expect(suite?.attributes).toMatchObject({ tests: '2', failures: '1', skipped: '1' });
  expect(suite && elements(suite, 'failure')[0]?.attributes.message).toBe(`left behind: ${left[0]}`);
  const facts = suite && elements(suite, 'property').map(({ attributes: { name, value } }) => `${name}: ${value}`);
  const told = ['left behind: 1 × project', `sweep: ${sweep}`, 'stays for good: 1 × organization'];
  expect(facts).toEqual(expect.arrayContaining(told));
  for (const text of [textReport(report), REPORTS.markdown.write(report), REPORTS.html.write(report)]) {
    expect(text).toContain(sweep);
    expect(text).toContain('nothing can undo it');
    expect(text).toContain('not allowed');
  }
  const thrownAway = { ...report, target: { ...report.target, mock: true } };
  for (const text of [
    textReport(thrownAway),
    ...['markdown', 'html', 'junit'].map((kind) => REPORTS[kind as 'html'].write(thrownAway)),
  ]) {
    expect(text).not.toContain('nothing can undo it');
    expect(text).not.toContain('stays for good');
  }
});

test('findings stay in the headline, whatever else went wrong', async () => {
  const leaving = makingCases().map((one) => ({ ...one, suite: 'leaving' }));
  const { hub } = testHub();
  const { fetch } = spying(hub, (operation) => {
    if (/delete_project|deleteProject|setDeleted|projects\.delete/.test(operation)) throw new Error('no');
  });

  const report = await checking({ cases: [failing(), ...leaving], fetch });

  expect(report.exit).toEqual({
    code: 1,
    words: expect.stringMatching(/^\d findings; clean-up is not complete: \d+ left behind$/),
  });
  expect(report.sweep).toMatch(/^cocalc-mock-hub sweep \S+ --consent http:\/\/hub\.test$/);
});

test('Markdown and annotations tell each failure on lines of their own', async () => {
  const report = await mixed();

  const markdown = REPORTS.markdown.write(report);
  expect(markdown).toContain('- some/failing#wrong (v1/ping, behaviour)\n  - expected `a <ping> & more`\n');
  expect(markdown).toContain('\n- 1 excused: known \\<for\\> long\n');
  expect(markdown).toContain('``');
  const annotations = REPORTS.github.write(report).trimEnd().split('\n');
  expect(annotations.length).toBe(4);
  for (const line of annotations) expect(line).toMatch(/^::error title=[^:,]+::./);
  expect(annotations[1]).toContain('%0Aline 2 %25');
});

test('the summary shows all that one needs to go after a failure', async () => {
  const text = textReport(await mixed());

  expect(text).toContain(`✗ some/failing#wrong (v1/ping, behaviour)
    expected  a <ping> & more
    came      a "pong"
    basis     the test
    call      curl -sS -u "$COCALC_API_KEY:" -H 'Content-Type: application/json' --data-raw '{}' http://hub.test/api/v1/ping
    replay    cocalc-mock-hub check http://hub.test --consent http://hub.test --seed 1 --replay some/failing
`);
  expect(text).toContain('✗ expected failure some/passes#wrong is stale: it does not fail any more');
  expect(text).toMatch(/\nbehaviour {2}1 passed, 1 failed, 1 excused, 1 skipped\n/);
  expect(text).toMatch(/\nconsent {3}http:\/\/hub\.test\ntook {6}\d+\.\d s\n/);
  expect(text).toMatch(/3 findings \(exit code 1\)\n$/);
});

test('reasons that begin alike are counted together', async () => {
  const skipping = ['a', 'b', 'c', 'd', 'd'].map((word, at) =>
    someCase({ id: `skips-${at}`, run: () => Promise.reject(new Skip(`no words for it: ${word}`)) }),
  );
  const needing = someCase({ id: 'needs', needs: ['nobody'] });

  const report = await checking({ cases: [needing, ...skipping] });

  const lines = [
    '- 5 skipped: no words for it: 4 different ones',
    '- 1 skipped: no key for "nobody" (COCALC_API_KEY_NOBODY)',
  ];
  expect(textReport(report)).toContain(`${lines.join('\n')}\n`);
  expect(REPORTS.markdown.write(report)).toContain(
    '- 5 skipped: no words for it\n  - `a`\n  - `b`\n  - `c`\n  - `d`\n',
  );
});

test('order and names are the same in each run', async () => {
  const names = async () => (await checking({ readOnly: true })).cases.map(({ name, verdict }) => `${name} ${verdict}`);

  const first = await names();
  expect(new Set(first).size).toBe(first.length);
  expect(await names()).toEqual(first);
});

test('no report, ledger or output holds a key, a password or a token', { timeout: 30_000 }, async () => {
  const [mine, others] = ['sk_Abcdefghij0123456789mnop', 'plainOldKeyWithoutPrefix'];
  const { hub } = testHub();
  const { fetch } = spying(hub);
  const made: string[] = [];
  const leaky = someCase({
    ...{ suite: 'leaky', mutating: true },
    run: async (context) => {
      const password = 'p@ss "word" <1>';
      const args = [{ action: 'create', name: context.title(mine) }];
      const exchanges = [
        await context.call({ api: 'conat/hub', name: 'system.manageApiKeys', args }),
        await context.call({ api: 'v1', name: 'user_search', body: { query: 'x', password } }),
        await context.call({ api: 'v1', name: 'user_search', body: { query: others, token: 'tokenOfSomebody' } }),
      ];
      for (const [, secret = ''] of JSON.stringify(exchanges).matchAll(/\\"secret\\":\\"([^"\\]+)/g)) made.push(secret);
      context.learnKey('made', made[0] ?? '');
      const came = `${mine} ${others} ${made} ${btoa(`${others}:`)} ${'x'.repeat(480)} ${made}`;
      return exchanges.map((exchange, at) => ({
        ...{ id: `leak-${at}`, expected: mine, came, basis: `Basic ${btoa(`${mine}:`)}`, exchanges: [exchange] },
      }));
    },
  });
  const printed: string[] = [];
  const set = options({
    ...{ cases: [...contractSuite, ...makingCases(), leaky], keys: { self: mine, other: others } },
    // The hub knows them by other keys.
    fetch: (url, init) => {
      const as = String(new Headers(init.headers).get('authorization'));
      const key = as.includes(btoa(`${others}:`)) ? 'sk_other' : 'sk_owner';
      return fetch(url, { ...init, headers: { ...(init.headers as object), authorization: `Bearer ${key}` } });
    },
    print: (text) => printed.push(text),
  });

  const report = await checking(set);
  const dir = folder();
  for (const { file, write } of Object.values(REPORTS)) writeFileSync(join(dir, file), write(report));
  writeFileSync(join(dir, 'printed'), `${printed.join('')}${textReport(report)}`);
  writeFileSync(join(dir, 'ledger'), readFileSync(set.ledgerFile));

  expect(made.length).toBe(1);
  expect(report.cases.at(-1)?.findings.length).toBe(3);
  const secrets = [mine, others, made[0] as string, 'p@ss', 'tokenOfSomebody', btoa(`${mine}:`), btoa(`${others}:`)];
  for (const file of readdirSync(dir)) {
    const text = readFileSync(join(dir, file), 'utf8');
    expect(text.length, file).toBeGreaterThan(50);
    for (const secret of secrets) expect(text.includes(secret), `${file} holds ${secret}`).toBe(false);
    // Not half of one, either, where a text was cut.
    expect(text.includes((made[0] as string).slice(0, 12)), file).toBe(false);
  }
});
