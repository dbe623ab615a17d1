/** What `check`, `sweep` and `drift` are told on the command line and by variables. */
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { CheckOptions, Suite } from '../check/options.ts';
import { readExpected } from '../conformance/verdict/expected.ts';
import type { ReportName } from '../conformance/verdict/reports/index.ts';

interface Limits extends Pick<CheckOptions, 'consent' | 'rate' | 'maxRequests'> {
  readonly apiKeyFile?: string;
  /** Seconds. */
  readonly maxTime?: number;
  /** Seconds. */
  readonly timeout?: number;
}

export type SweepSettings = Limits;

export interface CheckSettings
  extends Limits,
    Pick<
      CheckOptions,
      'grep' | 'exclude' | 'readOnly' | 'consentAccounts' | 'dryRun' | 'seed' | 'replay' | 'ledger' | 'profile'
    > {
  readonly suite?: readonly Suite[];
  readonly api?: CheckOptions['apis'];
  readonly expected?: string;
  readonly report?: readonly ReportName[];
  readonly reportDir?: string;
}

/** The settings as a check from code takes them, without those that name where the key is. */
export function optionsFrom(settings: CheckSettings): CheckOptions {
  const { apiKeyFile: _key, report: _report, reportDir: _dir, ...given } = settings;
  const { suite: suites, api: apis, expected, maxTime: _time, timeout: _timeout, ...options } = given;
  return {
    ...options,
    ...limitsFrom(settings),
    suites,
    apis,
    expected: expected === undefined ? undefined : readExpected(readFileSync(expected, 'utf8'), expected),
  };
}

export function limitsFrom({ rate, maxRequests, maxTime, timeout }: Limits): CheckOptions {
  const [maxTimeMs, timeoutMs] = [maxTime, timeout].map((seconds) => seconds && seconds * 1000);
  return { rate, maxRequests, maxTimeMs, timeoutMs };
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
