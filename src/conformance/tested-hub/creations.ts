/** What calls make that somebody has to remove again. */

import type { LastingKind } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type ApiCall, membersSent, operationOf } from '../language/call.ts';
import { textOr } from '../language/person.ts';
import { factsOf, reachOf } from './reach.ts';
import { idIn, isIdOf, type Kind, type Thing } from './things.ts';

export interface Creation {
  readonly kind: Kind;
  /** What it is called, with the id of the run in it; of people in a project a list of who they are. */
  readonly title: string;
  readonly project_id?: string;
  /** What an answer tells of it: its id, and the key that it comes with. */
  readonly told: (value: Json) => { readonly id?: string | undefined; readonly secret?: Json | undefined };
}

/** What the call makes if it succeeds, as its contract says. */
export function creationOf(call: ApiCall): Creation | undefined {
  const { makes } = factsOf(operationOf(call)) ?? {};
  if (makes === undefined || makes === 'nothing' || reachOf(call) === 'reads') return undefined;
  const { kind, when = [{}], title = [], project, people, id, secret } = makes;
  const parameters = membersSent(call);
  if (!when.some((some) => haveAll(parameters, some))) return undefined;
  if (people !== undefined) return joining(partOf(parameters, people));
  const project_id = partOf(parameters, project);
  // What belongs to a project cannot be without one.
  if (MARKED_BY_PROJECT.includes(kind) && !isProject(project_id)) return undefined;
  return {
    ...{ kind, title: title.map((name) => textOr(partOf(parameters, name))).join(' ') },
    ...(isProject(project_id) && { project_id }),
    told: (value) => ({ id: idIn(partOf(value, id)), secret: partOf(value, secret) }),
  };
}

/** What a success of the call leaves for good, as its contract says. */
export function leftBy(call: ApiCall): readonly LastingKind[] {
  return factsOf(operationOf(call))?.leaves ?? [];
}

const haveAll = (parameters: JsonObject, some: JsonObject): boolean =>
  Object.entries(some).every(([path, value]) => {
    const came = partOf(parameters, path);
    return value === '*' ? came != null : came === value;
  });

/** What stands at the path, as in `0.id`; the whole value for an empty one. */
function partOf(value: Json, path: string | undefined): Json | undefined {
  if (path === undefined) return undefined;
  const names = path === '' ? [] : path.split('.');
  return names.reduce<Json | undefined>((inner, name) => {
    const isHere = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name);
    return isHere ? (inner as JsonObject)[name] : undefined;
  }, value);
}

/** Kinds that carry the mark by the project that they belong to, which is the run's own or nothing is sent. */
export const MARKED_BY_PROJECT: readonly Kind[] = ['collaborator', 'copy', 'public path'];

function joining(options: Json | undefined): Creation | undefined {
  if (!isObject(options)) return undefined;
  const projects = [options.project_id ?? []].flat();
  const pairs = [options.account_id ?? []].flat().map((account_id, at) => ({
    project_id: projects[at] ?? null,
    account_id,
  }));
  // Nobody joins a project if the call does not name both.
  const named = pairs.filter(
    ({ project_id, account_id }) => isProject(project_id) && isIdOf('account', textOr(account_id)),
  );
  if (named.length === 0) return undefined;
  // They are known by what the call names, so no id has to come back.
  return { kind: 'collaborator', title: JSON.stringify(named), told: () => ({}) };
}

const isProject = (id: Json | undefined): id is string => isIdOf('project', textOr(id));

/** The people whom the title of an entry names, last one first. @throws Error where it is none. */
export function collaboratorsIn(title: string): Thing[] {
  const pairs = JSON.parse(title) as Json;
  if (!Array.isArray(pairs)) throw new Error('it is no list');
  return (pairs as readonly Json[])
    .map((pair): Thing => {
      if (!isObject(pair)) throw new Error('it is no list of objects');
      return { kind: 'collaborator', id: textOr(pair.account_id), project_id: textOr(pair.project_id) };
    })
    .reverse();
}
