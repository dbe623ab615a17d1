/** What is known of why a call was refused: who is what in which project, what is gone since when, what was perhaps meant. */
import { namesBelow, resolve } from '../../core/files/paths.ts';
import { isDirectory, nodeAt } from '../../core/files/tree.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { nearest } from '../../core/nearest.ts';
import { memberOf } from '../../core/projects/collaborators.ts';
import { findProject } from '../../core/projects/projects.ts';
import type { Project } from '../../core/projects/records.ts';
import type { HubState } from '../../core/state.ts';
import { isUuid } from '../../core/values.ts';
import { endpointNames, endpointOf, hasRoute } from '../dispatch/index.ts';
import { callerIn, namedParameters } from './called.ts';
import type { Note } from './note.ts';
import { routelessWords, unknownOperationWords } from './operation-names.ts';
import type { NameBook } from './people.ts';

/** How many calls are looked back at. */
const LOOK_BACK = 1000;

interface Circumstances {
  readonly note: Note;
  readonly state: HubState;
  /** The calls before it, the last one first. */
  readonly earlier: readonly Note[];
  readonly names: NameBook;
}

/** Facts about a refused call that may be why, each a sentence. None of them is a guess, but not each need be the cause. */
export function causesOf(note: Note, before: readonly Note[], names: NameBook): string[] {
  const state = note.before ?? note.after;
  if (state === undefined) return [];
  const earlier = before.slice(-LOOK_BACK).reverse();
  const circumstances = { note, state, earlier, names };
  const unknown = unknownOperation(note);
  if (unknown !== undefined) return [unknown];
  const aboutCaller = callerCause(circumstances);
  if (aboutCaller !== undefined) return [aboutCaller];
  const parameters = namedParameters(note.call);
  const found = projectsNamed(parameters).flatMap((id) => projectCauses(circumstances, id));
  return found.length > 0 ? found : pathCauses(circumstances, parameters);
}

function unknownOperation({ call }: Note): string | undefined {
  const operation = endpointOf(call);
  const isRouted = hasRoute(call);
  if (isRouted && endpointNames().includes(operation)) return undefined;
  return isRouted && call.place === undefined ? unknownOperationWords(operation) : routelessWords(call);
}

function callerCause({ note, state, earlier, names }: Circumstances): string | undefined {
  const { credential } = note.call;
  if (credential === 'absent') return 'the call shows no key';
  if (credential === 'malformed') return 'the header of the call announces a key and has none';
  const identity = callerIn(state, note.call);
  if (identity !== undefined) {
    const isBanned = 'account_id' in identity && state.accounts.get(identity.account_id)?.banned === true;
    return isBanned ? `${names.of(identity.account_id)} is banned` : undefined;
  }
  const key = state.apiKeys.by('secret', credential.key);
  if (key !== undefined && key.expire !== null && key.expire <= state.now) {
    return `the key of ${names.of(key.account_id)} expired at ${new Date(key.expire).toISOString()}`;
  }
  const owner = (then: HubState) =>
    then.accounts.by('api_key', credential.key)?.account_id ?? then.apiKeys.by('secret', credential.key)?.account_id;
  const last = earlier.find(({ before }) => before !== undefined && owner(before) !== undefined);
  if (last === undefined) return 'nobody has, or had, the key that it shows';
  return `the key was one of ${names.of(owner(last.before as HubState) as string)} until ${told(last, note, names)}`;
}

/** The ids in the parameters whose names say that they are of projects. */
function projectsNamed(parameters: JsonObject): string[] {
  const ids = Object.entries(parameters).filter(([name, value]) => /project_id$/.test(name) && isUuid(value));
  return [...new Set(ids.map(([, value]) => value as string))];
}

function projectCauses(circumstances: Circumstances, project_id: string): string[] {
  const { note, state, names } = circumstances;
  const project = findProject(state, project_id);
  if (project === undefined) return [missingProject(circumstances, project_id)];
  const shown = `the project "${project.title ?? project_id}"`;
  const found: string[] = [];
  if (project.deleted) {
    const change = lastChange(circumstances, (then) => findProject(then, project_id)?.deleted !== true);
    found.push(`${shown} is deleted${change}`);
  }
  const identity = callerIn(state, note.call);
  if (identity === undefined || !('account_id' in identity)) return found;
  const { account_id } = identity;
  const group = memberOf(state, project_id, account_id)?.group;
  if (group === 'owner' || group === 'collaborator') return found;
  const change = lastChange(circumstances, (then) => {
    const then_ = findProject(then, project_id);
    return then_ !== undefined && memberOf(then, project_id, account_id)?.group !== group;
  });
  const who = names.of(account_id);
  found.push(
    group === undefined ? `${who} is not in ${shown}${change}` : `${who} is ${asRole(group)} of it (${shown})${change}`,
  );
  return found;
}

function asRole(group: string): string {
  return `${/^[aeiou]/.test(group) ? 'an' : 'a'} ${group.replaceAll('_', ' ')}`;
}

function missingProject(circumstances: Circumstances, project_id: string): string {
  const { state } = circumstances;
  const change = lastChange(circumstances, (then) => findProject(then, project_id) !== undefined);
  if (change !== '') return `the project ${project_id} is no more${change}`;
  const meant = nearest(project_id, [...state.projects.keys()].slice(0, MOST_COMPARED));
  return `no project has the id ${project_id}${meant === undefined ? '' : `; the nearest is ${meant} ("${titleOf(state, meant)}")`}`;
}

const MOST_COMPARED = 10_000;

function titleOf(state: HubState, project_id: string): string {
  return String((findProject(state, project_id) as Project).title);
}

function pathCauses(circumstances: Circumstances, parameters: JsonObject): string[] {
  return Object.entries(parameters).flatMap(([name, path]): string[] => {
    if (!/(?:^|_)path$/.test(name) || name.startsWith('target') || typeof path !== 'string') return [];
    const project_id = projectBeside(parameters, name);
    const project = project_id === undefined ? undefined : findProject(circumstances.state, project_id);
    return project === undefined ? [] : missingPath(circumstances, project, path);
  });
}

/** Of `src_path` the project `src_project_id`; of others `project_id`. */
function projectBeside(parameters: JsonObject, name: string): string | undefined {
  const own: Json | undefined = parameters[name.replace(/path$/, 'project_id')] ?? parameters.project_id;
  return isUuid(own) ? own : undefined;
}

function missingPath(circumstances: Circumstances, project: Project, path: string): string[] {
  const { state } = circumstances;
  const home = `${state.home}/${project.project_id}`;
  const names = namesBelow(home, resolve(home, path));
  if (names === undefined || nodeAt(project.files, names) !== undefined) return [];
  const shown = `"${path}" in the project "${project.title ?? project.project_id}"`;
  const change = lastChange(circumstances, (then) => {
    const files = findProject(then, project.project_id)?.files;
    return files !== undefined && nodeAt(files, names) !== undefined;
  });
  if (change !== '') return [`there is no ${shown} any more${change}`];
  const meant = nearest(names.join('/'), pathsOf(project));
  return [`there is no ${shown}${meant === undefined ? '' : `; the nearest is "${meant}"`}`];
}

/** The first paths of a project, folder by folder. */
function pathsOf({ files }: Project): string[] {
  const paths: string[] = [];
  const folders = [{ path: '', folder: files }];
  for (let next = folders.shift(); next !== undefined && paths.length < MOST_COMPARED; next = folders.shift()) {
    for (const [name, node] of next.folder.entries) {
      const path = next.path === '' ? name : `${next.path}/${name}`;
      paths.push(path);
      if (isDirectory(node)) folders.push({ path, folder: node });
      if (paths.length >= MOST_COMPARED) break;
    }
  }
  return paths;
}

/** Since when something does not hold any more: `, since call 7 by teacher (v1/…, 3 calls ago)`; `''` where it never did. */
function lastChange({ note, earlier, names }: Circumstances, held: (state: HubState) => boolean): string {
  const change = earlier.find(
    ({ before, after }) => before !== undefined && held(before) && after !== undefined && !held(after),
  );
  return change === undefined ? '' : `, since ${told(change, note, names)}`;
}

function told(change: Note, note: Note, names: NameBook): string {
  const identity = change.before && callerIn(change.before, change.call);
  const who =
    identity === undefined ? 'nobody known' : 'account_id' in identity ? names.of(identity.account_id) : 'a project';
  const ago = note.seq - change.seq;
  return `call ${change.seq} by ${who} (${endpointOf(change.call)}, ${ago} call${ago === 1 ? '' : 's'} ago)`;
}

/** Whether the answer is one that says no. */
export function isRefused(note: Note): boolean {
  return note.answer !== undefined && note.answer.kind !== 'success' && isObject(note.answer.body);
}
