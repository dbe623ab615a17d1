/** Programs under faults, by the command. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FaultReport } from '../../../src/fault-runs/report.ts';
import { folderWith } from '../../server/folder.ts';
import { run } from '../command.ts';
import type { Program } from './programs.ts';

const PROGRAMS = resolve('test/cli/fault-programs');

/** Writes the program, runs it under faults, and gives the report. */
export async function faultsOf({ language, code }: Program, options: readonly string[] = []) {
  const folder = folderWith({});
  const isNode = language === 'node';
  const file = join(folder, isNode ? 'program.mjs' : 'program.py');
  const head = isNode
    ? `import { call, create, project_id, read, remove, retrying, send, titled, write } from ${JSON.stringify(`${PROGRAMS}/client.mjs`)};\n`
    : `import sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, ${JSON.stringify(PROGRAMS)})\nfrom client import *\n`;
  writeFileSync(file, head + code);
  const reports = join(folder, 'reports');
  const told = ['--faults-timeout', '8000', '--faults-report', 'json,junit,html', '--faults-report-dir', reports];
  const args = ['exec', '--faults', 'all', ...told, ...options, '--', isNode ? process.execPath : 'python3', file];
  const output = await run(args);
  const read = (name: string) => readFileSync(join(reports, name), 'utf8');
  return { ...output, report: JSON.parse(read('faults.json')) as FaultReport, read };
}
