/** The contracts, compiled by the build in place of the module that does it when they are first needed. */
import { relative, resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import { readContracts, writeFiles } from '../src/contracts/folder.ts';
import { standaloneModules } from '../src/contracts/standalone.ts';
import { isExternal } from './platforms.ts';

/** Left out of each bundle, and loaded with the first call. */
export function compiledContracts(ending: 'js' | 'cjs'): Plugin {
  return {
    name: 'compiled-contracts',
    resolveId: (id) => (id.endsWith('/ready.ts') ? { id: `../contracts/ready.${ending}`, external: true } : null),
  };
}

/** Writes them as ES modules, then as CommonJS. */
export const contractModules: BuildOptions = {
  input: 'dist/contracts/ready.js',
  platform: 'node',
  plugins: [
    {
      name: 'contract-modules',
      buildStart: () => writeFiles('dist/contracts', standaloneModules(readContracts('contracts')).map(minified)),
    },
  ],
  external: isExternal,
  checks: { pluginTimings: false },
  output: {
    dir: 'dist/contracts',
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: ({ facadeModuleId, name }) => `${nameOf(facadeModuleId) ?? name}.cjs`,
  },
};

/** Nobody reads these, and there are many. */
function minified([path, text]: readonly [path: string, text: string]): [path: string, text: string] {
  return [path, minifySync(path, text, { module: true }).code];
}

/** Several of them have the same name, in different folders. */
function nameOf(module: string | null | undefined): string | undefined {
  return module ? relative(resolve('dist/contracts'), module).replace(/\.js$/, '') : undefined;
}
