/** All tables that queries know, by revision. */
import type { Revision, Table } from '../table.ts';
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

const TABLES: Readonly<Record<Revision, ReadonlyMap<string, Table>>> = { 2020: byName(2020), 2026: byName(2026) };

export function tablesOf(revision: Revision): ReadonlyMap<string, Table> {
  return TABLES[revision];
}

function byName(revision: Revision): ReadonlyMap<string, Table> {
  const only =
    revision === 2020 ? [fileUseTimes()] : [...messages(), ...groups(), ...payments(), organizations(), ...crm()];
  const tables = [
    accounts(revision),
    accountProfiles(),
    ...collaborators(revision),
    ...projects(revision),
    ...projectLog(revision),
    ...publicPaths(revision),
    fileUse(),
    mentions(revision),
    projectInviteTokens(),
    ...siteLicenses(revision),
    ...licenseUsage(revision),
    ...settings(revision),
    ...notices(revision),
    ...logs(revision),
    registrationTokens(),
    ...syncstrings(revision),
    ...others(revision),
    ...only,
  ];
  return new Map(tables.map((table) => [table.name, table]));
}
