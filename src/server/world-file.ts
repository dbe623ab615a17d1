/** A JSON file as a world. */
import { JsonError, readJsonText } from '../core/json-text.ts';
import type { World } from '../hub/world/shape.ts';
import { mistakesIn } from './check-world.ts';
import { SetupError } from './setup-error.ts';
import { loadTextFile, UnreadableFile } from './text-file.ts';

/** How many mistakes are shown at a time. */
const MOST_MISTAKES = 10;

/** @throws SetupError with each mistake, and where it is, on a line of its own. */
export function worldInFile(file: string): World {
  const world = parsed(file);
  const mistakes = mistakesIn(world);
  if (mistakes.length === 0) return world as World;

  const more = mistakes.length - MOST_MISTAKES;
  const shown = more > 0 ? [...mistakes.slice(0, MOST_MISTAKES), `and ${more} more`] : mistakes;
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  throw new SetupError('world', [`world "${file}": ${count}`, ...shown].join('\n  '));
}

function parsed(file: string): unknown {
  try {
    return readJsonText(loadTextFile(file));
  } catch (thrown) {
    if (!(thrown instanceof UnreadableFile || thrown instanceof JsonError)) throw thrown;
    const reason = thrown instanceof UnreadableFile ? thrown.reason : thrown.message;
    throw new SetupError('world', `world "${file}": ${reason}`);
  }
}
