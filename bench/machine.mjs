/** On what was measured, and with which versions. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

export function machine() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(new URL('peers/package.json', import.meta.url), 'utf8'));
  return {
    processor: cpus()[0]?.model.trim() ?? arch(),
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    load: loadavg()[0],
    node: process.version,
    version,
    peers: dependencies,
  };
}

/**
 * Puts a process on one core: servers on the last, the client on the first, so that neither takes the other's time.
 *
 * @returns whether the machine lets us.
 */
export function pin(pid, side) {
  if (availableParallelism() < 2) return false;
  const core = side === 'client' ? 0 : availableParallelism() - 1;
  return spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)]).status === 0;
}
