/** The people in the caller's projects, the caller among them. [smc-util/db-schema/collaborators.ts] */
import type { Account } from '../../accounts/records.ts';
import { type Dialect, valueIn } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import type { HubState } from '../../state.ts';
import { isUuid } from '../../values.ts';
import { ofNamedProject } from '../permissions.ts';
import { defineTable, type GetRules, names, type QueryTable, type TableQuery } from '../table.ts';
import { accountStore } from './account-store.ts';
import { projectStore } from './project-store.ts';

export function collaborators(dialect: Dialect): QueryTable[] {
  const columns = valueIn({ dialect }, 'collaborators_columns');
  const rules: GetRules<Account> = {
    fields: names('account_id first_name last_name last_active profile', columns),
    defaults: { first_name: '', last_name: '', name: '' },
  };
  return [
    defineTable({ name: 'collaborators', store: accountStore, get: { ...rules, rows: ofAllProjects } }),
    defineTable({
      name: 'collaborators_one_project',
      store: accountStore,
      get: {
        ...rules,
        fields: new Set([...rules.fields, 'project_id']),
        consumed: ['project_id'],
        rows: ofOneProject,
      },
    }),
  ];
}

function ofAllProjects({ state, account_id }: TableQuery): Account[] {
  return accountsIn(state, state.projects.keysBy('user', account_id));
}

const namedProject = ofNamedProject(projectStore);

function ofOneProject(query: TableQuery): Account[] {
  return accountsIn(
    query.state,
    [...namedProject(query)].map(({ project_id }) => project_id),
  );
}

function accountsIn(state: HubState, project_ids: Iterable<string>): Account[] {
  const account_ids = new Set<string>();
  for (const project_id of project_ids) {
    for (const account_id of Object.keys(state.projects.get(project_id)?.users ?? {})) account_ids.add(account_id);
  }
  // An invitation of nobody in particular has put such an id there, and the database does not take it.
  const other = [...account_ids].find((account_id) => !isUuid(account_id));
  if (other !== undefined) throw refuse('sql_syntax', { type: 'uuid', text: other });
  return [...account_ids]
    .map((account_id) => state.accounts.get(account_id))
    .filter((account) => account !== undefined);
}
