/** What the package offers, and where it runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import * as everything from '../src/index.ts';

test('the package offers these names and no others', () => {
  expect(Object.keys(everything).sort()).toEqual([
    'Hub',
    'createHub',
    'fetchHandler',
    'fromDocument',
    'systemClock',
    'toDocument',
    'virtualClock',
  ]);
});

test('each path of the package has a file', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const built = Object.values(exports).flatMap((entry) =>
    typeof entry === 'object' ? Object.values(entry ?? {}) : [],
  );
  const sources = built.map((file) =>
    String(file)
      .replace('./dist/', 'src/')
      .replace(/(\.d\.ts|\.js)$/, '.ts'),
  );

  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((file) => !existsSync(file))).toEqual([]);
});

test('what the sources read from their package is in it', () => {
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const read = sources.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/new URL\('((?:\.\.\/)+[^']+)', import\.meta\.url\)/g)].map(
      ([, path = '']) => join('src', dirname(file), path),
    ),
  );
  // Every package has its manifest.
  const missing = read.filter((path) => ![...files, 'package.json'].some((kept) => path.startsWith(kept)));

  expect(read.length).toBeGreaterThan(3);
  expect(missing).toEqual([]);
});

test('what runs in browsers imports nothing of Node, and few packages', () => {
  // The last is loaded with the first form.
  const entries = ['src/index.ts', 'src/adapters/msw.ts', 'src/adapters/wire/form.ts'];
  const imported = entries.reduce(withImports, new Set<string>());
  const packages = [...imported].filter((name) => !name.startsWith('src/'));

  expect(imported).toContain('src/core/state.ts');
  expect(packages.filter((name) => name.startsWith('node:') || builtinModules.includes(name))).toEqual([]);
  expect(new Set(packages.map(packageOf))).toEqual(new Set(['@noble/hashes', 'immutable', 'msw', 'qs']));
});

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

const IMPORT = /^(?:import|export) (?!type )[^;]*?from '([^']+)';|^import '([^']+)';/gm;

/** `found`, with `file` and all that is loaded with it; packages by the names they are imported by. */
function withImports(found: Set<string>, file: string): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.startsWith('src/')) return found;
  for (const [, from, alone] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const name = (from ?? alone) as string;
    withImports(found, name.startsWith('.') ? join(dirname(file), name) : name);
  }
  return found;
}
