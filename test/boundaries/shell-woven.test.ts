/** Scripts woven at random from those of the corpus come out as from the programs of this machine, or are refused by name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FOLDER } from '../shell-corpus/corpus.js';
import { record, whyNotComparable } from '../shell-corpus/real.js';
import { differences, type Recorded, refusalOf, simulateAsItIs } from '../shell-corpus/simulate.ts';
import { woven } from '../shell-corpus/woven.ts';

const COUNT = 200;
const SEED = Number(process.env.SHELL_SEED ?? 1);

/** What a hub puts before a script that may take ten seconds. */
const BEFORE = 'ulimit -t 10\n';

/** Of one line each, without what needs more of them, and without what follows from the time or from how fast a machine is. */
const parts = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').split('\n').filter(Boolean))
  .map((line) => (JSON.parse(line) as Recorded).script)
  .filter((script) => !/[\n#]|SECONDS|ulimit|<<-?\s*['"]?[A-Z]/.test(script));

const reason = whyNotComparable();
if (reason !== undefined) console.warn(`skipped by name: scripts against real programs (${reason})`);

test.runIf(reason === undefined)(`${COUNT} scripts with seed ${SEED}; for others SHELL_SEED=<n>`, async () => {
  const path = await nameOfScript();
  const counts = { right: 0, refused: 0 };
  const wrong: object[] = [];
  for (const script of woven(parts, SEED, COUNT)) {
    const came = await simulateAsItIs(script);
    if (refusalOf(came) !== undefined) {
      expect(refusalOf(came), script).toMatch(/^cocalc-mock-hub does not simulate [\s\S]+: [\s\S]+$/);
      counts.refused += 1;
      continue;
    }
    const found = differences(await record(script, { path, before: BEFORE }), came, withoutClock);
    if (found.length === 0) counts.right += 1;
    else wrong.push({ script, found });
  }
  console.log(`woven scripts: ${counts.right} right, ${counts.refused} refused by name, ${wrong.length} different`);
  expect(wrong).toEqual([]);
  expect(counts.right).toBeGreaterThan(COUNT / 2);
});

/** The name that the file of a script has at the hub. */
async function nameOfScript(): Promise<string> {
  const came = await simulateAsItIs('printf %s "$0"');
  return 'stdout' in came ? came.stdout : '';
}

/** As `ls -l` shows that something was changed now. */
function withoutClock(text: string): string {
  return text.replace(/\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d\b/g, '<now>');
}
