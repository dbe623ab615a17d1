/**
 * Where the programs are that this package starts as processes of their own.
 *
 * The way there is the same from the sources, from the library and from the bundled command. A bundle that lies elsewhere
 * puts a module of its own in place of this one.
 */

/** A place of this package, for finding others from. */
export const HERE: string = import.meta.url;

/** Published as they stand; with a slash at the end. */
export const kernelFolder = (): string => pathOf('../../src/kernel/');

/** The file of a program that is built into one; on its own, so that a bundler for browsers does not take it for a file to deliver. */
export function programPath(name: string): string {
  const path = pathOf(`../../dist/programs/${name}.mjs`);
  if (!process.getBuiltinModule('node:fs').existsSync(path)) throw new Error(`there is no ${path}; npm run build`);
  return path;
}

function pathOf(place: string): string {
  return process.getBuiltinModule('node:url').fileURLToPath(new URL(place, HERE));
}
