/** A browser starts no programs: what asks for real ones there is refused by name. */
import type { CommandRunner } from '../perform.ts';
import type { BubblewrapOptions, ContainerOptions } from './sandbox/options.ts';

/** @throws Error that says so */
export function bubblewrapCommands(_options: BubblewrapOptions = {}): CommandRunner {
  throw nowhere();
}

/** @throws Error that says so */
export function containerCommands(_image: string, _options: ContainerOptions = {}): CommandRunner {
  throw nowhere();
}

function nowhere(): Error {
  return new Error(
    'cocalc-mock-hub: a browser runs no programs; start `cocalc-mock-hub serve --commands …` and call that',
  );
}
