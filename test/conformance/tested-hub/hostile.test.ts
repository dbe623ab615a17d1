/** Targets that are no hub, or a bad one: each is told apart, in time, and nothing about them passes. */
import { createServer, type RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { modelsOf } from '../../../src/check/model.ts';
import { apiOf } from '../../../src/conformance/language/call.ts';
import type { CallerAccount, Flavour } from '../../../src/conformance/tested-hub/flavour.ts';
import { TestedHub } from '../../../src/conformance/tested-hub/tested-hub.ts';
import { runCases } from '../../../src/conformance/verdict/run.ts';
import { GENERATIONS } from '../../../src/contracts/contract.ts';
import type { Json } from '../../../src/core/json.ts';
import { Redactor } from '../../../src/core/redact.ts';
import { listening } from '../../adapters/servers.ts';
import { id, OWNER, testHub } from '../../hub.ts';
import { BUDGET, checking, contractSuite, makingCases, someCase, spying } from '../setting.ts';

/** The URL of a server that does this with each request. */
async function serving(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}`;
}

const QUICK = { ...BUDGET, timeoutMs: 100, maxTimeMs: 5000 };

/** A check over HTTP. */
const checkingAt = (url: string, budget = BUDGET) =>
  checking({ url, readOnly: true, budget, fetch: (...request) => fetch(...request) });

test('nobody there is said to be unreachable', async () => {
  // Nothing listens at so low a port.
  const report = await checkingAt('http://127.0.0.1:2');

  expect(report.exit).toMatchObject({
    code: 3,
    words: expect.stringMatching(/does not answer: unreachable: ECONNREFUSED$/),
  });
});

test('a host that has no address is said to be unreachable', async () => {
  const report = await checkingAt('http://no-such-host.invalid');

  expect(report.exit).toMatchObject({ code: 3, words: expect.stringMatching(/unreachable: (ENOTFOUND|EAI_AGAIN)$/) });
});

test('answers that take too long are given up in time', async () => {
  const url = await serving(() => {});
  const started = performance.now();

  const report = await checkingAt(url, QUICK);

  expect(report.exit).toMatchObject({ code: 3, words: expect.stringContaining('timed out: no answer within 100 ms') });
  expect(performance.now() - started).toBeLessThan(5000);
});

test('an answer that starts and never ends is given up in time', async () => {
  const url = await serving((_request, response) => void response.writeHead(200).write('{"event":'));

  expect((await checkingAt(url, QUICK)).exit).toMatchObject({ code: 3, words: expect.stringContaining('timed out') });
});

test.for([
  ['connections that are cut', (_request, response) => void response.destroy(), 'dropped: '],
  ['a page in place of an answer', (_request, response) => void response.end('<html></html>'), 'page: an HTML page'],
  [
    'text in place of an answer',
    (_request, response) => void response.end('hello'),
    'garbled: a body that is not JSON',
  ],
  ['nothing in place of an answer', (_request, response) => void response.end(), 'garbled: an empty body'],
  [
    'a redirection, which is not followed',
    (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end('{}'),
    'garbled: a redirection to http://127.0.0.1:1/',
  ],
  ['an error for each call', (_request, response) => void response.end('{"error":"no"}'), 'rejection: "no"'],
  [
    'an empty object for each call',
    (_request, response) => void response.end('{}'),
    'garbled: an object without an event',
  ],
] as [string, RequestListener, string][])('%s is told as such', async ([, listener, words]) => {
  const report = await checkingAt(await serving(listener));

  expect(report.exit).toMatchObject({ code: 3, words: expect.stringContaining(words) });
  expect(report.axes.contracts.pass).toBe(0);
});

test('a hub that wants to be left alone is asked again when it said, and then works', async () => {
  const { hub } = testHub();
  const { fetch: ask } = spying(hub);
  let calls = 0;
  const busy = async (url: string, init: RequestInit) => {
    calls += 1;
    if (calls % 2 === 0) return ask(url, init);
    return new Response('{"error":"slow down"}', {
      status: 429,
      headers: { 'retry-after': calls % 4 === 1 ? '0' : new Date().toUTCString() },
    });
  };

  const report = await checking({ cases: [someCase()], fetch: busy });

  expect(report.exit.code).toBe(0);
  expect(report.requests).toBe(calls);
});

test.for(['0', '3600', 'nonsense'])(
  'a hub that always wants to be left alone is given up: Retry-After %s',
  async (after) => {
    let calls = 0;
    const busy = async () => {
      calls += 1;
      return new Response('', { status: 429, headers: { 'retry-after': after } });
    };

    const report = await checking({ cases: [someCase()], fetch: busy, budget: { ...BUDGET, maxTimeMs: 2000 } });

    expect(report.exit).toMatchObject({
      code: 3,
      words: expect.stringContaining('limited: the hub takes no more calls for now'),
    });
    expect(calls).toBeLessThanOrEqual(4);
  },
);

test('the key goes to the host that was named, and to no other', async () => {
  const thief: string[] = [];
  const other = await serving((request, response) => {
    thief.push(String(request.headers.authorization));
    response.end('{}');
  });
  const url = await serving((_request, response) => void response.writeHead(308, { location: other }).end());

  await checkingAt(url);

  expect(thief).toEqual([]);
});

/** What finding out about a hub would have come to, had it gone well. */
const FLAVOUR: Flavour = {
  generations: GENERATIONS,
  apis: ['v1', 'conat/hub', 'conat/project', 'v2'],
  v2: 'production',
  profile: 'documented',
};
const ACCOUNT: CallerAccount = {
  account_id: OWNER,
  first_name: 'Owner',
  last_name: 'Person',
  groups: [],
  project_id: id('project', 1),
};

/** Words that refusals of hubs begin with; an answer that always says one of them is no better for it. */
const ERRORS = ['no', 'Error: no', 'invalid parameters', 'must be signed in'];

const ALWAYS: Json[] = [
  ...[{}, [], null, 'text', 0, true],
  ...ERRORS.map((error) => ({ error })),
  ...ERRORS.map((error) => ({ event: 'error', id: id('other', 1), error })),
  { event: 'success', id: id('other', 1) },
];

test.for(ALWAYS.map((answer) => JSON.stringify(answer)))(
  'a target that answers all with %s is no hub',
  async (text) => {
    const report = await checkingAt(await serving((_request, response) => void response.end(text)));

    expect(report.exit.code).toBe(3);
    expect(report.axes.contracts.pass).toBe(0);
  },
);

// API v2 is left out: `[]` is what it answers where a list is empty, and "must be signed in" where no key is shown.
test.for(ALWAYS.map((answer) => JSON.stringify(answer)))(
  'were it taken for one, nothing of v1 and conat would pass: %s',
  { timeout: 60_000 },
  async (text) => {
    for (const profile of ['documented', 'observed'] as const) {
      const hub = new TestedHub({
        ...{
          url: 'http://hub.test',
          keys: { self: 'sk_owner', other: 'sk_other' },
          allowance: 'writes',
          run: 'abcd1234',
        },
        ...{ budget: BUDGET, secrets: new Redactor(), fetch: async () => new Response(text) },
        records: { asked: () => 1, made() {}, refused() {} },
      });
      const setting = {
        hub,
        flavour: { ...FLAVOUR, profile },
        account: ACCOUNT,
        seed: 1,
        path: undefined,
        newModel: modelsOf,
      };

      const cases = [...contractSuite, ...makingCases()].filter(({ operation }) => apiOf(operation) !== 'v2');
      const results = await runCases(cases, setting);

      expect(results.filter(({ verdict }) => verdict === 'pass').map((result) => result.case.id)).toEqual([]);
    }
  },
);
