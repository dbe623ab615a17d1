/** The named worlds as modules, which browsers can import and for which no bundler needs to be told what JSON is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { write } from './declarations.ts';

const FOLDER = 'fixtures/worlds';

export const worlds: Plugin = {
  name: 'worlds',
  writeBundle() {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && file !== 'world.schema.json');
    for (const file of files) {
      const world = JSON.stringify(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
      const path = join('dist/worlds', file.slice(0, -'.json'.length));
      write(`${path}.js`, `export const world = ${world};\nexport default world;\n`);
      write(
        `${path}.cjs`,
        `Object.defineProperty(exports, '__esModule', { value: true });\nexports.world = exports.default = ${world};\n`,
      );
      write(`${path}.d.ts`, typesOf('../types/index.js'));
      write(`${path}.d.cts`, typesOf('../cjs/types/index.js'));
    }
  },
};

function typesOf(root: string): string {
  return `import type { World } from '${root}';\nexport declare const world: World;\nexport default world;\n`;
}
