/** What a hub keeps of shared paths. */
import { boolean, jsonObject, number, type Of, orNull, record, text } from '../shape.ts';
import { table } from '../table.ts';

const publicPath = record({
  /** SHA-1 of project id and path, 40 hexadecimal digits. */
  id: text,
  project_id: text,
  path: text,
  description: orNull(text),
  disabled: orNull(boolean),
  unlisted: orNull(boolean),
  license: orNull(text),
  created: orNull(number),
  last_edited: orNull(number),
  columns: jsonObject,
});
export type PublicPath = Of<typeof publicPath>;

export const publicPathTables = {
  publicPaths: table({ record: publicPath, key: ({ id }) => id, by: { project: ({ project_id }) => project_id } }),
};
