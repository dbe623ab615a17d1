/** What a hub keeps of copy operations. */
import { boolean, number, type Of, orNull, record, scalar, text } from '../shape.ts';
import { table } from '../table.ts';

/** A row of `copy_paths`. Finished when `finished` is set; failed when `error` is set as well. */
const copy = record({
  copy_path_id: text,
  time: number,
  source_project_id: text,
  source_path: text,
  target_project_id: text,
  target_path: text,
  overwrite_newer: boolean,
  delete_missing: boolean,
  backup: boolean,
  exclude_history: boolean,
  /** Made by `copy_public_path_between_projects`. */
  public: boolean,
  /** Seconds, as sent; `NaN` where that is what was sent, which PostgreSQL keeps. */
  timeout: orNull(scalar<number>('a number', (value) => typeof value === 'number')),
  scheduled: orNull(number),
  started: orNull(number),
  finished: orNull(number),
  error: orNull(text),
});
export type Copy = Of<typeof copy>;

export const copyTables = {
  copies: table({
    record: copy,
    key: ({ copy_path_id }) => copy_path_id,
    by: { source: ({ source_project_id }) => source_project_id, target: ({ target_project_id }) => target_project_id },
  }),
};
