/** Looking at what a world knows, without a call. */
import type { ControlOperations } from '../../control/operations.ts';
import { encoded } from '../../core/document/json.ts';
import { FileError } from '../../core/files/file-error.ts';
import { homeOf, locate } from '../../core/files/paths.ts';
import { isDirectory, isSymlink, type Node } from '../../core/files/tree.ts';
import { iso } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { nearest } from '../../core/nearest.ts';
import type { Project } from '../../core/projects/records.ts';
import { Redactor } from '../../core/redact.ts';
import { settle } from '../../core/settle.ts';
import { type HubState, type TableName, tableNames, tableOf } from '../../core/state.ts';
import { Denial } from '../denial.ts';
import type { ServedWorld } from '../worlds/served-world.ts';
import type { Handlers } from './context.ts';

type FileTold = ControlOperations['getFile']['answer'];

const PAGE = 1000;

export const stateHandlers: Handlers<'getState' | 'listRows' | 'getFile' | 'listMails'> = {
  getState({ world }) {
    const state = byNow(world);
    const tables = Object.fromEntries(tableNames.map((name) => [name, tableOf(state, name).size]));
    return { time: iso(state.now), calls: world.hub.journal.last, tables };
  },

  listRows({ world }, { table, from = 0, limit = PAGE }) {
    const rows = [...tableOf(byNow(world), checkedTable(table)).values()];
    return { table, count: rows.length, rows: rows.slice(from, from + limit).map(rowOf) };
  },

  getFile({ world }, { project_id, path = '' }) {
    const state = byNow(world);
    const project = projectOf(state, project_id);
    return { path, ...fileOf(nodeIn(state, project, path)) };
  },

  listMails: ({ world }) => ({ mails: world.hub.outbox.map((mail) => ({ ...mail })) }),
};

/** With what has happened by now, and nothing changed by having looked. */
function byNow({ hub, clock }: ServedWorld): HubState {
  const { state } = hub;
  return settle(state, clock.now(), state.call);
}

function checkedTable(name: string): TableName {
  if (tableNames.includes(name as TableName)) return name as TableName;
  const meant = nearest(name, tableNames);
  const hint = meant === undefined ? `there are ${tableNames.join(', ')}` : `the nearest is ${meant}`;
  throw new Denial(404, 'unknown_table', `no table is called ${JSON.stringify(name)}`, hint);
}

/** Files are read one by one, and secrets not at all. */
function rowOf(row: object): JsonObject {
  const { files: _, ...members } = row as { readonly files?: unknown };
  return new Redactor().json(encoded(members as Json)) as JsonObject;
}

function projectOf({ projects }: HubState, project_id: string): Project {
  const project = projects.get(project_id);
  if (project !== undefined) return project;
  const meant = nearest(project_id, [...projects.keys()].slice(0, PAGE));
  const hint = meant === undefined ? 'GET /__admin/state/projects lists them' : `the nearest is ${meant}`;
  throw new Denial(404, 'unknown_project', `there is no project ${JSON.stringify(project_id)}`, hint);
}

function nodeIn(state: HubState, { project_id, files }: Project, path: string): Node {
  const place = located(() => locate(homeOf(state, project_id), files, path, { follow: false }));
  if (place !== undefined && 'node' in place && place.node !== undefined) return place.node;
  const names = [...files.entries.keys()];
  const meant = nearest(path, names);
  const hint =
    meant === undefined
      ? `its home directory has ${names.slice(0, 10).join(', ') || 'nothing'}`
      : `the nearest is ${meant}`;
  throw new Denial(404, 'unknown_path', `the project has nothing at ${JSON.stringify(path)}`, hint);
}

/** `undefined` for a way that does not exist. */
function located<Place>(locating: () => Place): Place | undefined {
  try {
    return locating();
  } catch (thrown) {
    if (thrown instanceof FileError) return undefined;
    throw thrown;
  }
}

function fileOf(node: Node): Omit<FileTold, 'path'> {
  const modified = iso(node.modified);
  if (isDirectory(node)) return { kind: 'folder', modified, names: [...node.entries.keys()].sort() };
  if (isSymlink(node)) return { kind: 'link', modified, target: node.target };
  const text = asText(node.content);
  return text === undefined
    ? { kind: 'file', modified, base64: Buffer.from(node.content).toString('base64') }
    : { kind: 'file', modified, text };
}

/** `undefined` for what is no UTF-8. */
function asText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
