/** Names of worlds. */
import { WORLD_NAME_PATTERN } from '../../control/values.ts';
import { Denial } from '../denial.ts';
import { shortJson } from '../json-path.ts';

/** That of the world of requests that name none. */
export const DEFAULT_WORLD = 'default';

const NAME = new RegExp(WORLD_NAME_PATTERN);

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
