/** `drift A B`: the cases of `check` at two targets, and where they differ. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendsCalls } from '../check/options.ts';
import { checkRun, keepOrRemove } from '../check/run.ts';
import { type CheckTarget, withTarget } from '../check/target.ts';
import type { CheckRun } from '../conformance/verdict/check.ts';
import { type DriftTarget, compareHubs as runDrift } from '../conformance/verdict/drift.ts';
import { DRIFT_REPORTS } from '../conformance/verdict/drift-report.ts';
import { CONTRACTS, readContracts } from '../contracts/folder.ts';
import { Redactor } from '../core/redact.ts';
import type { Profile } from '../core/settings.ts';
import { attempt } from './check.ts';
import { type CheckSettings, keysFrom, optionsFrom } from './check-settings.ts';
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
export function driftCommand(a: string, b: string, settings: DriftSettings): Promise<number> {
  const { apiKeyFileA, apiKeyFileB, consentA, consentB, ledgerA, ledgerB } = settings;
  const ofA = { target: a, variable: 'COCALC_API_KEY_A', apiKeyFile: apiKeyFileA, consent: consentA, ledger: ledgerA };
  const ofB = { target: b, variable: 'COCALC_API_KEY_B', apiKeyFile: apiKeyFileB, consent: consentB, ledger: ledgerB };
  return attempt(() =>
    withOneOf(ofA, settings, (one) =>
      withOneOf(ofB, settings, (other) => reported([one, ofA], [other, ofB], settings)),
    ),
  );
}

/** Progress and faults go to standard error, so that what stands on standard output is the drift and nothing else. */
const print = (text: string): void => void process.stderr.write(text);

/** Has a hub, or a mock, up while the work is done. */
function withOneOf(own: OwnSettings, settings: DriftSettings, work: (target: CheckTarget) => Promise<number>) {
  const profile = MOCKS[own.target];
  if (profile !== undefined) return withTarget('mock', { profile }, work);
  const { apiKeyFile, variable, consent } = own;
  const options = { ...optionsFrom(settings), consent };
  const keys = sendsCalls(options) ? keysFrom(apiKeyFile === undefined ? {} : { apiKeyFile }, variable) : {};
  return withTarget(own.target, { ...options, keys }, work);
}

const MOCKS: Readonly<Record<string, Profile>> = {
  mock: 'documented',
  'mock:documented': 'documented',
  'mock:observed': 'observed',
};

type OneOfTwo = readonly [CheckTarget, OwnSettings];

async function reported(a: OneOfTwo, b: OneOfTwo, settings: DriftSettings): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'mock-hub-'));
  const [ending, progress, secrets] = [endedBySignals(), progressLine(), new Redactor()];
  const { signal } = ending;
  const targetOf = ([target, { consent, ledger, target: given }]: OneOfTwo): DriftTarget & { check: CheckRun } => {
    const options = { ...optionsFrom(settings), consent, ledger, signal, print, onProgress: progress.show };
    return {
      name: target.mock ? `mock, ${MOCKS[given]}` : target.url,
      check: { ...checkRun(target, options, target.mock ? scratch : '.'), secrets },
    };
  };
  const [[, ofA], [, ofB]] = [a, b];
  try {
    const [one, other] = [targetOf(a), targetOf(b)];
    const found = await runDrift({ a: one, b: other, contracts: readContracts(CONTRACTS), secrets });
    progress.end();
    const sides = [
      [one.check, found.reports[0], ofA],
      [other.check, found.reports[1], ofB],
    ] as const;
    for (const [check, report, { ledger }] of sides) {
      for (const words of report.clean_up?.left ?? []) print(`✗ left behind at ${check.url}: ${words}\n`);
      keepOrRemove(check.ledgerFile, report, { ledger });
      if (report.sweep !== null) print(`${report.sweep} goes on from there\n`);
    }
    process.stdout.write(DRIFT_REPORTS[settings.format](found.drift));
    print(`${found.drift.exit.words} (exit code ${found.drift.exit.code})\n`);
    return found.drift.exit.code;
  } finally {
    ending.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
