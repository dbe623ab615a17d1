/** Builds the package before the tests of its command, which run it as it is published; unless it is built by now. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the package is built from. */
const SOURCES = [
  'build',
  'contracts',
  'fixtures/worlds',
  'package-lock.json',
  'rolldown.config.ts',
  'src',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** Written by each build, and by nothing else. */
const BUILT = 'dist/cli/main.js';

export function setup(): void {
  if (existsSync(BUILT) && Math.max(...SOURCES.flatMap(timesOf)) < statSync(BUILT).mtimeMs) return;
  const { status, stdout, stderr } = spawnSync('npm run build', { shell: true, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run build failed:\n${stdout}${stderr}`);
}

/** When the file, or each file of the folder, was changed; a folder is changed where a file of it goes. */
function timesOf(path: string): number[] {
  const stats = statSync(path);
  const inside = stats.isDirectory() ? readdirSync(path).flatMap((name) => timesOf(join(path, name))) : [];
  return [stats.mtimeMs, ...inside];
}
