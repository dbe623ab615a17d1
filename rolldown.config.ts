/**
 * Bundles the library, once for each kind of module and once for browsers, and the command, since Node takes longer to find
 * and link hundreds of modules than to run them; and each of the programs that run as processes of their own into one file.
 */
import type { BuildOptions, OutputOptions } from 'rolldown';
import { compiledContracts, contractModules } from './build/contracts.ts';
import { declarations, write } from './build/declarations.ts';
import {
  forBrowsers,
  isExternal,
  withoutImportMeta,
  withoutMapsOf,
  withoutRequiredBuiltins,
} from './build/platforms.ts';
import { worlds } from './build/worlds.ts';

/** By the name that each has as a path of the package. */
const entries = {
  index: 'src/index.ts',
  conformance: 'src/check/index.ts',
  contracts: 'src/contracts/index.ts',
  control: 'src/control/index.ts',
  express: 'src/adapters/express.ts',
  fake: 'src/server/fake.ts',
  msw: 'src/adapters/msw.ts',
  server: 'src/server/index.ts',
  vitest: 'src/adapters/vitest.ts',
};

/** Those of them that browsers load. */
const { index, contracts, control, msw } = entries;

/** What is said of the library stands in its types. */
const comments = { jsdoc: false };

const asModules: OutputOptions = {
  cleanDir: true,
  comments,
  chunkFileNames: '[name].js',
  // Node would pick the CommonJS build of immutable, and take long to find out what it exports.
  paths: { immutable: 'immutable/dist/immutable.es.js' },
};

const library: BuildOptions = {
  input: entries,
  platform: 'node',
  plugins: [
    compiledContracts('js'),
    worlds,
    withoutMapsOf('fake', 'conformance'),
    declarations(
      Object.values(entries).map((file) => file.slice('src/'.length)),
      ['dist/types', 'dist/cjs/types'],
    ),
  ],
  external: isExternal,
  // What a map says of places is enough for traces; the code of the bundle can be read as it is.
  output: { ...asModules, dir: 'dist/esm', sourcemap: true, sourcemapExcludeSources: true },
};

const forCommonJs: BuildOptions = {
  input: entries,
  platform: 'node',
  plugins: [
    compiledContracts('cjs'),
    withoutImportMeta,
    withoutRequiredBuiltins,
    { name: 'type-of-modules', writeBundle: () => write('dist/cjs/package.json', '{ "type": "commonjs" }\n') },
  ],
  external: isExternal,
  output: {
    dir: 'dist/cjs',
    format: 'cjs',
    // Without source maps, which Jest does not read, and which would take a tenth of what an installation may.
    cleanDir: true,
    comments,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  },
};

const browser: BuildOptions = {
  input: { index, contracts, control, msw },
  platform: 'browser',
  plugins: [compiledContracts('js'), forBrowsers],
  external: isExternal,
  // Without source maps: whoever bundles for browsers makes maps of what the bundle is made of.
  output: { ...asModules, dir: 'dist/browser' },
};

const command: BuildOptions = {
  input: 'src/cli/main.ts',
  platform: 'node',
  plugins: [
    compiledContracts('js'),
    {
      name: 'shared-people',
      resolveId: (id) => (id.endsWith('/fake.ts') ? { id: '../esm/fake.js', external: true } : null),
    },
  ],
  external: isExternal,
  output: { ...asModules, dir: 'dist/cli' },
};

export const programs = {
  input: { commands: 'src/hub/effects/command-process/program.ts' },
  platform: 'node',
  // Nothing is needed of a package but what a program uses of it.
  treeshake: { moduleSideEffects: false },
  external: isExternal,
  // By this ending Node knows a module without having to read what lies around it.
  output: { dir: 'dist/programs', entryFileNames: '[name].mjs', comments },
} satisfies BuildOptions;

// The second empties a folder that the third writes to as well.
export default [contractModules, forCommonJs, library, browser, command, programs];
