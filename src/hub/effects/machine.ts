/** The simulated machine that all projects run on: always the same, and nothing like the host. */
import type { JsonObject } from '../../core/json.ts';
import type { Command } from '../../core/projects/command.ts';

export const USER = { name: 'user', uid: 2001, gid: 2001 } as const;

/** The process id of the shell that a command runs in. */
export const SHELL_PID = 11;

export const KERNEL = {
  name: 'Linux',
  release: '5.4.0-simulated',
  version: '#1 SMP Thu Sep 17 00:00:00 UTC 2020',
  machine: 'x86_64',
  system: 'GNU/Linux',
} as const;

/** The folders of programs in a home directory, which come before those of the machine. */
export const IN_HOME = ['bin', '.local/bin'] as const;

/** What a project's programs find in their environment: `env` as far as it has names that a shell can use. */
type Owned = Pick<Command, 'project_id' | 'home' | 'env'>;

export function environmentOf({ project_id, home, env = {} }: Owned): Record<string, string> {
  const inHome = IN_HOME.map((path) => `${home}/${path}`);
  return {
    COCALC_PROJECT_ID: project_id,
    HOME: home,
    HOSTNAME: hostnameOf(project_id),
    LANG: 'C.UTF-8',
    LOGNAME: USER.name,
    PATH: [...inHome, ...['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']].join(':'),
    SHELL: '/bin/bash',
    TERM: 'dumb',
    USER: USER.name,
    ...Object.fromEntries(Object.entries(env).filter(([name]) => /^[A-Za-z_]\w*$/.test(name))),
  };
}

export function hostnameOf(project_id: string): string {
  return `project-${project_id}`;
}

/** What an interpreter is told of the machine. */
export function machineOf(project_id: string): JsonObject {
  return { ...KERNEL, hostname: hostnameOf(project_id), uid: USER.uid, gid: USER.gid, pid: SHELL_PID };
}
