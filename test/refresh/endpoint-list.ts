/** The list of all endpoints as a module, so that bundlers find them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'src/endpoints';

/** The text of `src/endpoints/index.ts`: every file of its folder, in order. */
export function endpointList(): string {
  const entries = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'index.ts')
    .map((path) => path.replaceAll('\\', '/'))
    .sort((one, other) => (join(FOLDER, one) < join(FOLDER, other) ? -1 : 1))
    .map((path) => ({ path, name: nameOf(path) }));
  const listed = (folder: string) =>
    entries.filter(({ path }) => path.startsWith(folder)).map(({ name }) => `  ${name},`);
  return [
    '// Written by `npm run refresh`: every file of this folder, in order.',
    "import type { Endpoint } from '../core/endpoint.ts';",
    "import type { HubFunction, ProjectFunction } from '../core/functions.ts';",
    "import type { RestEndpoint } from '../core/rest.ts';",
    ...entries.map(({ name, path }) => `import { endpoint as ${name} } from './${path}';`),
    '',
    'export const hubFunctions: readonly HubFunction[] = [',
    ...listed('conat/hub/'),
    '];',
    '',
    'export const projectFunctions: readonly ProjectFunction[] = [',
    ...listed('conat/project/'),
    '];',
    '',
    'export const v1: readonly Endpoint[] = [',
    ...listed('v1/'),
    '];',
    '',
    'export const v2: readonly RestEndpoint[] = [',
    ...listed('v2/'),
    '];',
    '',
  ].join('\n');
}

/** `v1/copy_path.ts` as a name of a variable. */
function nameOf(path: string): string {
  const words = path.replace(/\.ts$/, '').split(/[/._-]/);
  return words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
}
