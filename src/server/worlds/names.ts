/** Names of worlds. */
import { Denial } from '../denial.ts';
import { shortJson } from '../json-path.ts';

/** That of the world of requests that name none. */
export const DEFAULT_WORLD = 'default';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** @throws Denial */
export function checkWorldName(name: string): void {
  if (NAME.test(name)) return;
  throw new Denial(
    400,
    'bad_world_name',
    `${shortJson(name)} is no name of a world`,
    'a name has 1 to 63 of a-z, 0-9, ., _ and -, and begins with a letter or a digit',
  );
}
