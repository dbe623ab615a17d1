/** `exec --faults`: a command again and again, each time with another fault. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { FaultReport } from '../../src/fault-runs/report.ts';
import { folderWith } from '../server/folder.ts';
import { run } from './command.ts';
import { type Program, RIGHT, WRONG } from './fault-programs/programs.ts';

const PROGRAMS = resolve('test/cli/fault-programs');

/** Writes the program, runs it under faults, and gives the report. */
async function faultsOf({ language, code }: Program, options: readonly string[] = []) {
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

test.for(WRONG.map((program) => [`${program.language}: ${program.name}`, program] as const))(
  'a wrong program is found: %s',
  { timeout: 300_000 },
  async ([, program]) => {
    // That others fit as well would take a test of minutes.
    const { code, report, stdout } = await faultsOf(program, ['--faults-only', program.shownBy as string]);

    expect(code, stdout).toBe(1);
    expect(report.cases.map(({ name, verdict }) => [name, verdict])).toEqual([[program.shownBy, program.verdict]]);
  },
);

test.for(RIGHT.map((program) => [`${program.language}: ${program.name}`, program] as const))(
  'a right program is left in peace: %s',
  { timeout: 300_000 },
  async ([, program]) => {
    const { code, report, stdout } = await faultsOf(program);

    expect({ code, words: report.exit.words }, stdout).toEqual({ code: 0, words: 'no fault does harm' });
    expect(report.cases.length).toBeGreaterThan(9);
  },
);

test('reports name the call, the fault and what was left, and hold no key', async () => {
  const { stdout, read } = await faultsOf(WRONG[0] as Program, ['--faults-only', 'fail_after reset,fail_before reset']);

  expect(stdout).toContain('✗ duplicated: v1/create_project#1 fail_after reset\n');
  expect(stdout).toContain('v1/create_project#1: duplicated (fail_after reset); 1 retried well');
  expect(read('faults.xml')).toContain(
    '<testcase name="v1/create_project#1 fail_before reset" classname="retried well.v1/create_project"',
  );
  expect(read('faults.html')).toContain('duplicated: v1/create_project#1 fail_after reset');
  for (const file of ['faults.json', 'faults.xml', 'faults.html']) expect(read(file)).not.toContain('sk_0000');
});

test('a command that fails without faults, or calls no hub, is told', async () => {
  const NODE = process.execPath;

  expect(await run(['exec', '--faults', 'all', '--', NODE, '-e', 'console.log("oh"); process.exit(3)'])).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/oh\n.*without any fault it fails: exit code 3 \(exit code 5\)\n$/s),
  });
  expect(await run(['exec', '--faults', 'all', '--', NODE, '-e', ''])).toMatchObject({
    code: 5,
    stdout: expect.stringContaining('it made no call to the hub'),
  });
  expect((await run(['exec', '--faults-only', 'x', '--', NODE, '-e', ''])).stderr).toContain('go with --faults all');
  expect((await run(['exec', '--faults', 'some', '--', NODE, '-e', ''])).stderr).toContain('Give all or quick.');
});
