/** All tables that queries know, by dialect. */
import { type Dialect, deviations, valueIn } from '../../deviations.ts';
import { names, type QueryTable } from '../table.ts';
import { accountProfiles } from './account-profiles.ts';
import { accounts } from './accounts.ts';
import { collaborators } from './collaborators.ts';
import { crm } from './crm.ts';
import { fileUse } from './file-use.ts';
import { fileUseTimes } from './file-use-times.ts';
import { groups } from './groups.ts';
import { licenseUsage } from './license-usage.ts';
import { logs } from './logs.ts';
import { mentions } from './mentions.ts';
import { messages } from './messages.ts';
import { notices } from './notices.ts';
import { organizations } from './organizations.ts';
import { others } from './others.ts';
import { payments } from './payments.ts';
import { projectInviteTokens } from './project-invite-tokens.ts';
import { projectLog } from './project-log.ts';
import { projects } from './projects.ts';
import { publicPaths } from './public-paths.ts';
import { registrationTokens } from './registration-tokens.ts';
import { settings } from './settings.ts';
import { siteLicenses } from './site-licenses.ts';
import { syncstrings } from './syncstrings.ts';

const of2026 = byName('2026');

const TABLES: Readonly<Record<Dialect, ReadonlyMap<string, QueryTable>>> = {
  documented: byName('documented'),
  observed: byName('observed'),
  '2026': of2026,
  development: of2026,
};

export function tablesOf(dialect: Dialect): ReadonlyMap<string, QueryTable> {
  return TABLES[dialect];
}

function byName(dialect: Dialect): ReadonlyMap<string, QueryTable> {
  const own = names(valueIn({ dialect }, 'query_tables'));
  const special = names(deviations.query_tables.documented, deviations.query_tables['2026']);
  const tables = [
    accounts(dialect),
    accountProfiles(),
    ...collaborators(dialect),
    ...projects(dialect),
    ...projectLog(dialect),
    ...publicPaths(dialect),
    fileUse(),
    fileUseTimes(),
    mentions(dialect),
    projectInviteTokens(),
    ...siteLicenses(dialect),
    ...licenseUsage(dialect),
    ...settings(dialect),
    ...notices(),
    ...logs(dialect),
    registrationTokens(),
    ...syncstrings(),
    ...others(dialect),
    ...messages(),
    ...groups(),
    ...payments(),
    organizations(),
    ...crm(),
  ].filter(({ name }) => own.has(name) || !special.has(name));
  return new Map(tables.map((table) => [table.name, table]));
}
