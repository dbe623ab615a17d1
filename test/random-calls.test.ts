/** Random calls, many of them wrong on purpose, are sent again; docs/fidelity.md tells how many come out as recorded. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { randomFigures, randomOutcomes } from './random-calls.ts';

test('no fewer random calls are answered as recorded than docs/fidelity.md tells, and no more differ', async () => {
  const [, same, refused, differs] =
    /^\| \d+ \| (\d+) \| (\d+) \| (\d+) \|$/m.exec(readFileSync('docs/fidelity.md', 'utf8')) ?? [];
  const figures = randomFigures(await randomOutcomes());

  expect(Number(same) + Number(refused) + Number(differs)).toBe(figures.calls);
  expect(figures.same).toBeGreaterThanOrEqual(Number(same));
  expect(figures.differs).toBeLessThanOrEqual(Number(differs));
});
