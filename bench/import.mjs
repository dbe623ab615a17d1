/**
 * How long it takes to import the root of the package, as either kind of module, against an empty module: whole processes,
 * in turn, so that a busy machine slows all. Needs a build: `npm run build && node bench/import.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROUNDS = 21;
const pathOf = (place) => fileURLToPath(new URL(place, import.meta.url));

const empty = pathOf('../node_modules/.cache/empty.mjs');
writeFileSync(empty, 'export {};\n');
const roots = { import: pathOf('../dist/esm/index.js'), require: pathOf('../dist/cjs/index.cjs') };

const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const nothing = timed(empty);
  rounds.push(Object.fromEntries(Object.entries(roots).map(([kind, file]) => [kind, timed(file) / nothing])));
}
for (const kind of Object.keys(roots)) {
  const ratios = rounds.map((round) => round[kind]).sort((one, other) => one - other);
  const [least, middle, most] = [0, Math.floor(ROUNDS / 2), ROUNDS - 1].map((at) => ratios[at].toFixed(2));
  console.log(`${kind}: ${middle} × an empty module (${least} to ${most}); median of ${ROUNDS} rounds; budget 2.50`);
}

function timed(file) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}
