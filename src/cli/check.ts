/** `check` and `sweep`: settings in, reports out. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { check, type Report, reportText } from '../check/index.ts';
import { sendsCalls } from '../check/options.ts';
import { budgetFrom, consentFrom } from '../check/run.ts';
import { hubUrl } from '../check/target.ts';
import { LedgerError } from '../conformance/tested-hub/ledger.ts';
import { sweepRun as runSweep } from '../conformance/tested-hub/sweep.ts';
import { ExpectedError } from '../conformance/verdict/expected.ts';
import { REPORTS } from '../conformance/verdict/reports/index.ts';
import { Redactor } from '../core/redact.ts';
import { ShapeError } from '../core/shape.ts';
import { type CheckSettings, keysFrom, limitsFrom, optionsFrom, type SweepSettings } from './check-settings.ts';
import { isOutputWhole, withoutOutput } from './output.ts';
import { progressLine } from './progress.ts';
import { complain } from './report.ts';
import { endedBySignals, print } from './terminal.ts';

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/** @returns the exit code. */
export function checkCommand(target: string, settings: CheckSettings): Promise<number> {
  return attempt(async () => {
    const isMock = target === 'mock';
    if (!isMock && settings.profile !== undefined) {
      throw new InvalidArgumentError('--profile is of the mock; a hub has its own');
    }
    const at = isMock ? target : hubUrl(target);
    const keys = isMock || !sendsCalls(settings) ? {} : keysFrom(settings);
    // A folder that cannot be made is told before anything is sent.
    if (settings.report !== undefined) mkdirSync(reportFolder(settings), { recursive: true });
    const [progress, ending] = [progressLine(), endedBySignals()];
    const { signal } = ending;
    try {
      const report = await check(at, { ...optionsFrom(settings), keys, signal, print, onProgress: progress.show });
      progress.end();
      print(`\n${reportText(report)}`);
      // What went wrong with the hub counts before what went wrong with files.
      const written = writeReports(report, settings) && isOutputWhole();
      return report.exit.code === 0 && !written ? CALLED_WRONGLY : report.exit.code;
    } finally {
      progress.end();
      ending.stop();
    }
  });
}

/** @returns the exit code. */
export function sweepCommand(file: string, settings: SweepSettings): Promise<number> {
  return attempt(() => {
    const consent = consentFrom(settings.consent);
    const keys = consent === undefined ? {} : keysFrom(settings);
    const budget = budgetFrom(limitsFrom(settings));
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
    if (![ExpectedError, LedgerError, ShapeError].some((kind) => thrown instanceof kind) && !isFile) throw thrown;
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
