/** Runs a script in a project of the mock, and tells how it differs from what was recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Directory, isDirectory, isSymlink, type Node } from '../../src/core/files/tree.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { testHub } from '../hub.ts';
import { changesBetween, describe, FOLDER, PROJECT, SCRIPT } from './corpus.js';

type Tree = Readonly<Record<string, unknown>>;

export interface Recorded {
  readonly script: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit_code: number;
  /** What files are other ones afterwards; `null` for one that is gone. */
  readonly after: Tree;
}

type Came = Omit<Recorded, 'script'> | { readonly error: string };

const files = JSON.parse(readFileSync(join(FOLDER, 'files.json'), 'utf8'));

/** Long after the files were laid out. */
const NOW = Date.UTC(2026, 10, 27, 12);

/** A hub puts a line before the script: what limits its time. */
const LINES_BEFORE = 1;

/** With the script's file named as when it was recorded. */
export async function simulate(script: string): Promise<Came> {
  const came = await simulateAsItIs(script);
  if ('error' in came) return came;
  // The script is a file with a name of its own, also where messages go to files.
  const text = JSON.stringify(came)
    .replace(/\/tmp\/[^\s:"\\]*f-[^\s:"\\]+/g, SCRIPT)
    .replace(/(?<=\/tmp\/script: line )\d+/g, (line) => String(Number(line) - LINES_BEFORE));
  return JSON.parse(text) as Came;
}

/** As a hub has it, which names the file, and puts a line before the script. */
export async function simulateAsItIs(script: string): Promise<Came> {
  // What a script comes to must not depend on how busy the machine is.
  const { hub, as, clock } = testHub({ project: { files }, commands: { maxBusyMs: 60_000 } });
  clock.set(NOW);
  const filesNow = () => treeOf(hub.state.projects.get(PROJECT)?.files as Directory);
  const before = filesNow();
  const call = { project_id: PROJECT, command: script, bash: true, err_on_exit: false };
  const answer: JsonObject = await as('owner')('project_exec', call);
  if (typeof answer.stdout !== 'string') return { error: String(answer.error) };
  return {
    stdout: answer.stdout,
    stderr: String(answer.stderr),
    exit_code: Number(answer.exit_code),
    after: changesBetween(before, filesNow()),
  };
}

/** Why it was refused by name, if it was. */
export function refusalOf(came: Came): string | undefined {
  return 'error' in came ? came.error : undefined;
}

/** What came otherwise. @param plain leaves out what may differ */
export function differences(recorded: Recorded, came: Came, plain = (json: string) => json): object[] {
  const members = ['stdout', 'stderr', 'exit_code', 'after'] as const;
  const values = came as Recorded;
  const text = (value: unknown) => plain(JSON.stringify(value));
  return members
    .filter((member) => text(recorded[member]) !== text(values[member]))
    .map((member) => ({ member, recorded: recorded[member], came: values[member] }));
}

function treeOf(directory: Directory, prefix = ''): Tree {
  const tree: Record<string, unknown> = {};
  for (const [name, node] of directory.entries) {
    tree[prefix + name] = told(prefix + name, node);
    if (isDirectory(node)) Object.assign(tree, treeOf(node, `${prefix}${name}/`));
  }
  return tree;
}

function told(path: string, node: Node): unknown {
  if (isSymlink(node)) return { link: node.target };
  const mode = node.mode.toString(8);
  return isDirectory(node) ? { folder: mode } : describe(path, node.content, mode);
}
