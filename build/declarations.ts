/** The types of the library: of what the compiler has written, those files that can be reached, for both kinds of modules. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

const WRITTEN = 'node_modules/.cache/declarations';
const IMPORT = /((?:from|import\() ?['"]\.[^'"]+)\.ts(['"])/g;

/** Writes them to each of the folders; which kind of modules they tell of is said by the `package.json` that is nearest. */
export function declarations(entries: readonly string[], folders: readonly string[]): Plugin {
  return {
    name: 'declarations',
    writeBundle() {
      const files = entries.reduce(withImported, new Map<string, string>());
      for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
        for (const [file, text] of files) write(join(folder, file), text);
      }
    },
  };
}

/** `found`, with the declarations of `source`, and of all that they import. */
function withImported(found: Map<string, string>, source: string): Map<string, string> {
  const file = source.replace(/\.ts$/, '.d.ts');
  if (found.has(file)) return found;
  const text = readFileSync(join(WRITTEN, file), 'utf8');
  // Compilers before 5.7 know buffers of one kind alone.
  found.set(file, text.replaceAll(IMPORT, '$1.js$2').replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array'));
  for (const [imported] of text.matchAll(IMPORT)) {
    withImported(found, join(dirname(file), imported.replace(/^[^.]*/, '').slice(0, -1)));
  }
  return found;
}

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
