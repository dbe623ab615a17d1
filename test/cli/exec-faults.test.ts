/** `exec --faults`: a command again and again, each time with another fault. Which programs it finds: `test/boundaries/faults-found.test.ts`. */
import { expect, test } from 'vitest';
import { run } from './command.ts';
import { faultsOf } from './fault-programs/faults-of.ts';
import { type Program, WRONG } from './fault-programs/programs.ts';

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
