/** Running commands in the page itself, where there are no processes: the page waits for them, and they share its memory. */
import { notThere } from './command-faults.ts';
import type { Assigned } from './command-host.ts';
import type { CommandSettings, ShellLoader } from './command-options.ts';
import type { Shell } from './execution.ts';
import { inTurns } from './files/stepwise.ts';
import type { CommandEnd } from './result.ts';

let shell: Promise<Shell> | undefined;

/** @throws Refusal `unsimulated` when the package of the shell was not handed over. @throws Error when it cannot be loaded. */
export async function runInShell(
  { package: load }: CommandSettings,
  { assignment, host: hostOf, others }: Assigned,
): Promise<CommandEnd> {
  // A bundler would have to find a package that few have installed, if it were named here.
  if (typeof load === 'string') {
    throw notThere(`a page is given their shell: createHub({ commands: { package: () => import('just-bash') } })`);
  }
  shell ??= loaded(load);
  shell.catch(() => {
    shell = undefined;
  });
  return others.during(shell, async ({ programs, execute }) => {
    const host = hostOf(programs);
    const started = await host.start();
    if ('end' in started) return started.end;
    const end = await execute(assignment, started, {
      files: (request, bytes = new Uint8Array()) => inTurns(host.answer(request, bytes)),
      now: async () => host.now(),
      sleep: (elapsedMs) => host.sleep(elapsedMs),
    });
    return host.refusal === undefined ? end : { unsimulated: host.refusal };
  });
}

/** A page has nothing to end. */
export function leaveShell(): void {}

async function loaded(load: ShellLoader): Promise<Shell> {
  const [{ shellOf }, loadedPackage] = await Promise.all([import('./execution.ts'), load()]);
  return shellOf(loadedPackage as Parameters<typeof shellOf>[0]);
}
