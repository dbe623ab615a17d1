/** Every recipe of the README and the docs takes the package as it is published: each folder of `examples` is one. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installed, run } from './installed.ts';

test.for(readdirSync('examples'))('npm test passes in examples/%s', async (name) => {
  const folder = await installed(join('examples', name));
  const path = name === 'pytest' ? [await pythonPath()] : [];

  const { status, output } = await run('npm', ['test'], folder, path);

  expect(status, output).toBe(0);
});

/** The programs of an environment that has what the example asks for. */
async function pythonPath(): Promise<string> {
  const { status, output } = await run('test/python/environment.sh', [], '.');
  if (status !== 0) throw new Error(output);
  return `${output.trim().split('\n').at(-1)}/bin`;
}
