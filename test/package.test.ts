/** What the package offers, and where it runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import * as everything from '../src/index.ts';

test('the package offers these names and no others', () => {
  expect(Object.keys(everything).sort()).toEqual([
    'Hub',
    'bubblewrapCommands',
    'containerCommands',
    'createHub',
    'fetchHandler',
    'fromDocument',
    'openTrace',
    'systemClock',
    'toDocument',
    'virtualClock',
    'world',
  ]);
});

const { exports: paths, files } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

interface Manifest {
  readonly exports: Readonly<Record<string, Target>>;
  readonly files: readonly string[];
}

type Target = string | { readonly [condition: string]: Target };

/** The files below a path of the package, with the conditions that they are found by. */
function targets(target: Target, conditions: readonly string[] = []): [conditions: string, file: string][] {
  if (typeof target === 'string') return [[conditions.join(' '), target]];
  return Object.entries(target).flatMap(([condition, below]) => targets(below, [...conditions, condition]));
}

test('each path of the package has types and a file for both kinds of modules, and what browsers load one of their own', () => {
  const ofCode = Object.entries(paths).filter(([, target]) => typeof target === 'object');
  const inNode = ['require types', 'require default', 'default types', 'default default'];
  const inBrowsers = ['require types', 'require default', 'default types', 'default default'].map(
    (kind) => `browser ${kind}`,
  );

  expect(Object.fromEntries(ofCode.map(([path, target]) => [path, targets(target).map(([kind]) => kind)]))).toEqual({
    '.': [...inBrowsers, ...inNode],
    './conformance': inNode,
    './contracts': [...inBrowsers, ...inNode],
    './control': [...inBrowsers, ...inNode],
    './express': inNode,
    './fake': inNode,
    './msw': [...inBrowsers, ...inNode],
    './server': inNode,
    './vitest': inNode,
    './worlds/*': inNode,
  });
  const missing = Object.values(paths)
    .flatMap((target) => targets(target))
    .map(([, file]) => file)
    .filter((file) => !file.includes('*') && !existsSync(file));
  expect(missing).toEqual([]);
});

test('what the sources read from their package is in it', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = sources.map((file) => readFileSync(join('src', file), 'utf8'));
  const read = [
    ...texts.flatMap((text) => [...text.matchAll(/packageUrl\(['`]([^'`$]+)/g)]),
    ...texts.flatMap((text) => [...text.matchAll(/new URL\('(?:\.\.\/)+([^']+)', import\.meta\.url\)/g)]),
  ].map(([, path = '']) => path);
  // Every package has its manifest.
  const missing = read.filter((path) => ![...files, 'package.json'].some((kept) => path.startsWith(kept)));

  expect(read.length).toBeGreaterThan(3);
  expect(missing).toEqual([]);
});

test('what the pages of the package link to is in it', () => {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name));
  const pages = [...files, ...inDocs].filter((name) => name.endsWith('.md'));
  const links = ['README.md', ...pages].flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) =>
      join(dirname(page), to),
    ),
  );

  expect(links.length).toBeGreaterThan(10);
  const kept = [...files, 'README.md', 'LICENSE', 'package.json'];
  expect(links.filter((link) => !existsSync(link) || !kept.some((file) => link.startsWith(file)))).toEqual([]);
});

test('what stands in for a module in browsers offers the same', async () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const others = sources.filter((file) => file.endsWith('.browser.ts'));

  expect(others.length).toBeGreaterThan(2);
  for (const other of others) {
    const [theirs, ours] = await Promise.all([
      import(join('../src', other)),
      import(join('../src', other.replace('.browser', ''))),
    ]);
    expect(Object.keys(theirs), other).toEqual(Object.keys(ours));
  }
});

test('what runs in browsers imports nothing of Node, and few packages', () => {
  const entries = ['src/index.ts', 'src/adapters/msw.ts', 'src/contracts/index.ts', 'src/control/index.ts'];
  const imported = entries.reduce(withImports, new Set<string>());
  const packages = [...imported].filter((name) => !name.startsWith('src/'));

  expect(imported).toContain('src/core/state.ts');
  expect(packages.filter((name) => name.startsWith('node:') || builtinModules.includes(name))).toEqual([]);
  expect(new Set(packages.map(packageOf))).toEqual(
    new Set([
      ...['eventsource-parser', 'fastest-levenshtein', '@noble/hashes', 'immutable', 'modern-tar', 'msw', 'qs'],
    ]),
  );
});

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

const IMPORT = /^(?:import|export) (?!type )[^;]*?from '([^']+)';|^import '([^']+)';|import\('(\.[^']+)'\)/gm;

/** `found`, with `file` and all that is loaded with it; packages by the names they are imported by. */
function withImports(found: Set<string>, file: string): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.startsWith('src/')) return found;
  for (const [, from, alone, late] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const name = (from ?? alone ?? late) as string;
    // The build compiles contracts beforehand.
    if (!name.endsWith('/compile-from.ts'))
      withImports(found, name.startsWith('.') ? forBrowsers(join(dirname(file), name)) : name);
  }
  return found;
}

function forBrowsers(file: string): string {
  const other = file.replace(/\.ts$/, '.browser.ts');
  return existsSync(other) ? other : file;
}
