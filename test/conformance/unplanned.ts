/** A census of a hub before and after a run: what is there now that the plan did not name. */

import { countBy, type Numbers } from '../../src/conformance/tested-hub/numbers.ts';
import { isUndone } from '../../src/conformance/verdict/plan.ts';
import { GENERATIONS, type Generation } from '../../src/contracts/contract.ts';
import { type Account, organizationOf } from '../../src/core/accounts/records.ts';
import { type HubState, type TableName, tableNames, tableOf } from '../../src/core/state.ts';
import { LASTING_ROWS } from '../lasting-rows.ts';

/** What hubs note of calls, and forget. */
const PASSING: readonly TableName[] = [
  'remembered',
  'agenda',
  'kernels',
  'signUps',
  'passwordResetAttempts',
  'authBans',
  'request_times',
  'sequences',
];

/** Members that say when somebody was there, how a project is that was only looked at, and when statements of somebody end. */
const NOTES = [
  'last_active',
  'last_edited',
  'state',
  'status',
  'run',
  'run_quota',
  'secret_token',
  'purchase_closing_day',
];

/**
 * @param by the APIs of the run: without a call that deletes accounts, those that it made stay as they are.
 * @returns one line for each row that is gone, was changed, or is there without having been planned.
 */
export function unplanned(
  before: HubState,
  after: HubState,
  planned: Numbers,
  by: readonly Generation[] = GENERATIONS,
): string[] {
  const changes = tableNames
    .filter((name) => !PASSING.includes(name))
    .flatMap((name) => {
      const [old, now] = [rowsOf(before, name), rowsOf(after, name)];
      const changed = [...old].filter(([key, row]) => textOf(now.get(key)) !== textOf(row));
      const added = [...now].filter(([key]) => !old.has(key));
      return [
        ...changed.map(([key]) => `${name} ${key} is not as before`),
        ...added.flatMap(([, row]) => kindOf(name, row, { before, after, by }) ?? []),
      ];
    });
  const counts = Object.entries(countBy(changes));
  return counts.flatMap(([kind, count]) => (count > (planned[kind] ?? 0) ? [`${count} × ${kind}`] : []));
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(state: HubState, name: TableName): Map<string, Row> {
  const table = tableOf(state, name);
  const rows = [...table.values()] as unknown as Row[];
  return new Map([...table.keys()].map((key, at) => [JSON.stringify(key), rows[at] as Row]));
}

const textOf = (row: Row | undefined) =>
  row && JSON.stringify(JSON.parse(JSON.stringify(row), (name, value) => (isNote(name, value) ? undefined : value)));

const isNote = (name: string, value: unknown) => NOTES.includes(name) || isEmpty(value);

/** Where nothing is, nothing taken away may be noted as an empty object. */
const isEmpty = (value: unknown) => value === null || JSON.stringify(value) === '{}';

/** What a new row is, as plans name it. Rows of a project of the run go with that. */
function kindOf(
  name: TableName,
  row: Row,
  { before, after, by }: Readonly<Record<'before' | 'after', HubState>> & { readonly by: readonly Generation[] },
): string | undefined {
  const { project_id, title, deleted, disabled, scheduled, finished, state } = row;
  if (name === 'projects') {
    const { state: at = '' } = (state ?? {}) as { readonly state?: string };
    if (deleted === true && !at.endsWith('ing')) return 'project';
    return title === 'My First Project' ? 'first project' : `project that is ${deleted ? at : 'not deleted'}`;
  }
  // Those of an organization stay as they are everywhere.
  if (name === 'accounts') {
    if (organizationOf(row as unknown as Account) !== null) return 'user';
    return deleted === true || !isUndone('account', by) ? 'account' : 'account that is not deleted';
  }
  if (name === 'organizations') return 'organization';
  if (name === 'publicPaths') return disabled === true ? 'public path' : 'public path that is not disabled';
  if (name === 'copies' && scheduled != null && finished == null) return 'copy that is still to come';
  const isOfProject = typeof project_id === 'string' && !before.projects.has(project_id);
  if (LASTING_ROWS[name] !== undefined) return LASTING_ROWS[name];
  return isOfProject && after.projects.has(project_id) ? undefined : `row of ${name}`;
}
