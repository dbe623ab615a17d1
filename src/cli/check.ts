/** `check` and `sweep`: settings in, reports out. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { allCases } from '../conformance/suites/index.ts';
import { LedgerError } from '../conformance/tested-hub/ledger.ts';
import { sweepRun as runSweep } from '../conformance/tested-hub/sweep.ts';
import { checkHub as runCheck } from '../conformance/verdict/check.ts';
import { ExpectedError } from '../conformance/verdict/expected.ts';
import type { Report } from '../conformance/verdict/report.ts';
import { REPORTS } from '../conformance/verdict/reports/index.ts';
import { textReport } from '../conformance/verdict/reports/text.ts';
import { CONTRACTS, readContracts } from '../contracts/folder.ts';
import { Redactor } from '../core/redact.ts';
import {
  budgetFrom,
  type CheckSettings,
  consentFrom,
  DEFAULT_RATE,
  hubUrl,
  keysFrom,
  optionsFrom,
  type SweepSettings,
} from './check-settings.ts';
import { type CheckTarget, withMock } from './mock-target.ts';
import { modelsOf } from './model.ts';
import { isOutputWhole, withoutOutput } from './output.ts';
import { progressLine } from './progress.ts';
import { complain } from './report.ts';
import { endedBySignals, print } from './terminal.ts';

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/** @returns the exit code. */
export function checkCommand(target: string, settings: CheckSettings, version: string): Promise<number> {
  return attempt(async () => {
    if (target === 'mock') return checkMock(settings, version);
    if (settings.profile !== undefined) throw new InvalidArgumentError('--profile is of the mock; a hub has its own');
    const url = hubUrl(target);
    return reported({ url, mock: false, keys: settings.dryRun ? {} : keysFrom(settings) }, settings, version);
  });
}

/** At a fresh mock, behind a port like any hub. */
function checkMock(settings: CheckSettings, version: string): Promise<number> {
  return withMock(settings.profile ?? 'documented', (mock) => reported(mock, settings, version));
}

async function reported({ stage, ...target }: CheckTarget, settings: CheckSettings, version: string): Promise<number> {
  const run = crypto.randomUUID().slice(0, 8);
  const scratch = target.mock && settings.ledger === undefined ? mkdtempSync(join(tmpdir(), 'mock-hub-')) : undefined;
  const ledgerFile = settings.ledger ?? join(scratch ?? '.', `mock-hub-${run}.ledger`);
  const progress = progressLine();
  const ending = endedBySignals();
  // A folder that cannot be made is told before anything is sent.
  if (settings.report !== undefined) mkdirSync(reportFolder(settings), { recursive: true });
  try {
    const report = await runCheck({
      ...target,
      ...optionsFrom(settings),
      cases: allCases(readContracts(CONTRACTS), stage),
      newModel: modelsOf,
      secrets: new Redactor(),
      budget: budgetFrom(settings, target.mock ? {} : { rate: DEFAULT_RATE }),
      run,
      tool: version,
      ledgerFile,
      signal: ending.signal,
      print,
      onResult: progress.show,
    });
    progress.end();
    print(`\n${textReport(report)}`);
    keepOrRemove(ledgerFile, report, settings);
    // What went wrong with the hub counts before what went wrong with files.
    const written = writeReports(report, settings) && isOutputWhole();
    return report.exit.code === 0 && !written ? CALLED_WRONGLY : report.exit.code;
  } finally {
    ending.stop();
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  }
}

/** @returns the exit code. */
export function sweepCommand(file: string, settings: SweepSettings): Promise<number> {
  return attempt(() => {
    const consent = consentFrom(settings.consent);
    const keys = consent === undefined ? {} : keysFrom(settings);
    const budget = budgetFrom(settings, { rate: DEFAULT_RATE });
    return runSweep({ file, keys, consent, budget, secrets: new Redactor(), print });
  });
}

/** Runs what may find fault with its input, which is said in one line, and cleans up after itself at any rate. */
export async function attempt(work: () => Promise<number>): Promise<number> {
  try {
    return await withoutOutput(work);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const isFile = code !== undefined && FILE_FAULTS.includes(code);
    if (!(thrown instanceof ExpectedError || thrown instanceof LedgerError || isFile)) throw thrown;
    complain((thrown as Error).message);
    return CALLED_WRONGLY;
  }
}

/** What file systems say that do not have a file, or not the room for it. */
const FILE_FAULTS = [
  ...['ENOENT', 'EISDIR', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EROFS', 'ELOOP', 'ENAMETOOLONG', 'EMFILE'],
  ...['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'ENXIO', 'EINVAL'],
];

const reportFolder = ({ reportDir = 'conformance-report' }: CheckSettings): string => reportDir;

/** Writes those that can be written, and says which cannot. @returns whether all were */
function writeReports(report: Report, settings: CheckSettings): boolean {
  const written = (settings.report ?? []).map((kind) => {
    const text = REPORTS[kind].write(report);
    // Its runner reads them from there, and from nowhere else.
    if (kind === 'github' && process.env.GITHUB_ACTIONS === 'true') process.stdout.write(text);
    const file = join(reportFolder(settings), REPORTS[kind].file);
    try {
      writeFileSync(file, text);
      return true;
    } catch (thrown) {
      complain(`${file} is not written: ${(thrown as Error).message}`);
      return false;
    }
  });
  return written.every(Boolean);
}

/** A ledger of which all is undone is of no use, unless somebody asked for it. */
export function keepOrRemove(
  file: string,
  { clean_up, target }: Pick<Report, 'clean_up' | 'target'>,
  { ledger, print: tell = print }: Pick<CheckSettings, 'ledger'> & { print?: (text: string) => void },
): void {
  if (clean_up === null || ledger !== undefined) return;
  if (clean_up.left.length === 0) rmSync(file, { force: true });
  else if (!target.mock) tell(`The ledger is ${file}; cocalc-mock-hub sweep ${file} goes on from it.\n`);
}
