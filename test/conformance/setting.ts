/** What tests of the check start from: a mock as the hub, made-up cases, and everything within the process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { modelsOf } from '../../src/check/model.ts';
import type { HubDeed } from '../../src/conformance/language/deeds.ts';
import { operationFor, speak, understand } from '../../src/conformance/language/words.ts';
import type { Case, CaseContext } from '../../src/conformance/suites/case.ts';
import { contractCases } from '../../src/conformance/suites/contracts.ts';
import type { Fetch } from '../../src/conformance/tested-hub/sending.ts';
import type { Budget } from '../../src/conformance/tested-hub/tested-hub.ts';
import { type CheckRun, checkHub } from '../../src/conformance/verdict/check.ts';
import type { Report } from '../../src/conformance/verdict/report.ts';
import { GENERATIONS, type Generation } from '../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { Redactor } from '../../src/core/redact.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { testHub } from '../hub.ts';

const URL_OF_HUB = 'http://hub.test';

export const BUDGET: Budget = { maxRequests: 1000, maxTimeMs: 60_000, timeoutMs: 10_000 };

/** What leaves a hub as it is. */
export const contractSuite = contractCases(readContracts(CONTRACTS)).filter(({ mutating }) => !mutating);

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'check-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Calls that reached a hub. */
export interface Spied {
  readonly fetch: Fetch;
  /** As in `v1/ping`, in order. */
  readonly seen: string[];
  /** What was sent: headers and body. */
  readonly sent: string[];
}

/** The hub, with an eye on what is sent to it. */
export function spying(hub: Hub, before: (operation: string) => void | Promise<void> = () => {}): Spied {
  const handle = fetchHandler(hub);
  const [seen, sent]: string[][] = [[], []];
  return {
    seen: seen as string[],
    sent: sent as string[],
    async fetch(url, init) {
      const operation = operationIn(url, String(init.body));
      seen?.push(operation);
      sent?.push(`${JSON.stringify(init.headers)} ${init.body}`);
      await before(operation);
      return handle(new Request(url, init));
    },
  };
}

function operationIn(url: string, body: string): string {
  const path = new URL(url).pathname.replace('/api/', '');
  return path.startsWith('conat/') ? `${path}/${(JSON.parse(body) as JsonObject).name ?? ''}` : path;
}

export function options(changes: Partial<CheckRun> = {}): CheckRun {
  return {
    cases: contractSuite,
    selection: { suites: [], grep: [], exclude: [], generations: GENERATIONS },
    url: URL_OF_HUB,
    mock: false,
    keys: { self: 'sk_owner', other: 'sk_other' },
    consent: { hub: 'http://hub.test' },
    consentAccounts: false,
    readOnly: false,
    dryRun: false,
    budget: BUDGET,
    expected: [],
    seed: 1,
    path: undefined,
    run: 'abcd1234',
    ledgerFile: join(folder(), 'ledger'),
    secrets: new Redactor(),
    tool: '0.0.0',
    newModel: modelsOf,
    print: () => {},
    ...changes,
  };
}

/** A check of a mock, or of what `fetch` makes of it. */
export function checking(changes: Partial<CheckRun> = {}): Promise<Report> {
  return checkHub(options({ fetch: spying(testHub().hub).fetch, ...changes }));
}

/** A case that passes with one call, changed by what is given. */
export function someCase(changes: Partial<Case> = {}): Case {
  return {
    ...{ suite: 'some', id: 'case', operation: 'v1/ping', axis: 'behaviour', mutating: false },
    run: async (context) => {
      await context.call({ api: 'v1', name: 'ping' });
      return [];
    },
    ...changes,
  };
}

export const failing = (id = 'failing'): Case =>
  someCase({
    id,
    run: async (context) => {
      const exchange = await context.call({ api: 'v1', name: 'ping' });
      return [{ id: 'wrong', expected: 'a <ping> & more', came: 'a "pong"', basis: 'the test', exchanges: [exchange] }];
    },
  });

/** Cases that make a project with somebody else and a file in it, and, where there are keys, a key of each kind. */
export function makingCases(): Case[] {
  return (['v1', 'conat'] as const).map((api) =>
    someCase({
      ...{ suite: 'making', id: api === 'v1' ? 'v1' : 'conat.hub', operation: operationFor('create', api) },
      ...{ mutating: true, creates: { project: 2 } },
      run: (context) => makeThings(context, api),
    }),
  );
}

async function makeThings(context: CaseContext, api: Generation): Promise<[]> {
  const act = async (deed: HubDeed, as?: string) => {
    const exchange = await context.call({ ...speak(deed, api), ...(as !== undefined && { as }) });
    if (exchange.answer.outcome !== 'success') throw new Error(JSON.stringify(exchange.answer));
    return understand(deed, exchange) as never;
  };
  const { account_id } = (await act({ kind: 'identify' }, 'other')) as { account_id: string };
  for (const title of api === 'v1' ? ['one', 'two'] : ['one']) {
    const project_id = await act({ kind: 'create', title: context.title(title) });
    if (api === 'v1') await act({ kind: 'write', project_id, path: 'a.txt', content: 'a' });
    await act({ kind: 'add', project_id, account_id });
    if (api === 'v1') continue;
    await act({ kind: 'createKey', name: context.title('key') });
    await act({ kind: 'createKey', name: context.title('key of project'), project_id });
  }
  return [];
}
