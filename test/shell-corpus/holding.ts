/** Tests that hold the simulated shell against what real programs print: `npm run shell:record` has recorded them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FOLDER } from './corpus.js';
import { differences, type Recorded, refusalOf, simulate } from './simulate.ts';

/** What scripts came to, by the kind of scripts, as the file of counts has it. */
interface Counts {
  right: number;
  refused: number;
  different: number;
}

/** @param names of the files of scripts. */
export function holdCorpus(kind: 'shell' | 'python', names: readonly string[]): void {
  const counts: Counts = { right: 0, refused: 0, different: 0 };
  const least = (JSON.parse(readFileSync(join(FOLDER, 'counts.json'), 'utf8')) as Record<typeof kind, Counts>)[kind];

  test.each(names)(
    'each script of %s comes out as from real programs, or is refused by name',
    { timeout: 600_000 },
    async (name) => {
      const wrong: object[] = [];
      for (const recorded of scriptsIn(name)) {
        const came = await simulate(recorded.script);
        const refusal = refusalOf(came);
        const found = refusal === undefined ? differences(recorded, came) : [];
        if (refusal !== undefined) {
          counts.refused += 1;
          expect(refusal, recorded.script).toMatch(/^cocalc-mock-hub does not simulate [\s\S]+: [\s\S]+$/);
        } else if (found.length === 0) counts.right += 1;
        else {
          counts.different += 1;
          wrong.push({ script: recorded.script, found });
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test('three of four scripts come out as from real programs, and no fewer than before', () => {
    expect(counts.right / (counts.right + counts.refused + counts.different)).toBeGreaterThanOrEqual(0.75);
    expect(counts.right).toBeGreaterThanOrEqual(least.right);
  });

  afterAll(() => {
    const { right, refused, different } = counts;
    console.log(
      `scripts held against real programs: ${right} right, ${refused} refused by name, ${different} silently different`,
    );
  });
}

function scriptsIn(name: string): Recorded[] {
  const lines = readFileSync(join(FOLDER, name), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Recorded);
}
