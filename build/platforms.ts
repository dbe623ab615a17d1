/** What differs between the bundles of the library. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Packages that exist as ES modules alone, which Jest does not load: bundles contain them. */
export const BUNDLED = ['@faker-js/faker', '@noble/hashes', 'eventsource-parser', 'modern-tar'];

/** All other packages are found where they are installed, and most are loaded late or not at all. */
export function isExternal(id: string): boolean {
  return !id.startsWith('.') && !isAbsolute(id) && !BUNDLED.some((name) => id === name || id.startsWith(`${name}/`));
}

/** Puts `x.browser.ts`, where there is one, in place of `x.ts`. */
export const forBrowsers: Plugin = {
  name: 'for-browsers',
  resolveId(id, importer) {
    if (importer === undefined || !id.startsWith('.') || !id.endsWith('.ts')) return null;
    const other = join(dirname(importer), id.replace(/\.ts$/, '.browser.ts'));
    return existsSync(other) ? other : null;
  },
};

const FILE_URL = `process.getBuiltinModule('node:url').pathToFileURL(__filename).href`;

/** CommonJS has no `import.meta`; the place of a file is asked for without a `require`, which bundlers for browsers would follow. */
export const withoutImportMeta: Plugin = {
  name: 'without-import-meta',
  transform: (code) =>
    code.includes('import.meta.url') ? { code: code.replaceAll('import.meta.url', FILE_URL), map: null } : null,
};

/** For the same reason modules of Node are asked for so: a page never comes to where they are. */
export const withoutRequiredBuiltins: Plugin = {
  name: 'without-required-builtins',
  renderChunk: (code) => code.replace(/\brequire\((["'])node:(\w+)\1\)/g, 'process.getBuiltinModule("node:$2")'),
};

/** Maps of large chunks whose code nobody steps through, which would be a thirtieth of an installation. */
export function withoutMapsOf(...names: readonly string[]): Plugin {
  return {
    name: 'without-maps',
    generateBundle(_options, bundle) {
      for (const name of names) {
        const chunk = bundle[`${name}.js`];
        if (chunk?.type !== 'chunk') continue;
        delete bundle[`${name}.js.map`];
        chunk.code = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n');
      }
    },
  };
}
