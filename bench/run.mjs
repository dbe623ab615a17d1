/**
 * `npm run bench`: every benchmark, ours and its reference in turn; `npm run bench -- NAME…`: only those.
 * `--json` prints JSON. `--rounds N` takes others than each benchmark's own number. The figures go into `README.md`, unless
 * `--no-write` is given.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine } from './machine.mjs';
import { keep, rowText } from './report.mjs';

const names = readdirSync(new URL('benchmarks/', import.meta.url))
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: true },
    rounds: { type: 'string' },
    minutes: { type: 'string' },
  },
});

const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}; there are: ${names.join(', ')}`);
  process.exit(2);
}

const results = {};
for (const name of positionals.length > 0 ? positionals : names) {
  const { benchmark } = await import(`./benchmarks/${name}.mjs`);
  if (benchmark.onRequest && positionals.length === 0) continue;
  if (!values.json) console.log(`${name}: ${benchmark.about}`);
  const rounds = numberOf('rounds') ?? benchmark.rounds;
  const rows = await benchmark.measure({ rounds, minutes: numberOf('minutes') });
  if (!values.json) console.log(`${rows.map(rowText).join('\n')}\n`);
  results[name] = { about: benchmark.about, date: new Date().toISOString().slice(0, 10), machine: machine(), rows };
  if (values.write) keep({ [name]: results[name] });
}
if (values.json) console.log(JSON.stringify(results, null, 2));

function numberOf(option) {
  if (values[option] === undefined) return undefined;
  const number = Number(values[option]);
  if (number > 0) return number;
  console.error(`--${option} takes a number above 0, not ${JSON.stringify(values[option])}`);
  process.exit(2);
}
