/**
 * Real programs for the commands of projects, on request. Browsers have `sandboxed-commands.browser.ts` in place of this.
 *
 * What does the work is loaded with the first command.
 */
import type { CommandRunner } from '../perform.ts';
import { tooManyWait } from './command-faults.ts';
import { Places } from './places.ts';
import type { SandboxLimits } from './sandbox/options.ts';
import {
  type BubblewrapOptions,
  bubblewrapSettings,
  type ContainerOptions,
  containerSettings,
} from './sandbox/options.ts';
import type { Runtime } from './sandbox/runtime.ts';
import type { Sandboxes } from './sandbox/sandboxes.ts';

/**
 * Has commands run by the programs of this machine, in sandboxes made by bubblewrap: `createHub({ commands: bubblewrapCommands() })`.
 *
 * @throws ShapeError for an option which there is not, or which makes no sense.
 */
export function bubblewrapCommands(options: BubblewrapOptions = {}): CommandRunner {
  const settings = bubblewrapSettings(options);
  return sandboxed(settings.limits, async () => {
    const { Bubblewrap } = await import('./sandbox/bubblewrap.ts');
    return new Bubblewrap(settings);
  });
}

/**
 * Has commands run by the programs of an image, in containers: `createHub({ commands: containerCommands('debian:12') })`. The
 * image has to have bash 5.
 *
 * @throws ShapeError for an option which there is not, or which makes no sense, and for what is no name of an image.
 */
export function containerCommands(image: string, options: ContainerOptions = {}): CommandRunner {
  const settings = containerSettings(image, options);
  return sandboxed(settings.limits, async () => {
    const { Containers } = await import('./sandbox/container.ts');
    return new Containers(settings);
  });
}

function sandboxed(limits: SandboxLimits, load: () => Promise<Runtime>): CommandRunner {
  const places = new Places(limits.maxRunning);
  let loaded: Promise<Sandboxes> | undefined;
  const sandboxes = () => {
    loaded ??= Promise.all([import('./sandbox/sandboxes.ts'), load()]).then(
      ([{ Sandboxes }, runtime]) => new Sandboxes(runtime, limits),
    );
    return loaded;
  };
  const run: CommandRunner = async (hub, command) => {
    if (places.waiting >= limits.maxWaiting) throw tooManyWait(limits, '`maxRunning` or `maxWaiting` of its sandbox');
    return places.occupy(async () => (await sandboxes()).run(hub, command));
  };
  return Object.assign(run, {
    check: async () => (await sandboxes()).check(),
    close: () => void loaded?.then((all) => all.close()),
  });
}
