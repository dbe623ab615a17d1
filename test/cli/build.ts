/** Builds the package before the tests of its command, which run it as it is published. */
import { spawnSync } from 'node:child_process';

export function setup(): void {
  const { status, stdout, stderr } = spawnSync('npm run build', { shell: true, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run build failed:\n${stdout}${stderr}`);
}
