/** Records what real programs make of the scripts in `fixtures/shell`: `npm run shell:record`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from './corpus.js';
import { record } from './real.js';

const AT_ONCE = 8;

for (const name of readdirSync(FOLDER).filter((entry) => entry.endsWith('.jsonl'))) {
  const path = join(FOLDER, name);
  const scripts = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).script);
  const recorded = [];
  for (let at = 0; at < scripts.length; at += AT_ONCE) {
    const some = await Promise.all(scripts.slice(at, at + AT_ONCE).map((script) => record(script)));
    recorded.push(...some.map((one) => JSON.stringify(one)));
  }
  writeFileSync(path, `${recorded.join('\n')}\n`);
  console.log(`${name}: ${recorded.length} scripts`);
}
