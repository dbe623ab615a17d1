/** A check as `checkHub` takes it, made of what users say. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { allCases } from '../conformance/suites/index.ts';
import type { Consent } from '../conformance/tested-hub/consent.ts';
import type { CheckRun } from '../conformance/verdict/check.ts';
import type { Report } from '../conformance/verdict/report.ts';
import { GENERATIONS } from '../contracts/contract.ts';
import { CONTRACTS, readContracts } from '../contracts/folder.ts';
import { Redactor } from '../core/redact.ts';
import { packageVersion } from '../hub/programs.ts';
import { modelsOf } from './model.ts';
import type { CheckOptions } from './options.ts';
import type { CheckTarget } from './target.ts';

/** Real hubs have other users. */
const DEFAULT_RATE = 10;

/** @param folder where the ledger is written to, unless a file is named. */
export function checkRun({ stage, ...target }: CheckTarget, options: CheckOptions, folder: string): CheckRun {
  const { suites = [], grep = [], exclude = [], apis = GENERATIONS, replay, onProgress, signal } = options;
  // Names of cases hold no such sign.
  const [name, ...path] = replay?.split('@') ?? [];
  const run = crypto.randomUUID().slice(0, 8);
  return {
    ...target,
    selection: { suites, grep, exclude, generations: apis, ...(name !== undefined && { replay: name }) },
    path: path.join('@') || undefined,
    consent: consentFrom(options.consent),
    consentAccounts: options.consentAccounts ?? false,
    readOnly: options.readOnly ?? false,
    dryRun: options.dryRun ?? false,
    expected: options.expected ?? [],
    seed: options.seed ?? 1,
    cases: allCases(readContracts(CONTRACTS), stage),
    newModel: modelsOf,
    secrets: new Redactor(),
    budget: budgetFrom(options, target.mock),
    run,
    tool: packageVersion(),
    ledgerFile: options.ledger ?? join(folder, `mock-hub-${run}.ledger`),
    print: options.print ?? (() => {}),
    ...(signal && { signal }),
    ...(onProgress && {
      onResult: ({ case: { suite, id }, verdict }, done, all) =>
        onProgress({ name: `${suite}/${id}`, verdict, done, all }),
      onCleanUp: (done, all) => onProgress({ name: 'clean-up', done, all }),
    }),
  };
}

/** @param text as in `hub.example,ACCOUNT_ID`. */
export function consentFrom(text: string | undefined): Consent | undefined {
  const [hub, account_id] = text?.split(',') ?? [];
  if (hub === undefined) return undefined;
  return account_id === undefined ? { hub } : { hub, account_id };
}

/** @param mock it has no other users. */
export function budgetFrom(
  { rate, maxRequests = 20_000, maxTimeMs = 3_600_000, timeoutMs = 30_000 }: CheckOptions,
  mock = false,
): CheckRun['budget'] {
  const limit = rate ?? (mock ? undefined : DEFAULT_RATE);
  return { ...(limit !== undefined && { rate: limit }), maxRequests, maxTimeMs, timeoutMs };
}

/** A ledger of which all is undone is of no use, unless somebody asked for it. */
export function keepOrRemove(file: string, { clean_up }: Report, { ledger }: CheckOptions): void {
  if (clean_up?.left.length === 0 && ledger === undefined) rmSync(file, { force: true });
}
