/** Every runner and bundler that is named in the README takes the package as it is published: each project here does. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { installed, run } from './installed.ts';

const PROJECTS = 'test/package-projects';

// What hubs publish of API v2, where it is at hand: no copy of it is kept here.
const published = resolve('../shared/api/openapi-v2-2026-07.json');
if (existsSync(published)) process.env.PUBLISHED_OPENAPI = published;

test.for(readdirSync(PROJECTS))('npm test passes in test/package-projects/%s', async (name) => {
  const folder = await installed(join(PROJECTS, name));

  const { status, output } = await run('npm', ['test'], folder);

  expect(status, output).toBe(0);
});
