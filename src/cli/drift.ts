/** `drift A B`: the cases of `check` at two targets, and where they differ. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCases } from '../conformance/suites/index.ts';
import type { CheckRun } from '../conformance/verdict/check.ts';
import { type DriftTarget, compareHubs as runDrift } from '../conformance/verdict/drift.ts';
import { DRIFT_REPORTS } from '../conformance/verdict/drift-report.ts';
import { CONTRACTS, readContracts } from '../contracts/folder.ts';
import { Redactor } from '../core/redact.ts';
import type { Profile } from '../core/settings.ts';
import { attempt, keepOrRemove } from './check.ts';
import { budgetFrom, type CheckSettings, DEFAULT_RATE, hubUrl, keysFrom, optionsFrom } from './check-settings.ts';
import { type CheckTarget, withMock } from './mock-target.ts';
import { modelsOf } from './model.ts';
import { progressLine } from './progress.ts';
import { endedBySignals } from './terminal.ts';

export interface DriftSettings
  extends Omit<CheckSettings, 'apiKeyFile' | 'consent' | 'ledger' | 'profile' | 'replay' | 'report' | 'expected'> {
  readonly apiKeyFileA?: string;
  readonly apiKeyFileB?: string;
  readonly consentA?: string;
  readonly consentB?: string;
  readonly ledgerA?: string;
  readonly ledgerB?: string;
  readonly format: keyof typeof DRIFT_REPORTS;
}

/** What is said of one of the two. */
interface OwnSettings {
  readonly target: string;
  readonly variable: string;
  readonly apiKeyFile: string | undefined;
  readonly consent: string | undefined;
  readonly ledger: string | undefined;
}

/** @returns the exit code. */
export function driftCommand(a: string, b: string, settings: DriftSettings, version: string): Promise<number> {
  const { apiKeyFileA, apiKeyFileB, consentA, consentB, ledgerA, ledgerB } = settings;
  const ofA = { target: a, variable: 'COCALC_API_KEY_A', apiKeyFile: apiKeyFileA, consent: consentA, ledger: ledgerA };
  const ofB = { target: b, variable: 'COCALC_API_KEY_B', apiKeyFile: apiKeyFileB, consent: consentB, ledger: ledgerB };
  return attempt(() =>
    withTarget(ofA, settings, (one) =>
      withTarget(ofB, settings, (other) => reported([one, ofA], [other, ofB], settings, version)),
    ),
  );
}

/** Progress and faults go to standard error, so that what stands on standard output is the drift and nothing else. */
const print = (text: string): void => void process.stderr.write(text);

/** A hub, or a mock that is up while the work is done. */
function withTarget(own: OwnSettings, { dryRun }: DriftSettings, work: (target: CheckTarget) => Promise<number>) {
  const profile = MOCKS[own.target];
  if (profile !== undefined) return withMock(profile, work);
  const { apiKeyFile, variable } = own;
  const keys = dryRun ? {} : keysFrom(apiKeyFile === undefined ? {} : { apiKeyFile }, variable);
  return work({ url: hubUrl(own.target), mock: false, keys });
}

const MOCKS: Readonly<Record<string, Profile>> = {
  mock: 'documented',
  'mock:documented': 'documented',
  'mock:observed': 'observed',
};

type OneOfTwo = readonly [CheckTarget, OwnSettings];

async function reported(a: OneOfTwo, b: OneOfTwo, settings: DriftSettings, version: string): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'mock-hub-'));
  const [ending, progress] = [endedBySignals(), progressLine()];
  const contracts = readContracts(CONTRACTS);
  const common = { secrets: new Redactor(), signal: ending.signal, onResult: progress.show, tool: version };
  const targetOf = ([{ stage, ...target }, own]: OneOfTwo): DriftTarget & { check: CheckRun } => {
    const run = crypto.randomUUID().slice(0, 8);
    const { consent } = own;
    return {
      name: target.mock ? `mock, ${MOCKS[own.target]}` : target.url,
      check: {
        ...target,
        ...optionsFrom({ ...settings, ...(consent !== undefined && { consent }) } as CheckSettings),
        ...common,
        cases: allCases(contracts, stage),
        newModel: modelsOf,
        budget: budgetFrom(settings, target.mock ? {} : { rate: DEFAULT_RATE }),
        run,
        ledgerFile: own.ledger ?? join(target.mock ? scratch : '.', `mock-hub-${run}.ledger`),
        print,
      },
    };
  };
  const [[, ofA], [, ofB]] = [a, b];
  try {
    const [one, other] = [targetOf(a), targetOf(b)];
    const found = await runDrift({ a: one, b: other, contracts, secrets: common.secrets });
    progress.end();
    const sides = [
      [one.check, found.reports[0], ofA],
      [other.check, found.reports[1], ofB],
    ] as const;
    for (const [check, report, { ledger }] of sides) {
      for (const words of report.clean_up?.left ?? []) print(`✗ left behind at ${check.url}: ${words}\n`);
      keepOrRemove(check.ledgerFile, report, { print, ...(ledger !== undefined && { ledger }) });
    }
    process.stdout.write(DRIFT_REPORTS[settings.format](found.drift));
    print(`${found.drift.exit.words} (exit code ${found.drift.exit.code})\n`);
    return found.drift.exit.code;
  } finally {
    ending.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
