/** The files of the simulated machine, which are the same for all projects but for a few names. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { parentOf } from '../../../core/files/paths.ts';
import { type Directory, emptyDirectory, type Node, withChanges } from '../../../core/files/tree.ts';
import type { Command } from '../../../core/projects/command.ts';
import type { Programs } from '../execution.ts';
import { hostnameOf, USER } from '../machine.ts';

const BUILT = Date.UTC(2020, 8, 17);

/**
 * The machine's files, as a command of a project finds them: all but the project's own.
 *
 * @param programs those in its folder /usr/bin.
 */
export function machineFiles({ names, scripts }: Programs): (command: Command) => Directory {
  const bin = withChanges(directory({}), [
    ...names.map((name) => [name, program(`# ${name} is part of the simulation.`)] as const),
    ...scripts.map(([name, text]) => [name, program(text)] as const),
  ]);
  const same = {
    bin: { kind: 'symlink', target: 'usr/bin', modified: BUILT },
    dev: directory(
      Object.fromEntries(
        ['full', 'null', 'random', 'stderr', 'stdin', 'stdout', 'tty', 'urandom', 'zero'].map((name) => [
          name,
          file('', 0o666),
        ]),
      ),
    ),
    tmp: { ...directory({}), mode: 0o1777 },
    usr: directory({ bin, local: directory({ bin: directory({}) }) }),
  } as const;
  return (command) => directory({ ...same, ...foldersTo(command.home), etc: directory(settingsOf(command)) });
}

/** The folders that lead to a home directory, the outermost by its name. */
function foldersTo(home: string): Record<string, Directory> {
  const [outermost = '', ...others] = parentOf(home).split('/').slice(1);
  return { [outermost]: others.reduceRight((inner, name) => directory({ [name]: inner }), directory({})) };
}

function settingsOf({ project_id, home }: Command): Record<string, Node> {
  const user = [USER.name, 'x', USER.uid, USER.gid, '', home, '/bin/bash'].join(':');
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
