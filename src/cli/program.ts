/** All that the command can be asked for. What a command of it needs is loaded when that command runs. */
import { Command, InvalidArgumentError } from 'commander';
import { nearest } from '../core/nearest.ts';
import { packageVersion } from '../hub/programs.ts';
import { addCheckCommands } from './check-commands.ts';
import { addContractCommands } from './contract-commands.ts';
import { readyEnvironment } from './environment.ts';
import { addFaultOptions, FAULTS_HELP, type FaultSettings, faultSettings } from './fault-options.ts';
import { addHubOptions, flag, type HubSettings, portFor } from './options.ts';
import { watchOutput } from './output.ts';
import { addRecordingCommands } from './recording-commands.ts';
import { exitCodeFor } from './report.ts';
import { addTraceCommands } from './trace-commands.ts';

const program = new Command('cocalc-mock-hub')
  .description('A stateful, in-memory simulation of a CoCalc hub.')
  .version(packageVersion(), '-v, --version')
  .enablePositionalOptions()
  // Whatever goes wrong is reported below, in one way.
  .exitOverride()
  .configureOutput({ outputError: () => {} });

const serving = addHubOptions(program.command('serve', { isDefault: true }), '5050')
  .description('starts a hub, and prints where it is and who can call it')
  .addOption(flag('--json', 'print it as one line of JSON'))
  // Otherwise a misspelt command would be an argument too many of this one.
  .allowExcessArguments()
  .action(async (settings: HubSettings & { json?: true }, command: Command) => {
    const [stray] = command.args;
    const names = program.commands.map((one) => one.name()).filter((name) => name !== stray);
    const meant = stray === undefined ? undefined : nearest(stray, names);
    if (stray !== undefined)
      throw new InvalidArgumentError(
        `unknown command '${stray}'${meant === undefined ? '' : ` (did you mean ${meant}?)`}; options stand behind the command`,
      );
    const { serve } = await import('./serve.ts');
    await serve({ ...settings, port: portFor(command, process.env) }, packageVersion());
  });

addFaultOptions(addHubOptions(program.command('exec'), '0'))
  .description('runs a command with a hub up, and exits with its code')
  .usage('[options] -- COMMAND…')
  .argument('<command...>', 'the command; COCALC_HOST, COCALC_API_KEY and COCALC_PROJECT_ID are set for it')
  .passThroughOptions()
  .addHelpText('after', FAULTS_HELP)
  .action(async (command: string[], settings: HubSettings & FaultSettings) => {
    const { faults, ...hub } = faultSettings(settings);
    if (faults === undefined) process.exitCode = await (await import('./exec.ts')).exec(command, hub);
    else process.exitCode = await (await import('./exec-faults.ts')).execFaults(command, hub, faults);
  });

program
  .command('worlds')
  .description('lists the worlds that a hub can start with')
  .action(async () => {
    const { worldList } = await import('./worlds.ts');
    process.stdout.write(worldList());
  });

program
  .command('doctest')
  .description('runs the examples of a published API description at a hub')
  .argument('<file>', 'the description, as JSON')
  .action(async (file: string) => {
    const { doctest } = await import('./doctest.ts');
    process.exitCode = await doctest(file);
  });

addContractCommands(program, packageVersion());
addCheckCommands(program);
addRecordingCommands(program, packageVersion());
addTraceCommands(program);

// Without a command it is `serve` that runs, so its options belong into the general help.
program.addHelpText('after', () => {
  const [, options = ''] = /\nOptions:\n(.*?)\n +-h, --help/s.exec(serving.helpInformation()) ?? [];
  return `\nOptions of serve, the command when none is given:\n${options}\n\nFlag wins over variable, variable over default.`;
});

let running: Command | undefined;
program.hook('preAction', (_program, command) => {
  running = command;
});

/** Runs what the command line says; what is wrong is said on standard error, and by the exit code. */
export async function runProgram(): Promise<void> {
  watchOutput();
  try {
    await addCompletion();
    readyEnvironment(process.env, program.commands);
    await program.parseAsync();
  } catch (thrown) {
    const called = program.commands.find((one) => one.name() === process.argv[2])?.name();
    process.exitCode = exitCodeFor(thrown, running, called);
  }
}

/** Completion has to know all other commands, and few ever ask for it. */
async function addCompletion(): Promise<void> {
  if (/^complet(?:e|ion)$/.test(process.argv[2] ?? '')) {
    const { default: add } = await import('@bomb.sh/tab/commander');
    add(program, { completionCommandName: 'completion' });
    return;
  }
  program
    .command('completion')
    .description('prints a script that completes this command in bash, zsh, fish or powershell')
    .argument('<shell>');
}
