/** Whether real commands can be run in sandboxes here; where they cannot, tests of them are skipped, and say why. */
import { onTestFinished, test } from 'vitest';
import { Refusal } from '../src/core/errors.ts';
import { type Directory, isFile, isSymlink } from '../src/core/files/tree.ts';
import type { BubblewrapOptions } from '../src/hub/effects/sandbox/options.ts';
import { bubblewrapCommands, containerCommands } from '../src/hub/effects/sandboxed-commands.ts';
import { PROJECT, testHub } from './hub.ts';

/** Containers of this image in place of sandboxes by bubblewrap, where a machine has what runs them. */
const IMAGE = process.env.SANDBOX_TEST_IMAGE;

export const IN_CONTAINERS = IMAGE !== undefined;

const sandboxed = (options?: BubblewrapOptions) =>
  IMAGE === undefined ? bubblewrapCommands(options) : containerCommands(IMAGE, options);

async function reasonAgainst(): Promise<string | undefined> {
  const commands = sandboxed();
  try {
    await commands.check?.();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) return String(thrown.words);
    throw thrown;
  } finally {
    commands.close?.();
  }
}

const reason = await reasonAgainst();
if (reason !== undefined) console.warn(`skipped by name: tests of sandboxes (${reason})`);

/** A test that needs sandboxes. */
export const sandboxTest = test.runIf(reason === undefined);

/** A test of what containers do in another way. */
export const bubblewrapTest = test.runIf(reason === undefined && !IN_CONTAINERS);

type Answer = Readonly<Record<string, unknown>> & { readonly stdout?: string; readonly error?: string };

/** A hub with one project, whose commands are real ones. */
export function realHub(options: Parameters<typeof testHub>[0] = {}, sandbox: BubblewrapOptions = {}) {
  const made = testHub({ ...options, commands: sandboxed(sandbox) });
  onTestFinished(() => made.hub.close());
  const run = async (command: string, others: object = {}): Promise<Answer> => {
    const sent = { project_id: PROJECT, command, bash: true, err_on_exit: false, timeout: 60, ...others };
    return (await made.as('owner')('project_exec', sent)) as Answer;
  };
  return { ...made, run, files: () => made.hub.state.projects.get(PROJECT)?.files as Directory };
}

/** A line for all that the tree has: path, kind, permissions, time, and what is in it. */
export function linesOf(tree: Directory, above = ''): string[] {
  return [...tree.entries]
    .flatMap(([name, node]) => {
      const path = `${above}${name}`;
      if (isSymlink(node)) return [`${path} l 777 ${node.modified} ${node.target}`];
      const mode = node.mode.toString(8);
      if (isFile(node)) return [`${path} f ${mode} ${node.modified} ${Buffer.from(node.content).toString('hex')}`];
      return [`${path} d ${mode} ${node.modified} `, ...linesOf(node, `${path}/`)];
    })
    .sort();
}

/** Prints the same lines of the folder that it runs in. */
export const LINES = `
import json, os, stat
lines = []
def look(folder, above):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        found = os.lstat(path)
        modified = str(found.st_mtime_ns // 1000000)
        mode = '%o' % stat.S_IMODE(found.st_mode)
        if stat.S_ISLNK(found.st_mode):
            lines.append((above + name, 'l', mode, modified, os.readlink(path)))
        elif stat.S_ISDIR(found.st_mode):
            lines.append((above + name, 'd', mode, modified, ''))
            look(path, above + name + '/')
        else:
            with open(path, 'rb') as file:
                lines.append((above + name, 'f', mode, modified, file.read().hex()))
look('.', '')
print(json.dumps([' '.join(line) for line in lines]))
`;
