/**
 * Bundles the command into a few files, since Node takes longer to find and link 200 modules than to run them; and each of
 * the programs that run as processes of their own into one file.
 */
import { isAbsolute } from 'node:path';
import type { BuildOptions, Plugin } from 'rolldown';
import { readContracts, writeFiles } from './src/contracts/folder.ts';
import { standaloneModules } from './src/contracts/standalone.ts';

/** Compiles the contracts, for library and command, in place of the module that does it when they are first needed. */
const compiledContracts: Plugin = {
  name: 'compiled-contracts',
  buildStart: () => writeFiles('dist/contracts', standaloneModules(readContracts('contracts'))),
  // Left out of the bundle, since it is there already, and loaded with the first call.
  resolveId: (id) => (id.endsWith('/contracts/ready.ts') ? { id: '../contracts/ready.js', external: true } : null),
};

const command: BuildOptions = {
  input: 'src/cli/main.ts',
  platform: 'node',
  plugins: [compiledContracts],
  // Only what is ours: packages are found where they are installed, and most are loaded late or not at all.
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
  output: {
    dir: 'dist/cli',
    cleanDir: true,
    chunkFileNames: '[name].js',
    // Node would pick the CommonJS build of immutable, and take long to find out what it exports.
    paths: { immutable: 'immutable/dist/immutable.es.js' },
  },
};

export const programs = {
  input: { commands: 'src/hub/effects/command-process/program.ts' },
  platform: 'node',
  // Nothing is needed of a package but what a program uses of it.
  treeshake: { moduleSideEffects: false },
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
  // By this ending Node knows a module without having to read what lies around it.
  output: { dir: 'dist/programs', entryFileNames: '[name].mjs' },
} satisfies BuildOptions;

export default [command, programs];
