/** Random calls, many of them wrong on purpose, are sent again; docs/fidelity.md tells how many come out as recorded. */
import { expect, test } from 'vitest';
import { isExcusedBy, randomExcuses, randomFigures, randomOutcomes } from './random-calls.ts';

test('random calls are answered as recorded, refused by name, or excused', async () => {
  const differing = (await randomOutcomes()).filter(({ verdict }) => verdict === 'differs');
  const excuses = randomExcuses();

  const silent = differing.filter((outcome) => !excuses.some((excuse) => isExcusedBy(excuse, outcome)));
  expect(silent.map(({ name, call, given }) => ({ name, body: call.body, recorded: call.answer, given }))).toEqual([]);
  const stale = excuses.filter((excuse) => !differing.some((outcome) => isExcusedBy(excuse, outcome)));
  expect(stale).toEqual([]);
});

test('at least 97 of a hundred random calls are answered as recorded', async () => {
  const { calls, same } = randomFigures(await randomOutcomes());

  expect(same / calls).toBeGreaterThanOrEqual(0.97);
});
