/** What a hub keeps of organizations. */
import { list, type Of, orNull, record, text } from '../shape.ts';
import { table } from '../table.ts';

const organization = record({
  organization_id: text,
  /** Unique, also in lower case; `null`: none was given. */
  name: orNull(text),
  title: orNull(text),
  description: orNull(text),
  link: orNull(text),
  email_address: orNull(text),
  /** Sorted. */
  admin_account_ids: orNull(list(text)),
});
export type Organization = Of<typeof organization>;

export const organizationTables = {
  // As the database lists rows: what was written last comes last.
  organizations: table({
    record: organization,
    key: ({ organization_id }) => organization_id,
    by: { name: ({ name }) => name },
    latestLast: true,
  }),
};
