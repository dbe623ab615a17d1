/** Recordings of a real hub are replayed here: how much comes out as recorded is told in docs/fidelity.md, and kept. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordedCalls } from '../src/conformance/recordings/replay.ts';
import { totalOf } from '../src/conformance/recordings/replay-report.ts';
import { type Figures, figuresOf, hasPassed } from '../src/conformance/recordings/replay-verdict.ts';
import { inOrderVerdict, recordingSetting, recordingsVerdict } from './recordings.ts';

test('answers are as recorded, or excused', { timeout: 120_000 }, async () => {
  const verdict = await recordingsVerdict();
  const differing = verdict.exchanges.filter((one) => one.verdict === 'differs');

  expect(differing.map(({ exchange, fault, differences }) => ({ exchange, fault, differences }))).toEqual([]);
  expect(verdict.stale).toEqual([]);
  expect(hasPassed(verdict)).toBe(true);
});

test('most is as recorded, over all and in each recording', { timeout: 120_000 }, async () => {
  const figures = figuresOf(await recordingsVerdict());
  const of = (generation: string) => totalOf(figures.filter(({ file }) => file.startsWith(generation)));
  const isDevelopment = ({ file }: Figures) => recordingSetting().builds?.[file] === 'development';
  const ofRest = figures.filter(({ file }) => file.startsWith('v2-'));
  const share = ({ same, exchanges }: Figures) => same / exchanges;
  const inApi = ({ same, exchanges, outside }: Figures) => same / (exchanges - outside);

  expect(share(of('conat-'))).toBeGreaterThanOrEqual(0.96);
  expect(share(of('v1-'))).toBeGreaterThanOrEqual(0.97);
  expect(share(totalOf(ofRest.filter((one) => !isDevelopment(one))))).toBeGreaterThanOrEqual(0.97);
  expect(share(totalOf(ofRest.filter(isDevelopment)))).toBeGreaterThanOrEqual(0.95);
  expect(figures.filter((one) => inApi(one) < 0.9)).toEqual([]);
});

test('only lists that do come in another order are said to come in none', { timeout: 120_000 }, async () => {
  const differing = (await inOrderVerdict()).exchanges.filter(({ verdict }) => verdict === 'differs');

  const calls = differing.flatMap(({ exchange }) => recordedCalls(exchange));
  const unordered = Object.keys(recordingSetting().unordered ?? {});
  expect(differing.length).toBeGreaterThanOrEqual(unordered.length);
  expect(unordered.filter((call) => !calls.includes(call))).toEqual([]);
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
