/** Projects that install the packed package as its users do. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inject } from 'vitest';

/** What takes longer is ended, and has no status. */
const LONGEST_MS = 500_000;

export interface Ended {
  readonly status: number | null;
  /** All that was printed. */
  readonly output: string;
}

/** A copy of the project `source`, or an empty one, with the package and all that it asks for; in a folder of its own. */
export async function installed(source: string | undefined, name = basename(source ?? 'empty')): Promise<string> {
  const folder = join(inject('workplace'), name);
  if (source === undefined) {
    mkdirSync(folder, { recursive: true });
    // Without one, npm installs into a folder above that has one.
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  } else cpSync(source, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const { status, output } = await run('npm', ['install', ...options, inject('tarball')], folder);
  if (status !== 0) throw new Error(`npm install failed in ${name}:\n${output}`);
  return folder;
}

/** Runs a program in the folder, in none of the variables that this test was started with by npm and vitest. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  path: readonly string[] = [],
): Promise<Ended> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$)/.test(name),
  );
  const env = { ...Object.fromEntries(own), PATH: [...path, process.env.PATH].join(':') };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject).on('close', (status) => resolve({ status, output }));
  });
}
