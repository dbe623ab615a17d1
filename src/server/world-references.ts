/** What a schema cannot see in a world: names of what is not there, what has to be unique, files in each other's way. */
import { isUuid } from '../core/values.ts';
import type { World, WorldProject } from '../hub/world/shape.ts';
import { type JsonPath, pathText, shortJson } from './json-path.ts';

/** @returns one line for each mistake, led by where it is. */
export function strayReferences(world: World): string[] {
  const projects = Object.entries(world.projects ?? {});
  return [
    ...repeated(world, 'accounts', 'account_id'),
    ...repeated(world, 'accounts', 'email_address'),
    ...repeated(world, 'accounts', 'api_key'),
    ...repeated(world, 'projects', 'project_id'),
    ...namedRecords(world).flatMap(([path, table, named]) => strayName(world, path, table, named)),
    ...projects.flatMap(([name, project]) => impossibleFiles(world, name, project)),
  ];
}

type Table = 'accounts' | 'projects';

/** Where the world calls an account or a project by name, which kind it is, and the name. */
function namedRecords({
  projects = {},
  api_keys = {},
  invite_tokens = {},
  site_licenses = {},
  tickets = {},
  organizations = {},
}: World) {
  const named: [JsonPath, Table, string][] = [];
  for (const [name, { users = {} }] of Object.entries(projects)) {
    for (const user of Object.keys(users)) named.push([['projects', name, 'users', user], 'accounts', user]);
  }
  for (const [secret, { account_id, project_id }] of Object.entries(api_keys)) {
    named.push([['api_keys', secret, 'account_id'], 'accounts', account_id]);
    if (project_id !== undefined) named.push([['api_keys', secret, 'project_id'], 'projects', project_id]);
  }
  for (const [token, { project_id }] of Object.entries(invite_tokens)) {
    named.push([['invite_tokens', token, 'project_id'], 'projects', project_id]);
  }
  for (const [id, { managers = [] }] of Object.entries(site_licenses)) {
    for (const [at, manager] of managers.entries()) {
      named.push([['site_licenses', id, 'managers', String(at)], 'accounts', manager]);
    }
  }
  for (const [name, organization] of Object.entries(organizations)) {
    for (const group of ['admins', 'members'] as const) {
      for (const [at, account] of (organization[group] ?? []).entries()) {
        named.push([['organizations', name, group, String(at)], 'accounts', account]);
      }
    }
  }
  for (const [id, { account_id }] of Object.entries(tickets)) {
    if (account_id !== undefined) named.push([['tickets', id, 'account_id'], 'accounts', account_id]);
  }
  return named;
}

function strayName(world: World, path: JsonPath, table: Table, name: string): string[] {
  const records = world[table] ?? {};
  if (Object.hasOwn(records, name) || isUuid(name)) return [];
  const names = Object.keys(records);
  const known = names.length === 0 ? 'the world has none' : `there are ${names.slice(0, MOST_NAMES).join(', ')}`;
  const more = names.length > MOST_NAMES ? ', …' : '';
  const words = `${shortJson(name)} is neither one of the world's ${table} (${known}${more}) nor a UUID`;
  return [`${pathText(world, path)}: ${words}`];
}

const MOST_NAMES = 10;

/** Values of `member` that more than one record has. */
function repeated(world: World, table: Table, member: string): string[] {
  const places = new Map<string, string>();
  return Object.entries(world[table] ?? {}).flatMap(([name, record]) => {
    const value = (record as Record<string, unknown>)[member];
    if (typeof value !== 'string') return [];
    const key = member === 'email_address' ? value.toLowerCase() : value;
    const place = pathText(world, [table, name, member]);
    const first = places.get(key);
    places.set(key, first ?? place);
    return first === undefined ? [] : [`${place}: ${shortJson(value)} is that of ${first} too; it has to be unique`];
  });
}

function impossibleFiles(world: World, name: string, { files = {} }: WorldProject): string[] {
  const at = (path: string, words: string) => `${pathText(world, ['projects', name, 'files', path])}: ${words}`;
  return Object.entries(files).flatMap(([path, file]) => {
    const parent = parentsOf(path).find((above) => Object.hasOwn(files, above) && !isDirectory(files[above]));
    if (parent !== undefined) return [at(path, `${shortJson(parent)} is no directory, so nothing can be below it`)];
    if (typeof file === 'object' && 'base64' in file && !isBase64(file.base64))
      return [at(path, 'the base64 is broken')];
    return [];
  });
}

function parentsOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

function isDirectory(file: unknown): boolean {
  return typeof file === 'object' && file !== null && 'directory' in file;
}

function isBase64(text: string): boolean {
  try {
    atob(text);
    return true;
  } catch {
    return false;
  }
}
