/** Files that are made from others are as they would be made now. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GENERATED } from './refresh/generated.ts';

test.each(Object.entries(GENERATED))('%s is up to date', { timeout: 120_000 }, async (file, make) => {
  expect(readFileSync(file, 'utf8') === (await make()), `${file} is out of date: run npm run refresh`).toBe(true);
});
