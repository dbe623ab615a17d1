/** How long it takes to import the root of the package, as either kind of module, against an empty module: whole processes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alternate, comparison } from '../measure.mjs';
import { runTime } from '../processes.mjs';

const pathOf = (place) => fileURLToPath(new URL(place, import.meta.url));

export const benchmark = {
  about: 'a process that imports the root of the package, against one that imports an empty module',
  rounds: 21,

  async measure({ rounds }) {
    const empty = pathOf('../../node_modules/.cache/empty.mjs');
    mkdirSync(pathOf('../../node_modules/.cache'), { recursive: true });
    writeFileSync(empty, 'export {};\n');
    const rows = [];
    for (const [row, file] of Object.entries({
      import: '../../dist/esm/index.js',
      require: '../../dist/cjs/index.cjs',
    })) {
      const ours = () => runTime([pathOf(file)]);
      const pairs = await alternate({ rounds, ours, reference: () => runTime([empty]) });
      rows.push(comparison({ row, unit: 'ms', reference: 'an empty module', pairs }));
    }
    return rows;
  },
};
