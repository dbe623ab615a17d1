/** The options of `exec` that run a command again and again, each time with another fault. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { flag } from './options.ts';
import { choiceOf, listOf, someText, wholeNumber } from './values.ts';

export interface FaultSettings {
  readonly faults?: 'all' | 'quick';
  readonly faultsOnly?: readonly string[];
  readonly faultsTimeout?: number;
  readonly faultsRuns?: number;
  readonly faultsAtOnce?: number;
  readonly faultsReport?: readonly ('junit' | 'html' | 'json')[];
  readonly faultsReportDir?: string;
}

const MOST_RUNS = 100_000;
const MOST_AT_ONCE = 256;
const DAY_MS = 86_400_000;

export function addFaultOptions(command: Command): Command {
  return [
    flag('--faults <which>', 'all or quick: run the command again with each fault').argParser(choiceOf('all', 'quick')),
    flag('--faults-only <names>', 'only faults with one of these texts in their name').argParser(listOf()),
    flag('--faults-timeout <ms>', 'time for each run').argParser(wholeNumber(1, DAY_MS)),
    flag('--faults-runs <number>', 'runs with a fault, at most; 1000 by default').argParser(wholeNumber(1, MOST_RUNS)),
    flag('--faults-at-once <number>', 'runs at a time; as many as cores by default').argParser(
      wholeNumber(1, MOST_AT_ONCE),
    ),
    flag('--faults-report <kinds>', 'junit, html, json').argParser(listOf('junit', 'html', 'json')),
    flag('--faults-report-dir <folder>', 'where reports are written to; faults-report by default').argParser(someText),
  ].reduce((result, one) => result.addOption(one), command);
}

export interface FaultRunSettings {
  readonly mode: 'all' | 'quick';
  readonly only: readonly string[];
  readonly timeoutMs: number | undefined;
  readonly runs: number;
  readonly atOnce: number;
  readonly reports: NonNullable<FaultSettings['faultsReport']>;
  readonly folder: string;
}

/** The settings apart: what is for the hub, and what is for the faults. @throws InvalidArgumentError for faults that are not asked for. */
export function faultSettings<Hub extends object>({
  faults,
  faultsOnly: only = [],
  faultsTimeout: timeoutMs,
  faultsRuns: runs = 1000,
  faultsAtOnce: atOnce = availableParallelism(),
  faultsReport: reports = [],
  faultsReportDir: folder = 'faults-report',
  ...hub
}: Hub & FaultSettings): { readonly faults: FaultRunSettings | undefined } & Omit<Hub, keyof FaultSettings> {
  if (faults === undefined && (only.length > 0 || reports.length > 0))
    throw new InvalidArgumentError('--faults-only and --faults-report go with --faults all or --faults quick');
  return { faults: faults && { mode: faults, only, timeoutMs, runs, atOnce, reports, folder }, ...hub };
}

export const FAULTS_HELP = `
With --faults, the command runs once without faults, and then once for each call that it made and each fault that fits it,
each time at a hub of its own. It does harm if it then leaves something twice, lacking or behind, or does not end.

Exit codes with --faults:
  0  no fault does harm
  1  faults do harm, never fired, or were not run
  2  wrong usage or configuration
  5  nothing ran: without faults the command fails, or calls no hub`;
