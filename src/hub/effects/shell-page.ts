/** Running commands in the page itself, where there are no processes: the page waits for them, and they share its memory. */
import type { Assigned } from './command-host.ts';
import type { Shell } from './execution.ts';
import type { Steps } from './files/stepwise.ts';
import { nextTurn } from './process/real-time.ts';
import type { CommandEnd } from './result.ts';

let shell: Promise<Shell> | undefined;

/** @throws Error when the package cannot be loaded; only the one that bundlers know has a name. */
export async function runInPage(name: string, { assignment, host: hostOf, others }: Assigned): Promise<CommandEnd> {
  if (name !== 'just-bash') throw new Error(`a page has no package "${name}"`);
  shell ??= loaded();
  shell.catch(() => {
    shell = undefined;
  });
  return others.during(shell, async ({ programs, execute }) => {
    const host = hostOf(programs);
    const end = await execute(assignment, {
      files: (request, bytes = new Uint8Array()) => inTurns(host.answer(request, bytes)),
      now: async () => host.now(),
      sleep: (elapsedMs) => host.sleep(elapsedMs),
    });
    return host.refusal === undefined ? end : { unsimulated: host.refusal };
  });
}

async function loaded(): Promise<Shell> {
  const [{ shellOf }, loadedPackage] = await Promise.all([import('./execution.ts'), import('just-bash')]);
  return shellOf(loadedPackage);
}

async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  let step = steps.next();
  for (; !step.done; step = steps.next()) await nextTurn();
  return step.value;
}
