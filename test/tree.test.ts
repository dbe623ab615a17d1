/** The layout of the project: where things are, and who may import whom. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import { deviations } from '../src/core/deviations.ts';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .sort();
}

test('an endpoint has the name of its file', async () => {
  for (const file of filesBelow('src/endpoints').filter((name) => !name.endsWith('index.ts'))) {
    const { endpoint } = await import(join('..', file));
    expect(`src/endpoints/${endpoint.name}.ts`).toBe(file);
  }
});

test('core and endpoints read no clock, draw no chance and import nothing of Node', () => {
  const reaching =
    /Date\.now|new Date\(\)|setTimeout|setInterval|Math\.random|randomUUID|performance\.now|from 'node:|getBuiltinModule/;
  const found = ['src/core', 'src/endpoints']
    .flatMap(filesBelow)
    .filter((file) => reaching.test(readFileSync(file, 'utf8')));

  expect(found).toEqual([]);
});

test('code asks the table of deviations how to answer, never which hub answers', () => {
  const comparing =
    /(dialect|profile) [!=]==|[!=]== '(documented|observed|2026)'|(2020|2026) [!=]==|[!=]== (2020|2026)/;
  const found = ['src/core', 'src/endpoints', 'src/hub', 'src/adapters']
    .flatMap(filesBelow)
    .filter((file) => file !== join('src/core/deviations.ts') && comparing.test(readFileSync(file, 'utf8')));

  expect(found).toEqual([]);
});

test('every deviation is asked for', () => {
  const code = ['src/core', 'src/endpoints', 'src/hub']
    .flatMap(filesBelow)
    .filter((file) => !file.includes('deviations'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  expect(Object.keys(deviations).filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

/** Each folder of `src`, and which others it may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  endpoints: ['core'],
  contracts: ['core'],
  hub: ['endpoints', 'contracts', 'core'],
  control: ['core'],
  'fault-runs': ['conformance', 'hub', 'contracts', 'core'],
  adapters: ['fault-runs', 'hub', 'core'],
  server: ['adapters', 'hub', 'contracts', 'control', 'core'],
  conformance: ['contracts', 'core'],
  check: ['server', 'conformance', 'adapters', 'contracts', 'hub', 'core'],
  cli: ['check', 'server', 'fault-runs', 'conformance', 'contracts', 'hub', 'core'],
  // What runs in the processes of kernels, published as it stands; nothing imports it.
  kernel: [],
};

test('imports point inward', () => {
  const outward = Object.entries(MAY_IMPORT).flatMap(([folder, others]) =>
    filesBelow(`src/${folder}`).flatMap((file) =>
      importsOf(file)
        .map((path) => path.split('/')[1] as string)
        .filter((target) => target !== folder && !others.includes(target))
        .map((target) => `${file} imports ${target}`),
    ),
  );

  expect(outward).toEqual([]);
});

test('no file imports itself by way of others, not even for a type', () => {
  expect(Object.keys(MAY_IMPORT).flatMap((folder) => circlesAmong(filesBelow(`src/${folder}`)))).toEqual([]);
});

/** The files that come back to themselves. */
function circlesAmong(files: readonly string[]): string[] {
  const imports = new Map(files.map((file) => [file, importsOf(file).filter((target) => files.includes(target))]));
  return files.filter((file) => {
    const reached = new Set<string>();
    const next = [...(imports.get(file) ?? [])];
    for (let target = next.pop(); target !== undefined; target = next.pop()) {
      if (reached.has(target)) continue;
      reached.add(target);
      next.push(...(imports.get(target) ?? []));
    }
    return reached.has(file);
  });
}

/** Lists of operations that are generated. */
const LISTS = [
  'src/contracts/operations.ts',
  'src/endpoints/index.ts',
  'src/hub/dispatch/known-names.ts',
  'src/core/redaction/unnamed-secrets.ts',
  'src/hub/dispatch/described-requests.ts',
];

/** Where operations are named besides, and why. */
const NAMING: Readonly<Record<string, string>> = {
  'src/conformance/language/words.ts': 'the words of each API for what people do',
  'src/conformance/suites/laws/reading.ts': 'a law of one event, and of one that was withdrawn',
};

/** What has the name of an operation, and is about something else. */
const NOT_ABOUT_OPERATIONS: Readonly<Record<string, string>> = {
  'src/adapters/wire/visit-pages.ts sign-in': 'what a page of the site calls',
  'src/core/projects/latex.ts project_exec': 'a message to a project',
  'src/core/projects/latex.ts write_text_file_to_project': 'a message to a project',
  'src/core/projects/management.ts remove_collaborator': 'an event in the log of a project',
  'src/core/projects/raw-messages.ts project_exec': 'a message to a project',
  'src/core/projects/raw-messages.ts read_text_file_from_project': 'a message to a project',
  'src/core/projects/raw-messages.ts write_text_file_to_project': 'a message to a project',
  'src/core/query/tables/accounts.ts db.userQuery': 'words of the gateway',
  'src/endpoints/conat/hub/system.adminResetPasswordLink.ts password-reset': 'a page of the site',
  'src/endpoints/v1/copy_path_between_projects.ts copy_path_status': 'words of its answer',
  'src/hub/dispatch/unconfigured-hub.ts get-subscriptions': 'an endpoint of another folder with that name',
  'src/server/first-call.ts ping': 'a first call to paste, where nobody has a key',
  'src/server/first-call.ts user_search': 'a first call to paste',
};

test('what code knows of an operation stands in its own file: few others have its name', () => {
  const own = new Map<string, string[]>();
  for (const file of filesBelow('src/endpoints').filter((name) => !name.endsWith('index.ts'))) {
    const name = basename(file, '.ts');
    own.set(name, [...(own.get(name) ?? []), file]);
  }
  const found = filesBelow('src')
    .filter((file) => !LISTS.includes(file) && !Object.hasOwn(NAMING, file))
    .flatMap((file) => {
      const code = withoutCitations(readFileSync(file, 'utf8'));
      return [...own]
        .filter(([name, files]) => !files.includes(file) && names(code, name))
        .map(([name]) => `${file} ${name}`);
    });

  expect(found.sort()).toEqual(Object.keys(NOT_ABOUT_OPERATIONS));
});

/** Without comments, and without the places in the source of hubs that texts name. */
function withoutCitations(code: string): string {
  const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
  return code.replace(comments, '').replace(/[\w./-]+\.(?:coffee|ts|js|py)(?: \w[\w., ]*)?/g, '');
}

/** Whether the code has the name; one that is an ordinary word only in a path. */
function names(code: string, name: string): boolean {
  const isWord = /^[a-z]+$/.test(name);
  return new RegExp(`${isWord ? 'v1/' : '(?<![\\w.-])'}${name.replace('.', '\\.')}(?![\\w-])`).test(code);
}

test('an exported name has one meaning in all of src', () => {
  const files = new Map<string, string[]>();
  // What stands in for a file in browsers means the same by its names; test/package.test.ts holds it to that.
  for (const file of filesBelow('src').filter((name) => !name.endsWith('.browser.ts'))) {
    for (const name of exportedBy(file)) {
      // Every file of an endpoint exports its own one under the same name.
      if (name === 'endpoint' && file.startsWith('src/endpoints/')) continue;
      files.set(name, [...(files.get(name) ?? []), file]);
    }
  }

  expect(
    [...files].filter(([, where]) => where.length > 1).map(([name, where]) => `${name}: ${where.join(', ')}`),
  ).toEqual([]);
});

/** The names, of values and types, that a file defines and exports; what it hands on from another one is not among them. */
function exportedBy(file: string): string[] {
  const { body } = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }, file);
  const names = body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source !== null) return [];
    const { declaration, specifiers } = statement;
    if (declaration === null) return specifiers.map(({ exported }) => nameOf(exported));
    return 'declarations' in declaration
      ? declaration.declarations.map(({ id }) => nameOf(id))
      : [nameOf(declaration.id)];
  });
  return [...new Set(names)];
}

function nameOf(node: unknown): string {
  const { type, name } = node as { type: string; name: string };
  if (type !== 'Identifier')
    throw new Error(`a name is exported by a pattern of the type ${type}: export it by itself`);
  return name;
}

/** The files of ours that a file names in its imports. */
function importsOf(file: string): string[] {
  const paths = readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g);
  return [...paths].map(([, path = '']) => normalize(join(dirname(file), path)));
}

test('every folder of src has its place among the layers', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());

  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});
