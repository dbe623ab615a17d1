/** The state of a hub to look at: `hub.projects.get('essay').files.read('a.txt')`. Nothing of it counts as a call. */
import type { Account } from '../../core/accounts/records.ts';
import { homeOf, locate } from '../../core/files/paths.ts';
import { asUtf8 } from '../../core/files/project-files.ts';
import { type Directory, isDirectory, isFile } from '../../core/files/tree.ts';
import type { Project } from '../../core/projects/records.ts';
import type { HubState } from '../../core/state.ts';
import type { NameBook } from '../journal/people.ts';

/** The files of a project at the moment they are asked for. Links are followed. */
export class ReadableFiles {
  readonly #state: HubState;
  readonly #project: Project;

  constructor(state: HubState, project: Project) {
    this.#state = state;
    this.#project = project;
  }

  has(path: string): boolean {
    return this.#node(path) !== undefined;
  }

  /** The text of the file. @throws Error when there is no such file. */
  read(path: string): string {
    return asUtf8(this.bytes(path));
  }

  /** The content of the file. @throws Error when there is no such file. */
  bytes(path: string): Uint8Array {
    const node = this.#node(path);
    if (isFile(node)) return node.content.slice();
    const { title, project_id, files } = this.#project;
    const what = node === undefined ? 'there is nothing' : 'a directory is';
    throw new Error(
      `${what} at "${path}" in the project "${title ?? project_id}"; its home has: ${[...files.entries.keys()].join(', ')}`,
    );
  }

  /** The paths of all files and links, without directories, sorted. */
  list(): string[] {
    const paths: string[] = [];
    const add = (folder: Directory, before: string): void => {
      for (const [name, node] of folder.entries) {
        if (isDirectory(node)) add(node, `${before}${name}/`);
        else paths.push(before + name);
      }
    };
    add(this.#project.files, '');
    return paths.sort();
  }

  #node(path: string) {
    const { files, project_id } = this.#project;
    const place = locate(homeOf(this.#state, project_id), files, path);
    return 'outside' in place ? undefined : place.node;
  }
}

/** A project as the hub has it. */
export interface ReadableProject extends Omit<Project, 'files'> {
  readonly files: ReadableFiles;
}

/** The projects, by the name in the world or by id. */
export class ReadableProjects {
  readonly #state: () => HubState;
  readonly #names: NameBook;

  constructor(state: () => HubState, names: NameBook) {
    this.#state = state;
    this.#names = names;
  }

  /** @throws Error that tells the nearest name when there is no such project. */
  get(named: string): ReadableProject {
    return this.#readable(this.#state().projects.get(this.#names.project(named)) as Project);
  }

  all(): ReadableProject[] {
    return [...this.#state().projects.values()].map((project) => this.#readable(project));
  }

  #readable(project: Project): ReadableProject {
    return { ...project, files: new ReadableFiles(this.#state(), project) };
  }
}

/** The accounts, by the name in the world or by id. */
export class ReadableAccounts {
  readonly #state: () => HubState;
  readonly #names: NameBook;

  constructor(state: () => HubState, names: NameBook) {
    this.#state = state;
    this.#names = names;
  }

  /** @throws Error that tells the nearest name when there is no such account. */
  get(named: string): Account {
    return this.#state().accounts.get(this.#names.account(named)) as Account;
  }

  all(): Account[] {
    return [...this.#state().accounts.values()];
  }
}
