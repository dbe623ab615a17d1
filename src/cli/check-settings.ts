/** What `check`, `sweep` and `drift` are told on the command line and by variables: keys, consent, budgets, a hub's address. */
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { Consent } from '../conformance/tested-hub/consent.ts';
import type { Budget } from '../conformance/tested-hub/tested-hub.ts';
import { readExpected } from '../conformance/verdict/expected.ts';
import type { ReportName } from '../conformance/verdict/reports/index.ts';
import type { Profile } from '../core/settings.ts';

interface Limits {
  readonly apiKeyFile?: string;
  readonly consent?: string;
  /** Requests in a second. */
  readonly rate?: number;
  readonly maxRequests?: number;
  /** Seconds. */
  readonly maxTime?: number;
  /** Seconds. */
  readonly timeout?: number;
}

export type SweepSettings = Limits;

export interface CheckSettings extends Limits {
  readonly suite?: readonly string[];
  readonly grep?: readonly string[];
  readonly exclude?: readonly string[];
  readonly api?: readonly ('v1' | 'conat')[];
  readonly readOnly?: true;
  readonly consentAccounts?: true;
  readonly dryRun?: true;
  readonly expected?: string;
  readonly seed?: number;
  readonly replay?: string;
  readonly report?: readonly ReportName[];
  readonly reportDir?: string;
  readonly ledger?: string;
  readonly profile?: Profile;
}

export function optionsFrom(settings: CheckSettings) {
  const { suite = [], grep = [], exclude = [], api = ['v1', 'conat'], consent, expected, seed, replay } = settings;
  // Names of cases hold no such sign.
  const [name, path] = replay === undefined ? [] : [replay.split('@', 1)[0], replay.split('@').slice(1).join('@')];
  return {
    selection: { suites: suite, grep, exclude, generations: api, ...(name !== undefined && { replay: name }) },
    path: path || undefined,
    consent: consentFrom(consent),
    consentAccounts: settings.consentAccounts === true,
    readOnly: settings.readOnly === true,
    dryRun: settings.dryRun === true,
    expected: expected === undefined ? [] : readExpected(readFileSync(expected, 'utf8'), expected),
    seed: seed ?? 1,
  };
}

/** @throws InvalidArgumentError; it never repeats what it was given, which may hold a password. */
export function hubUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('Give mock, or the URL of a hub such as https://hub.example.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('Give the URL without user and password; the key is in COCALC_API_KEY.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

const VARIABLE = 'COCALC_API_KEY';

/** Names of identities to their keys. @throws InvalidArgumentError when there is none for `self`. */
export function keysFrom({ apiKeyFile }: Limits, variable = VARIABLE): Record<string, string> {
  const self = apiKeyFile === undefined ? process.env[variable] : readFileSync(apiKeyFile, 'utf8').trim();
  if (!self) throw new InvalidArgumentError(`Give a key, in the variable ${variable} or by --api-key-file.`);
  const others = Object.entries(process.env).flatMap(([name, key]) =>
    name.startsWith(`${variable}_`) && key ? [[name.slice(variable.length + 1).toLowerCase(), key]] : [],
  );
  return { ...Object.fromEntries(others), self };
}

export function consentFrom(text: string | undefined): Consent | undefined {
  const [hub, account_id] = text?.split(',') ?? [];
  if (hub === undefined) return undefined;
  return account_id === undefined ? { hub } : { hub, account_id };
}

/** Real hubs have other users. */
export const DEFAULT_RATE = 10;

export function budgetFrom({ rate, maxRequests, maxTime, timeout }: Limits, defaults: { rate?: number }): Budget {
  return {
    ...defaults,
    ...(rate !== undefined && { rate }),
    maxRequests: maxRequests ?? 10_000,
    maxTimeMs: (maxTime ?? 3600) * 1000,
    timeoutMs: (timeout ?? 30) * 1000,
  };
}
