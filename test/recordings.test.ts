/** Recordings of a real hub are replayed here: how much comes out as recorded is told in docs/fidelity.md, and kept. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { totalOf } from '../src/conformance/recordings/replay-report.ts';
import { figuresOf, hasPassed } from '../src/conformance/recordings/replay-verdict.ts';
import { recordingsVerdict } from './recordings.ts';

test('answers are as recorded, or excused', { timeout: 120_000 }, async () => {
  const verdict = await recordingsVerdict();
  const differing = verdict.exchanges.filter((one) => one.verdict === 'differs');

  expect(differing.map(({ exchange, fault, differences }) => ({ exchange, fault, differences }))).toEqual([]);
  expect(verdict.stale).toEqual([]);
  expect(hasPassed(verdict)).toBe(true);
});

/** A recording of what the mock does not do: the machine around a project, what is never answered, directories read as archives. */
const BEYOND = ['v1-files.har'];

test('most is as recorded, over all and in each recording', { timeout: 120_000 }, async () => {
  const figures = figuresOf(await recordingsVerdict());
  const share = ({ same, exchanges, outside }: (typeof figures)[number]) => same / (exchanges - outside);
  const of = (generation: string) => figures.filter(({ file }) => file.startsWith(generation));
  const below = figures.filter((one) => share(one) < 0.9).map(({ file }) => file);

  expect(share(totalOf(of('conat-')))).toBeGreaterThanOrEqual(0.96);
  expect(share(totalOf(of('v1-')))).toBeGreaterThanOrEqual(0.965);
  expect(below).toEqual(BEYOND);
});

test('no recording has fewer answers as recorded than docs/fidelity.md tells', { timeout: 120_000 }, async () => {
  const page = readFileSync('docs/fidelity.md', 'utf8');
  const told = new Map(
    [...page.matchAll(/^\| (\S+\.har) \| \d+ \| (\d+) \|/gm)].map(([, file, same]) => [file, Number(same)]),
  );

  expect(told.size).toBeGreaterThan(0);
  for (const { file, same } of figuresOf(await recordingsVerdict()))
    expect(same, file).toBeGreaterThanOrEqual(told.get(file) ?? 0);
});
