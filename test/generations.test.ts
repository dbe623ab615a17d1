/** Two generations of the API, one hub: which of them a call goes through makes no difference to what is there then. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../src/core/json.ts';
import { virtualClock } from '../src/hub/clock.ts';
import { createHub } from '../src/hub/create.ts';
import type { Hub } from '../src/hub/hub.ts';
import { id, NOW, people } from './hub.ts';
import { texts } from './trees.ts';

/** Something that both generations can do, in the words of each. Projects and people go by their place in a list. */
type Deed =
  | { readonly kind: 'create'; readonly title: string }
  | { readonly kind: 'rename'; readonly project: number; readonly title: string }
  | { readonly kind: 'add' | 'remove'; readonly project: number; readonly person: number }
  | { readonly kind: 'write'; readonly project: number; readonly path: string; readonly content: string }
  | { readonly kind: 'read'; readonly project: number; readonly path: string }
  | { readonly kind: 'copy'; readonly project: number; readonly path: string; readonly target: number }
  | { readonly kind: 'exec'; readonly project: number; readonly command: string }
  | { readonly kind: 'delete'; readonly project: number };

interface Step {
  readonly deed: Deed;
  /** Who does it. */
  readonly caller: 'owner' | 'other';
  readonly through: 'v1' | 'conat';
}

const PEOPLE = [id('account', 1), id('account', 2), id('account', 3)];
const PATHS = ['a.txt', 'notes/b.md', 'notes/deep/c.txt'];
const COMMANDS = ['echo more >> a.txt', 'mkdir -p notes && ls > notes/list', 'rm -rf notes', 'cat a.txt', 'exit 3'];

const project = fc.nat(3);
const person = fc.nat(PEOPLE.length - 1);
const path = fc.constantFrom(...PATHS);
const title = fc.constantFrom('One', 'Two', 'Drei');

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), title }),
  fc.record({ kind: fc.constant('rename' as const), project, title }),
  fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), project, person }),
  fc.record({ kind: fc.constant('write' as const), project, path, content: fc.constantFrom('text', 'other\n', '') }),
  fc.record({ kind: fc.constant('read' as const), project, path }),
  fc.record({ kind: fc.constant('copy' as const), project, path: fc.constantFrom(...PATHS, 'notes'), target: project }),
  fc.record({ kind: fc.constant('exec' as const), project, command: fc.constantFrom(...COMMANDS) }),
  fc.record({ kind: fc.constant('delete' as const), project }),
);

const steps = fc.array(
  fc.record({ deed, caller: fc.constantFrom('owner' as const, 'other' as const), through: fc.constant('v1' as const) }),
  { minLength: 1, maxLength: 12 },
);

/** A hub on which some steps are taken, and what is there to be seen at their end. */
class Playground {
  readonly hub: Hub = createHub({
    clock: virtualClock(NOW),
    world: {
      accounts: people,
      projects: {
        first: { project_id: id('project', 1), title: 'First', users: { owner: 'owner', other: 'collaborator' } },
      },
    },
  });
  readonly projects: string[] = [id('project', 1)];

  async take({ deed, caller, through }: Step): Promise<void> {
    if (deed.kind === 'create') {
      this.projects.push(await this.#create(deed.title, caller, through));
      return;
    }
    const project_id = this.#project(deed.project);
    await (through === 'v1' ? this.#v1(deed, project_id, caller) : this.#conat(deed, project_id, caller));
  }

  /** What both generations can see: times are left out, since each marks use in its own way. */
  seen(): unknown {
    return this.projects.map((project_id) => {
      const { title, users, deleted, files, state } = this.hub.state.projects.get(project_id) as never as JsonObject;
      const groups = Object.entries(users as JsonObject).map(([who, user]) => [who, (user as JsonObject).group]);
      // Only one of the generations stops a project that it deletes.
      const running = deleted === true || (state as JsonObject | null)?.state === 'running';
      return { title, deleted, running, groups: groups.sort(), files: texts(files as never) };
    });
  }

  async #create(title: string, caller: string, through: Step['through']): Promise<string> {
    if (through === 'v1') return (await this.#event('create_project', { title }, caller)).project_id as string;
    return (await this.#function('projects.createProject', { title }, caller)) as string;
  }

  async #v1(deed: Exclude<Deed, { kind: 'create' }>, project_id: string, caller: string): Promise<unknown> {
    switch (deed.kind) {
      case 'rename':
        return this.#event('query', { query: { projects: { project_id, title: deed.title } } }, caller);
      case 'add':
        return this.#event('add_collaborator', { project_id, account_id: PEOPLE[deed.person] as string }, caller);
      case 'remove':
        return this.#event('remove_collaborator', { project_id, account_id: PEOPLE[deed.person] as string }, caller);
      case 'write':
        return this.#event(
          'write_text_file_to_project',
          { project_id, path: deed.path, content: deed.content },
          caller,
        );
      case 'read':
        return this.#event('read_text_file_from_project', { project_id, path: deed.path }, caller);
      case 'copy': {
        const target_project_id = this.#project(deed.target);
        const copy = { src_project_id: project_id, src_path: deed.path, target_project_id };
        return this.#event('copy_path_between_projects', copy, caller);
      }
      case 'exec':
        return this.#event('project_exec', { project_id, command: deed.command, bash: true }, caller);
      case 'delete':
        return this.#event('query', { query: { projects: { project_id, deleted: true } } }, caller);
    }
  }

  async #conat(deed: Exclude<Deed, { kind: 'create' }>, project_id: string, caller: string): Promise<unknown> {
    switch (deed.kind) {
      case 'rename':
        return this.#function('db.userQuery', { query: { projects: { project_id, title: deed.title } } }, caller);
      case 'add':
        return this.#function('projects.addCollaborator', this.#of(deed.person, project_id), caller);
      case 'remove':
        return this.#function('projects.removeCollaborator', this.#of(deed.person, project_id), caller);
      case 'write': {
        const file = { path: deed.path, content: deed.content };
        return this.#function('system.writeTextFileToProject', file, caller, project_id);
      }
      case 'read':
        return this.#function('system.readTextFileFromProject', { path: deed.path }, caller, project_id);
      case 'copy': {
        const target_project_id = this.#project(deed.target);
        const copy = { src_project_id: project_id, src_path: deed.path, target_project_id };
        return this.#function('projects.copyPathBetweenProjects', copy, caller);
      }
      case 'exec':
        return this.#function('system.exec', { command: deed.command, bash: true }, caller, project_id);
      case 'delete':
        return this.#function('projects.deleteProject', { project_id }, caller);
    }
  }

  #of(person: number, project_id: string): JsonObject {
    return { opts: { project_id, account_id: PEOPLE[person] as string } };
  }

  #project(place: number): string {
    return this.projects[place % this.projects.length] as string;
  }

  async #event(event: string, body: JsonObject, caller: string): Promise<JsonObject> {
    return (await this.hub.call(`v1/${event}`, body, { key: `sk_${caller}` })).body;
  }

  async #function(name: string, argument: JsonObject, caller: string, project_id?: string): Promise<Json> {
    const body = { name, args: [argument], ...(project_id !== undefined && { project_id }) };
    const endpoint = project_id === undefined ? 'conat/hub' : 'conat/project';
    return (await this.hub.call(endpoint, body, { key: `sk_${caller}` })).body;
  }
}

async function seenAfter(taken: readonly Step[]): Promise<unknown> {
  const playground = new Playground();
  for (const step of taken) await playground.take(step);
  return playground.seen();
}

test('each call by either generation, as a coin falls: what is there at the end is the same', {
  timeout: 120_000,
}, async () => {
  const lawful = fc.asyncProperty(steps, fc.infiniteStream(fc.boolean()), async (taken, coin) => {
    const flipped = taken.map((step) => ({ ...step, through: coin.next().value ? ('conat' as const) : step.through }));

    expect(await seenAfter(flipped)).toEqual(await seenAfter(taken));
  });

  await fc.assert(lawful, { numRuns: 150 });
});
