/**
 * Where the files of this package are that are read or started while it runs. Only in Node.
 *
 * The way to the package's folder is the same from the sources and from each bundle: every one of them lies two folders deep.
 */

/** A file or folder of this package, by its path there. */
export function packageUrl(path: string): URL {
  // Not relative to `import.meta.url`, since bundlers take that for files that are to be delivered with the code.
  const folder = import.meta.url.split('/').slice(0, -3).join('/');
  return new URL(`${folder}/${path}`);
}

export function packageVersion(): string {
  const manifest = process.getBuiltinModule('node:fs').readFileSync(packageUrl('package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The path of a package that is installed for this one. @throws Error when there is none. */
export const resolvePackage = (name: string): string => requireHere().resolve(name);

/** What such a package exports, which no bundler knows of. @throws Error when there is none. */
export const requirePackage = (name: string): unknown => requireHere()(name);

function requireHere() {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(packageUrl('package.json'));
}

/** Published as they stand; with a slash at the end. */
export const kernelFolder = (): string => pathOf('src/kernel/');

/** The file of a program that is built into one. */
export function programPath(name: string): string {
  const path = pathOf(`dist/programs/${name}.mjs`);
  if (!process.getBuiltinModule('node:fs').existsSync(path)) throw new Error(`there is no ${path}; npm run build`);
  return path;
}

function pathOf(path: string): string {
  return process.getBuiltinModule('node:url').fileURLToPath(packageUrl(path));
}
