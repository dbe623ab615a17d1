/** Recordings of a real hub are replayed here: how much comes out as recorded is told in docs/fidelity.md, and kept. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { totalOf } from '../src/conformance/replay-report.ts';
import { figuresOf } from '../src/conformance/replay-verdict.ts';
import { recordingsVerdict } from './recordings.ts';

test('no recording has more differences without an excuse than docs/fidelity.md tells', {
  timeout: 120_000,
}, async () => {
  const verdict = await recordingsVerdict();
  const told = toldFigures();

  expect(verdict.stale).toEqual([]);
  for (const { file, differs } of figuresOf(verdict)) {
    expect(differs, file).toBeLessThanOrEqual(told.get(file)?.differs ?? 0);
  }
});

/** Recordings of what the mock does not do: API v2, and the caches behind which a hub notices a change of rights. */
const BEYOND = ['conat-setup.har', 'conat-projectkeys.har'];

test('most is as recorded, over all and in each recording', { timeout: 120_000 }, async () => {
  const figures = figuresOf(await recordingsVerdict());
  const share = ({ same, exchanges }: (typeof figures)[number]) => same / exchanges;
  const conat = figures.filter(({ file }) => file.startsWith('conat-'));
  const below = conat.filter((one) => share(one) < 0.9).map(({ file }) => file);

  expect(share(totalOf(conat))).toBeGreaterThanOrEqual(0.95);
  expect(below.sort()).toEqual(BEYOND.sort());
});

test('no recording has fewer answers as recorded than docs/fidelity.md tells', { timeout: 120_000 }, async () => {
  const told = toldFigures();

  expect(told.size).toBeGreaterThan(0);
  for (const { file, same } of figuresOf(await recordingsVerdict()))
    expect(same, file).toBeGreaterThanOrEqual(told.get(file)?.same ?? 0);
});

function toldFigures(): Map<string, { same: number; differs: number }> {
  const page = readFileSync('docs/fidelity.md', 'utf8');
  const rows = page.matchAll(/^\| (\S+\.har) \| \d+ \| (\d+) \| \d+ \| (\d+) \|/gm);
  return new Map(
    [...rows].map(([, file, same, differs]) => [file as string, { same: Number(same), differs: Number(differs) }]),
  );
}
