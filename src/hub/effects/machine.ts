/** The simulated machine that all projects run on: always the same, and nothing like the host. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { homeOf } from '../../core/files/paths.ts';
import { type Directory, emptyDirectory, type Node, withChanges } from '../../core/files/tree.ts';
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

const BUILT = Date.UTC(2020, 8, 17);

/** What a project's programs find in their environment: `env` as far as it has names that a shell can use. */
export function environmentOf({ project_id, env = {} }: Pick<Command, 'project_id' | 'env'>): Record<string, string> {
  const home = homeOf(project_id);
  const inHome = [`${home}/bin`, `${home}/.local/bin`];
  return {
    COCALC_PROJECT_ID: project_id,
    HOME: home,
    HOSTNAME: hostnameOf(project_id),
    LANG: 'C.UTF-8',
    LOGNAME: USER.name,
    PATH: [...inHome, ...['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']].join(':'),
    SHELL: '/bin/bash',
    USER: USER.name,
    ...Object.fromEntries(Object.entries(env).filter(([name]) => /^[A-Za-z_]\w*$/.test(name))),
  };
}

export function hostnameOf(project_id: string): string {
  return `project-${project_id}`;
}

/**
 * The machine's files, for each project: all but the project's own.
 *
 * @param programs names of those that the shell has, and knows by the files' names.
 * @param scripts names and texts of others.
 */
export function machineFiles(
  programs: Iterable<string>,
  scripts: Iterable<readonly [name: string, text: string]>,
): (project_id: string) => Directory {
  const bin = withChanges(directory({}), [
    ...[...programs].map((name) => [name, program(`# ${name} is part of the simulation.`)] as const),
    ...[...scripts].map(([name, text]) => [name, program(text)] as const),
  ]);
  const same = {
    bin: { kind: 'symlink', target: 'usr/bin', modified: BUILT },
    dev: directory(Object.fromEntries(['null', 'stderr', 'stdin', 'stdout'].map((name) => [name, file('', 0o666)]))),
    projects: directory({}),
    tmp: { ...directory({}), mode: 0o1777 },
    usr: directory({ bin, local: directory({ bin: directory({}) }) }),
  } as const;
  return (project_id) => directory({ ...same, etc: directory(settingsOf(project_id)) });
}

function settingsOf(project_id: string): Record<string, Node> {
  const user = [USER.name, 'x', USER.uid, USER.gid, '', homeOf(project_id), '/bin/bash'].join(':');
  return {
    hostname: file(`${hostnameOf(project_id)}\n`),
    'os-release': file('NAME="cocalc-mock-hub"\nPRETTY_NAME="cocalc-mock-hub, a simulated machine"\nID=simulated\n'),
    passwd: file(`root:x:0:0:root:/root:/bin/bash\n${user}\n`),
  };
}

/** Nobody but root, whom a project never is, may write here. */
function directory(entries: Readonly<Record<string, Node>>): Directory {
  return withChanges(emptyDirectory(BUILT, 0o555), Object.entries(entries));
}

function file(content: string, mode = 0o444): Node {
  return { kind: 'file', content: utf8ToBytes(content), modified: BUILT, mode };
}

function program(content: string): Node {
  return file(`#!/bin/sh\n${content}\n`, 0o555);
}
