/** `exec`: a command with a hub up for as long as it runs. */
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import spawn from 'cross-spawn';
import { protagonist, type RunningServer, startServer } from '../server/index.ts';
import { warnings } from './announcement.ts';
import { type HubSettings, serverOptions } from './options.ts';
import { complain } from './report.ts';

/** What shells answer for a command that is not there, or is no program. */
const [NOT_FOUND, NO_PROGRAM] = [127, 126];

/** @returns the command's exit code; 128 and the signal's number where a signal ended it. */
export async function exec(command: readonly string[], settings: HubSettings): Promise<number> {
  const server = await startServer(serverOptions(settings));
  if (!settings.quiet) for (const warning of warnings(server, settings)) complain(warning);
  try {
    return await run(command, environmentFor(server));
  } finally {
    await server.close();
  }
}

function run(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [program = '', ...args] = command;
  if (program === '') return Promise.resolve(cannotStart('""', { code: 'ENOENT' }));
  let child: ChildProcess;
  try {
    // On Windows most commands are scripts, which Node does not start by itself.
    child = spawn(program, args, { env, stdio: 'inherit' });
  } catch (thrown) {
    // Of some reasons Node tells by an event, of others at once.
    return Promise.resolve(cannotStart(program, thrown as NodeJS.ErrnoException));
  }
  const stop = forwardSignals(child);
  return new Promise<number>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(cannotStart(program, error)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]));
  }).finally(stop);
}

/** The environment with the hub's address and a caller in it, and no key that was meant for another hub. */
export function environmentFor({ url, cast }: RunningServer): NodeJS.ProcessEnv {
  const { account, project } = protagonist(cast);
  const { COCALC_API_KEY, COCALC_PROJECT_ID, ...env } = process.env;
  return {
    ...env,
    COCALC_HOST: url,
    ...(account?.api_key && { COCALC_API_KEY: account.api_key }),
    ...(project && { COCALC_PROJECT_ID: project.project_id }),
  };
}

/** Hands on the signals that come to us alone; a terminal's go to the command anyway. @returns what ends that. */
function forwardSignals(child: ChildProcess): () => void {
  const fromTerminal: NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
  const forward = (signal: NodeJS.Signals) => {
    if (!(process.stdin.isTTY && fromTerminal.includes(signal))) child.kill(signal);
  };
  const signals: NodeJS.Signals[] = [...fromTerminal, 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

function cannotStart(program: string, { code, message }: Partial<NodeJS.ErrnoException>): number {
  if (code === 'ENOENT') complain(`command not found: ${program}`);
  else complain(`cannot run ${program}: ${message}`);
  return code === 'ENOENT' ? NOT_FOUND : NO_PROGRAM;
}
