/** The commands `check`, `drift` and `sweep`, each loaded when it runs. */
import type { Command } from 'commander';
import { SUITES } from '../check/options.ts';
import { GENERATIONS } from '../contracts/contract.ts';
import type { CheckSettings, SweepSettings } from './check-settings.ts';
import type { DriftSettings } from './drift.ts';
import { choiceOf, listOf, someText, wholeNumber } from './values.ts';

const DAY_S = 86_400;

export function addCheckCommands(program: Command): void {
  addSelection(addLimits(program.command('check')))
    .description('holds a hub against what the API promises')
    .argument('<target>', 'the URL of a hub, or mock for a fresh one of our own')
    .option('--expected <file>', 'failures that are known, as JSON', someText)
    .option('--replay <case>', 'only this case, as a failure prints it', someText)
    .option('--report <kinds>', 'junit, html, json, ndjson, markdown, github', listOf(...REPORT_KINDS))
    .option('--report-dir <folder>', 'where reports are written to', someText)
    .option('--ledger <file>', 'where what is made gets written down before it is made', someText)
    .option('--profile <name>', 'of the mock: documented or observed', choiceOf('documented', 'observed'))
    .addHelpText('after', EXIT_CODES)
    .action(async (target: string, settings: CheckSettings) => {
      process.exitCode = await (await import('./check.ts')).checkCommand(target, settings);
    });

  addDriftCommand(program);

  addLimits(program.command('sweep'))
    .description('removes what a check left behind, by its ledger; as often as wanted')
    .argument('<ledger>', 'the file')
    .action(async (file: string, settings: SweepSettings) => {
      process.exitCode = await (await import('./check.ts')).sweepCommand(file, settings);
    });
}

function addDriftCommand(program: Command): void {
  addSelection(addBudget(program.command('drift')))
    .description('runs the cases of check at two targets, and tells where they differ')
    .argument('<a>', 'the URL of a hub, or mock, or mock:observed')
    .argument('<b>', 'the other')
    .option('--api-key-file-a <file>', 'the key for A; otherwise it is in COCALC_API_KEY_A', someText)
    .option('--api-key-file-b <file>', 'the key for B; otherwise it is in COCALC_API_KEY_B', someText)
    .option('--consent-a <host[,account]>', 'agree to changes at A', someText)
    .option('--consent-b <host[,account]>', 'agree to changes at B', someText)
    .option('--ledger-a <file>', 'where what is made at A gets written down', someText)
    .option('--ledger-b <file>', 'where what is made at B gets written down', someText)
    .option('--format <kind>', 'text, json or markdown', choiceOf('text', 'json', 'markdown'), 'text')
    .addHelpText('after', DRIFT_EXIT_CODES)
    .action(async (a: string, b: string, settings: DriftSettings) => {
      process.exitCode = await (await import('./drift.ts')).driftCommand(a, b, settings);
    });
}

const REPORT_KINDS = ['junit', 'html', 'json', 'ndjson', 'markdown', 'github'];

/** Who calls, who agreed, and how much may be sent. */
function addLimits(command: Command): Command {
  return addBudget(command)
    .option('--api-key-file <file>', 'the key; otherwise it is in COCALC_API_KEY', someText)
    .option('--consent <host[,account]>', 'agree to changes at this very hub, as this very account', someText);
}

/** What runs, and how far it may go. */
function addSelection(command: Command): Command {
  return command
    .option('--suite <names>', `only these of ${SUITES.join(', ')}`, listOf(...SUITES))
    .option('--grep <texts>', 'only cases with one of these texts in name or operation', listOf())
    .option('--exclude <texts>', 'no cases with one of these texts in name or operation', listOf())
    .option('--api <generations>', `only these of ${GENERATIONS.join(', ')}`, listOf(...GENERATIONS))
    .option('--read-only', 'send only calls that leave everything as it is')
    .option('--consent-accounts', 'also do what cannot be taken back: accounts, organizations, mail')
    .option('--dry-run', 'print the plan and send nothing')
    .option('--seed <number>', 'fixes all chance', wholeNumber(0, Number.MAX_SAFE_INTEGER));
}

function addBudget(command: Command): Command {
  return command
    .option('--rate <number>', 'requests in a second, at most', wholeNumber(1, 1_000_000))
    .option('--max-requests <number>', 'requests in all', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--max-time <seconds>', 'time in all', wholeNumber(1, DAY_S))
    .option('--timeout <seconds>', 'time for each answer', wholeNumber(1, DAY_S));
}

const DRIFT_EXIT_CODES = `
Keys of further people: COCALC_API_KEY_A_OTHER, COCALC_API_KEY_B_OTHER, ... Without --read-only, each hub needs a consent.

Exit codes:
  0  no drift
  1  drift
  2  wrong usage or configuration
  3  one of the hubs cannot be reached, or refuses the key
  4  clean-up is not complete: see the ledgers, and sweep
  5  nothing ran`;

const EXIT_CODES = `
Keys of further people, for what others may do: COCALC_API_KEY_OTHER, COCALC_API_KEY_ADMIN, ...

Exit codes:
  0  the hub conforms
  1  findings, or cases that could not be run
  2  wrong usage or configuration
  3  the hub cannot be reached, or refuses the key
  4  clean-up is not complete: see the ledger, and sweep
  5  nothing ran`;
