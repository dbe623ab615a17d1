/** Programs that do wrong under faults are found, and those that do right are left in peace. */
import { expect, test } from 'vitest';
import { faultsOf } from '../cli/fault-programs/faults-of.ts';
import { RIGHT, WRONG } from '../cli/fault-programs/programs.ts';

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
