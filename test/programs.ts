/** Builds the programs that hubs start as processes, so that tests of the sources run those of the sources. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'rolldown';
import { programs } from '../rolldown.config.ts';

const FOLDER = 'dist/programs';

export async function setup(): Promise<void> {
  const { output } = await build({ ...programs, write: false });
  for (const file of output) if (file.type === 'chunk') replace(join(FOLDER, file.fileName), file.code);
}

/** At once, since other tests may be starting the program just now. */
function replace(path: string, code: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === code) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, code);
  renameSync(`${path}.new`, path);
}
