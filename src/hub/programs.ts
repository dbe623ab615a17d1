/**
 * Where the programs are that this package starts as processes of their own: each is one file of the build.
 *
 * The way there is the same from the sources, from the library and from the bundled command. A bundle that lies elsewhere
 * puts a module of its own in place of this one.
 */

/** A place of this package, for finding others from. */
export const HERE: string = import.meta.url;

/** Built on its own, so that a bundler for browsers does not take it for a file to deliver. */
const FOLDER = '../../dist/programs/';

/** The path of the program's file; only in Node. */
export function programPath(name: string): string {
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  return fileURLToPath(new URL(`${FOLDER}${name}.mjs`, HERE));
}
