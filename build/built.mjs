/** A module of the sources in one file, for programs that any Node runs as they stand. */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

/** @param source below `src`, of a module that the package does not offer. @returns what it exports. */
export async function built(source) {
  // Two folders deep, as all bundles lie.
  const file = resolve(import.meta.dirname, '../node_modules/.cache', basename(source).replace(/ts$/, 'mjs'));
  const input = resolve(import.meta.dirname, '../src', source);
  await build({ input, platform: 'node', output: { file, codeSplitting: false } });
  return import(pathToFileURL(file).href);
}
