/**
 * `npm run bench:gate`: a few benchmarks with few rounds, a minute in all, and only their ratios. Fails with the name of each
 * that is far beyond what is measured, with both figures, after it was measured again: a machine may be busy for a while.
 */
import { budgets } from './budgets.mjs';
import { rowText } from './report.mjs';

const ROUNDS = 3;

const gated = budgets.filter(({ gate }) => gate !== undefined);
const names = [...new Set(gated.map(({ benchmark }) => benchmark))];

const regressions = [];
for (const name of names) {
  const found = regressionsIn(name, await measured(name));
  // Only those count that show twice.
  regressions.push(...(found.length === 0 ? [] : regressionsIn(name, await measured(name))));
}
for (const text of regressions) console.error(text);
console.log(regressions.length === 0 ? 'no regression' : `${regressions.length} regressions`);
process.exitCode = regressions.length === 0 ? 0 : 1;

async function measured(name) {
  const { benchmark } = await import(`./benchmarks/${name}.mjs`);
  const rows = await benchmark.measure({ rounds: ROUNDS, quick: true });
  console.log(`${name}\n${rows.map(rowText).join('\n')}`);
  return rows;
}

function regressionsIn(name, rows) {
  return gated
    .filter(({ benchmark }) => benchmark === name)
    .flatMap(({ row: title, least, gate }) => {
      const row = rows.find((one) => one.row === title);
      if (row === undefined) return [`${name}: the row "${title}" was not measured`];
      const { median } = row.processor ?? row.ratio;
      if (least === undefined ? median <= gate : median >= gate) return [];
      return [`${name}: ${title}: ${median.toFixed(2)}, and the gate is ${least === undefined ? '≤' : '≥'} ${gate}`];
    });
}
