/** Every runner and bundler that is named in the README takes the package as it is published: each project here does. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installed, run } from './installed.ts';

const projects = ['examples', 'test/package-projects'].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);

test.for(projects)('npm test passes in %s', async (project) => {
  const folder = await installed(project);
  const path = project === 'examples/pytest' ? [await pythonPath()] : [];

  const { status, output } = await run('npm', ['test'], folder, path);

  expect(status, output).toBe(0);
});

/** The programs of an environment that has what the example asks for. */
async function pythonPath(): Promise<string> {
  const { status, output } = await run('test/python/environment.sh', [], '.');
  if (status !== 0) throw new Error(output);
  return `${output.trim().split('\n').at(-1)}/bin`;
}
