/** The shell script that starts a command inside of a sandbox, and how it tells of that. */

import { type CommandResult, SPAWN_FAILURES } from '../../../core/projects/command.ts';
import type { SandboxLimits } from './options.ts';

/**
 * Reads what to run from descriptor 3, each text with a zero at its end: the working directory, how many variables there are, these, and the
 * program with its arguments. Limits are its own arguments. Whether the program could be started, and how it ended, is
 * written to descriptor 4, which the program does not get.
 *
 * Descriptors that this process was started with by whoever knows them are closed first.
 *
 * With job control bash tells a death by a signal from an exit with the same number; one that is only stopped is waited for further, without `wait -f`,
 * which in bash 5.2 never returns where the program has ended before. The program gets its environment from `env`, since
 * bash adds variables of its own.
 */
export const LAUNCHER = `
exec 5>&2 2>&4
for one in /proc/self/fd/*; do
  one=\${one##*/}
  [ "$one" -le 5 ] || eval "exec $one>&-"
done
mapfile -d '' -t -u 3 sent
exec 3<&-
[ "\${#sent[@]}" -gt 2 ] || exit 0
umask 022
ulimit -c 0
ulimit -f "$1"; ulimit -d "$2"; ulimit -u "$3"; ulimit -n 1024
fail() { printf '%s\\0' "$1" >&4; exit 0; }
cwd=\${sent[0]} count=\${sent[1]}
env=("\${sent[@]:2:count}") program=("\${sent[@]:2+count}")
[ -e "$cwd" ] || fail ENOENT
[ -d "$cwd" ] || fail ENOTDIR
cd -- "$cwd" || fail EACCES
name=\${program[0]} failure=ENOENT
paths=("$name")
case $name in */*) ;; *)
  path=
  for one in "\${env[@]}"; do case $one in PATH=*) path=\${one#PATH=} ;; esac; done
  set -f; IFS=:; folders=($path); unset IFS; set +f
  paths=()
  for one in "\${folders[@]}"; do paths+=("\${one:-.}/$name"); done ;;
esac
for one in "\${paths[@]}"; do
  [ -e "$one" ] || continue
  [ -f "$one" ] && [ -x "$one" ] && failure= && break
  failure=EACCES
done
[ -z "$failure" ] || fail "$failure"
case $name in *=*) program=(/bin/sh -c 'exec "$0" "$@"' "\${program[@]}") ;; esac
printf '\\0' >&4
set -m
/usr/bin/env -i "\${env[@]}" "\${program[@]}" 2>&5 4>&- 5>&- &
while wait $!; status=$?; [ "$status" -gt 128 ] && [ -n "$(jobs -s)" ]; do sleep 0.2; done
printf '\\0%s\\0' "$status" >&4
jobs -l >&4
`;

/** Its own arguments: kilobytes of a file, kilobytes of memory of a process, processes. */
export function limitsOf({ maxDiskBytes, maxMemoryBytes, maxProcesses }: SandboxLimits): string[] {
  return [Math.ceil(maxDiskBytes / 1024), Math.ceil(maxMemoryBytes / 1024), maxProcesses].map(String);
}

/** What is sent to it. */
export interface Launch {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly program: readonly string[];
}

export function encodeLaunch({ cwd, env, program }: Launch): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return [cwd, String(variables.length), ...variables, ...program].map((one) => `${one}\0`).join('');
}

/** What it has told at its end. @param status what came from descriptor 4. */
export function ended(status: string): Pick<CommandResult, 'exit_code' | 'failure'> {
  const [before = '', told, code, jobs] = status.split('\0');
  const failure = SPAWN_FAILURES.find((one) => before.endsWith(one));
  if (failure !== undefined) return { exit_code: 1, failure };
  // The whole sandbox was ended from inside, as by `kill -9 -1`.
  if (told === undefined || code === undefined || jobs === undefined) return { exit_code: 1, failure: 'signal' };
  // As of a process that was killed: `Exit 137` would be one that has only said so.
  const isOfSignal = Number(code) > 128 && !/\b(?:Done|Exit \d+)\s/.test(`${told}${jobs}`) && `${told}${jobs}` !== '';
  return isOfSignal ? { exit_code: 1, failure: 'signal' } : { exit_code: Number(code) & 0xff };
}
