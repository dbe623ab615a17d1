/** What installing the package, and a checkout of it, brings along. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUNDLED } from '../build/platforms.ts';

interface Locked {
  readonly link?: true;
  readonly dev?: true;
  readonly optional?: true;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: true;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

/** What npm fetches: neither the project itself, nor a folder of it. */
const fetched = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

const installed = fetched.filter(([, { dev }]) => !dev);

test('the lock file holds a hash of every package, for every platform', () => {
  const withoutHash = fetched.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
  const wanted = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => [path, name] as const),
  );

  expect(fetched.length).toBeGreaterThan(300);
  expect(withoutHash.map(([path]) => path)).toEqual([]);
  // npm leaves out what it could not look at when the file was written.
  expect(wanted.filter(([path, name]) => !isLocked(path, name))).toEqual([]);
});

test('the lock file names no place to fetch packages from', () => {
  expect(fetched.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('the package brings along few others', () => {
  expect(installed.length).toBeLessThanOrEqual(60);
});

test('nothing that the package needs runs a script when it is installed', () => {
  expect(installed.length).toBeGreaterThan(10);
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('a checkout compiles nothing: of what it installs, only msw has a script, which copies a file', () => {
  expect(fetched.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([
    'node_modules/msw',
  ]);
});

test('NOTICE names every package that is installed with this one, by its licence, and has that of each that it contains', async () => {
  const licences = [...new Set(installed.map(([path]) => licenceOf(path)))].sort();
  const lists = licences.map((licence) => {
    const paths = installed.map(([path]) => path).filter((path) => licenceOf(path) === licence);
    return `${licence}:\n${namesOf(paths)}`;
  });

  expect(licences).toEqual(['BSD-3-Clause', 'ISC', 'MIT', 'bzip2-1.0.6']);
  await expect(notice(lists.join('\n\n'))).toMatchFileSnapshot('../NOTICE');
});

/** Whether what is at `path` finds a package of this name, there or further up. */
function isLocked(path: string, name: string): boolean {
  if (packages[path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`] !== undefined) return true;
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

function manifestAt(path: string): Manifest {
  return JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as Manifest;
}

function licenceOf(path: string): string {
  return manifestAt(path).license ?? 'no licence';
}

function namesOf(paths: readonly string[]): string {
  const names = paths.map((path) => path.replace(/^.*node_modules\//, ''));
  return [...new Set(names)]
    .sort()
    .map((name) => `  ${name}`)
    .join('\n');
}

function notice(lists: string): string {
  const [shell, python] = ['just-bash', 'pyodide'].map((name) => manifestAt(`node_modules/${name}`));
  const compiled = Object.keys(shell?.optionalDependencies ?? {}).join(' and ');
  return `cocalc-mock-hub
Copyright (c) 2026 The cocalc-mock-hub contributors. MIT licence, see LICENSE.

contracts/ and fixtures/api-examples.json are derived from the published description of the API of CoCalc. The words
of refusals are those of its public source, which the code names beside them.

npm installs these packages with it, each with the text of its licence:

${lists}

Optional, and installed only by those who ask for it:

  just-bash, which runs commands: ${shell?.license}. It has optional parts of its own, ${compiled},
  which are compiled where they are installed (the first is Apache-2.0, the second LGPL-3.0). Nothing here uses them.
  pyodide, which runs notebook cells: ${python?.license}. It contains CPython and its standard library (PSF-2.0).
  msw and express, for those who test with them: ${manifestAt('node_modules/msw').license}, ${manifestAt('node_modules/express').license}.

This package itself contains code of these, by their licences:

${BUNDLED.map((name) => `${name}, ${licenceText(name)}`).join('\n\n')}
`;
}

function licenceText(name: string): string {
  return readFileSync(`node_modules/${name}/LICENSE`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n')
    .trimStart();
}
