/** What runs left behind at a hub: projects and keys of the account with the mark of a run in their titles. */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { answerText, type Call, type Exchange } from './exchange.ts';
import type { Flavour } from './flavour.ts';
import type { TestedHub } from './tested-hub.ts';

/** Stands in the title of all that any run makes, before the id of the run. */
export const MARK = 'mock-hub-';

export interface Found {
  readonly kind: 'project' | 'key';
  readonly id: string;
  readonly title: string;
}

/** The hub did not tell. */
export class CensusError extends Error {
  override readonly name = 'CensusError';
}

/**
 * Projects that are not deleted, and keys; in an order that does not depend on the hub.
 *
 * @throws CensusError when the hub does not tell what there is, Ended
 */
export async function census(hub: TestedHub, { generations }: Flavour): Promise<Found[]> {
  const all = [
    ...(await projects(hub, generations.includes('conat') ? 'conat' : 'v1')),
    ...(generations.includes('conat') ? await keys(hub) : []),
  ];
  return all
    .filter(({ title }) => title.includes(MARK))
    .sort((one, other) => (`${one.kind} ${one.id}` < `${other.kind} ${other.id}` ? -1 : 1));
}

async function projects(hub: TestedHub, generation: 'v1' | 'conat'): Promise<Found[]> {
  const query = { projects_all: [{ project_id: null, title: null, deleted: null }] };
  const exchange = await hub.call(queryCall(generation, query));
  return rowsIn(exchange, 'projects_all')
    .filter(({ deleted }) => deleted !== true)
    .map(({ project_id, title }) => ({ kind: 'project', id: String(project_id), title: String(title ?? '') }));
}

/** The keys of the account, or those of a project. */
export async function keys(hub: TestedHub, project?: { readonly project_id: Json }): Promise<Found[]> {
  const args = [{ action: 'get', ...project }];
  const exchange = await hub.call({ api: 'conat/hub', name: 'system.manageApiKeys', args });
  const { answer } = exchange;
  // Not every hub of this generation has keys to manage; none can have been made there.
  if (answer.outcome === 'refusal') return [];
  if (answer.outcome !== 'success' || !Array.isArray(answer.value)) throw untold(exchange);
  const rows = answer.value.filter(isObject);
  return rows.map(({ id, name }) => ({ kind: 'key', id: String(id), title: String(name ?? '') }));
}

/** A user query as a call of either generation. */
export function queryCall(generation: 'v1' | 'conat', query: JsonObject): Call {
  return generation === 'v1'
    ? { api: 'v1', name: 'query', body: { query } }
    : { api: 'conat/hub', name: 'db.userQuery', args: [{ query }] };
}

/** @throws CensusError when the answer is not one to a query for a list. */
function rowsIn(exchange: Exchange, table: string): JsonObject[] {
  const rows = resultOf(exchange)?.[table];
  if (!Array.isArray(rows)) throw untold(exchange);
  return rows.filter(isObject);
}

/** What a query found, by table; nothing where it did not succeed. */
export function resultOf({ call, answer }: Exchange): JsonObject | undefined {
  if (answer.outcome !== 'success' || !isObject(answer.value)) return undefined;
  const result: Json | undefined = call.api === 'v1' ? answer.value.query : answer.value;
  return isObject(result) ? result : undefined;
}

function untold({ answer }: Exchange): CensusError {
  return new CensusError(`the hub does not tell what there is: ${answerText(answer)}`);
}
