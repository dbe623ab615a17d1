/**
 * The simulated shell that projects run their commands in. It reaches no file, process or network of the host, and runs in
 * a process of its own, which holds where the shell does not; in a page, which has no processes, it runs in the page.
 */
import type { CommandRunner } from '../perform.ts';
import { tooManyWait } from './command-faults.ts';
import { type CommandOptions, commandDefaults } from './command-options.ts';
import type { PythonRunner } from './notebook/program-call.ts';
import { Places } from './places.ts';

/** Runs commands in the shell, which is loaded for the first of them. @param python runs programs of Python that they start */
export function simulatedShell(options: CommandOptions = {}, python?: PythonRunner): CommandRunner {
  const settings = { ...commandDefaults, ...options };
  const places = new Places(settings.maxRunning);
  let hasRun = false;
  const run: CommandRunner = (hub, command) => {
    hasRun = true;
    if (places.waiting >= settings.maxWaiting) throw tooManyWait(settings);
    return places.occupy(async () => {
      const { runCommand } = await import('./command-run.ts');
      return runCommand(hub, command, settings, python);
    });
  };
  const leave = async () => (await import('./run-in-shell.ts')).leaveShell(settings);
  return Object.assign(run, { close: () => void (hasRun && leave()) });
}
