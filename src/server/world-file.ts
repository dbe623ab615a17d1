/** A JSON file as a world. */
import { readFileSync } from 'node:fs';
import type { World } from '../hub/world.ts';
import { mistakesIn } from './check-world.ts';
import { SetupError } from './setup-error.ts';

/** How many mistakes are shown at a time. */
const MOST_MISTAKES = 10;

/** @throws SetupError with each mistake, and where it is, on a line of its own. */
export function worldInFile(file: string): World {
  const world = parsed(file, textOf(file));
  const mistakes = mistakesIn(world);
  if (mistakes.length === 0) return world as World;

  const more = mistakes.length - MOST_MISTAKES;
  const shown = more > 0 ? [...mistakes.slice(0, MOST_MISTAKES), `and ${more} more`] : mistakes;
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  throw new SetupError('world', [`world "${file}": ${count}`, ...shown].join('\n  '));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (thrown) {
    throw new SetupError('world', `world "${file}": cannot be read (${(thrown as NodeJS.ErrnoException).code})`);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new SetupError('world', `world "${file}": no JSON: ${located((thrown as SyntaxError).message, text)}`);
  }
}

/** The parser's message, with line and column in the place of the number of the character. */
function located(message: string, text: string): string {
  const at = /^(.*) (?:in JSON )?at position (\d+)/.exec(message);
  if (at === null) return message;
  const before = text.slice(0, Number(at[2])).split('\n');
  return `${at[1]}, line ${before.length}, column ${(before.at(-1) as string).length + 1}`;
}
