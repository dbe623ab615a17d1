/** The same deeds, done by the calls of either generation. */
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Api, Call } from '../../language/exchange.ts';
import { queryCall } from '../../tested-hub/things.ts';
import { requireProjectFunctions, type Trial } from './trial.ts';

/** A file or a folder of a project. */
export interface Place {
  readonly project_id: string;
  readonly path: string;
}

export type HubApi = Exclude<Api, 'conat/project'>;

/** Names of operations, as in `v1/create_project`. */
interface Operations {
  readonly create: string;
  readonly write: string;
  readonly exec: string;
  readonly copy: string;
  readonly query: string;
  readonly add: string;
  readonly remove: string;
}

const OPERATIONS: Readonly<Record<HubApi, Operations>> = {
  v1: {
    create: 'v1/create_project',
    write: 'v1/write_text_file_to_project',
    exec: 'v1/project_exec',
    copy: 'v1/copy_path_between_projects',
    query: 'v1/query',
    add: 'v1/add_collaborator',
    remove: 'v1/remove_collaborator',
  },
  'conat/hub': {
    create: 'conat/hub/projects.createProject',
    write: 'conat/project/system.writeTextFileToProject',
    exec: 'conat/project/system.exec',
    copy: 'conat/hub/projects.copyPathBetweenProjects',
    query: 'conat/hub/db.userQuery',
    add: 'conat/hub/projects.addCollaborator',
    remove: 'conat/hub/projects.removeCollaborator',
  },
};

/** What laws need done, whichever generation does it. */
export class Hands {
  readonly api: HubApi;
  readonly operations: Operations;

  constructor(api: HubApi) {
    this.api = api;
    this.operations = OPERATIONS[api];
  }

  /** Makes a project of the run. @returns its id. */
  async create(trial: Trial, title = trial.context.title('project')): Promise<string> {
    const value = await trial.value(hubCall(this.operations.create, { title }));
    return trial.text('project_id', isObject(value) ? value.project_id : value);
  }

  writing({ project_id, path }: Place, content: string): Call {
    if (this.api === 'v1') return hubCall(this.operations.write, { project_id, path, content });
    return inProject(project_id, 'system.writeTextFileToProject', { path, content });
  }

  async write(trial: Trial, place: Place, content: string): Promise<Json> {
    if (this.api !== 'v1') requireProjectFunctions(trial.context);
    return trial.value(this.writing(place, content));
  }

  async read(trial: Trial, { project_id, path }: Place): Promise<string> {
    if (this.api === 'v1') {
      const value = await trial.value(hubCall('v1/read_text_file_from_project', { project_id, path }));
      return trial.text('content', isObject(value) ? value.content : undefined);
    }
    return trial.text('content', await trial.value(inProject(project_id, 'system.readTextFileFromProject', { path })));
  }

  /** What a line of the shell prints that has to succeed. */
  async exec(trial: Trial, project_id: string, command: string): Promise<string> {
    if (this.api !== 'v1') requireProjectFunctions(trial.context);
    const call =
      this.api === 'v1'
        ? hubCall(this.operations.exec, { project_id, command, bash: true })
        : inProject(project_id, 'system.exec', { command, bash: true });
    const value = await trial.value(call);
    return trial.text('stdout', isObject(value) ? value.stdout : undefined);
  }

  /** All files below the folder, with what is in them. */
  files(trial: Trial, { project_id, path }: Place): Promise<string> {
    const show = 'for file in $(find . -type f | sort); do echo "$file:"; cat "$file"; echo; done';
    return this.exec(trial, project_id, `cd ${path} && ${show}`);
  }

  copying(source: Place, target: Place, options: JsonObject = {}): Call {
    return hubCall(this.operations.copy, {
      src_project_id: source.project_id,
      src_path: source.path,
      target_project_id: target.project_id,
      target_path: target.path,
      ...options,
    });
  }

  querying(query: JsonObject, options?: readonly JsonObject[]): Call {
    const call = queryCall(this.api === 'v1' ? 'v1' : 'conat', query);
    if (options === undefined) return call;
    return this.api === 'v1' ? { ...call, body: { query, options } } : { ...call, args: [{ query, options }] };
  }

  /** What a query finds, by table. */
  async result(trial: Trial, call: Call): Promise<JsonObject> {
    const value = await trial.value(call);
    const result = this.api === 'v1' && isObject(value) ? value.query : value;
    return isObject(result) ? result : {};
  }

  /** The rows of the table that match. */
  async rows(trial: Trial, table: string, row: JsonObject, options?: readonly JsonObject[]): Promise<JsonObject[]> {
    return trial.rows(table, (await this.result(trial, this.querying({ [table]: [row] }, options)))[table]);
  }

  /** The members of a project that nobody but its people change. */
  async project(trial: Trial, project_id: string): Promise<JsonObject> {
    const asked = { project_id, title: null, description: null, deleted: null, users: null };
    const [row = {}, ...others] = await this.rows(trial, 'projects_all', asked);
    trial.holds('one-project', 0, others.length);
    trial.holds('project_id', project_id, row.project_id ?? null);
    return { ...row, users: groupsOf(row.users) };
  }

  adding(project_id: string, account_id: string): Call {
    return this.#joining(this.operations.add, { project_id, account_id });
  }

  removing(project_id: string, account_id: string): Call {
    return this.#joining(this.operations.remove, { project_id, account_id });
  }

  #joining(operation: string, pair: JsonObject): Call {
    return hubCall(operation, this.api === 'v1' ? pair : { opts: pair });
  }
}

/** Users to their groups. */
function groupsOf(users: Json | undefined): JsonObject {
  const entries = isObject(users) ? Object.entries(users) : [];
  return Object.fromEntries(
    entries.map(([account_id, user]) => [account_id, isObject(user) ? (user.group ?? null) : user]),
  );
}

/** A call of an event, or of a function of the hub with one argument. */
export function hubCall(operation: string, parameters: Json): Call {
  const cut = operation.lastIndexOf('/');
  const [api, name] = [operation.slice(0, cut) as HubApi, operation.slice(cut + 1)];
  return api === 'v1' ? { api, name, body: parameters as JsonObject } : { api, name, args: [parameters] };
}

/** A call of a function of a project. */
export function inProject(project_id: string, name: string, argument?: JsonObject): Call {
  return { api: 'conat/project', name, project_id, ...(argument !== undefined && { args: [argument] }) };
}

export const V1 = new Hands('v1');
export const CONAT = new Hands('conat/hub');

/** The law once for each generation, its id with that in front. */
export function ofBoth<One extends { readonly id: string }>(make: (hands: Hands) => readonly One[]): One[] {
  return [V1, CONAT].flatMap((hands) =>
    make(hands).map((one) => ({ ...one, id: `${hands.api === 'v1' ? 'v1' : 'conat'}.${one.id}` })),
  );
}
