/** Every runner and bundler that is named in the README takes the package as it is published: each project here does. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { installed, run } from './installed.ts';

const projects = ['examples', 'test/package-projects'].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);

// What hubs publish of API v2, where it is at hand: no copy of it is kept here.
const published = resolve('../shared/api/openapi-v2-2026-07.json');
if (existsSync(published)) process.env.PUBLISHED_OPENAPI = published;

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
