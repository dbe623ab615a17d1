/** `worlds`: what `--world` takes. */
import { fileURLToPath } from 'node:url';
import { namedWorld, worldNames } from '../hub/named-worlds.ts';
import { packageUrl } from '../hub/programs.ts';
import { alignedRows } from './table.ts';

export function worldList(): string {
  const named = worldNames().map((name) => [name, namedWorld(name).description ?? '']);
  const schema = fileURLToPath(packageUrl('fixtures/worlds/world.schema.json'));
  return `Worlds by name:
${alignedRows(named)}

Worlds of your own:
${alignedRows([
  ['fake:N', 'N made-up people, 1 to 10000, and as many projects; the same ones for the same --seed.'],
  ['FILE', 'A world as JSON. Its schema, for editors, is'],
  ['', schema],
  ['FOLDER', "The people of classroom, and the folder's files in the teacher's project: 10,000 entries and"],
  ['', '100 MB at most. Links stay links. Left out are .git and node_modules and, without --all-files,'],
  ['', 'hidden files and what .gitignore files name.'],
])}

A name wins over a file that is called the same; ./NAME means the file.
`;
}
