/** Three generations of the API, one hub: which of them a call goes through makes no difference to what is there then. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ApiExchange, verdictOf } from '../src/conformance/language/answer.ts';
import type { ApiCall } from '../src/conformance/language/call.ts';
import type { HubDeed } from '../src/conformance/language/deeds.ts';
import { Side } from '../src/conformance/suites/side.ts';
import { GENERATIONS, type Generation, generationOf } from '../src/contracts/contract.ts';
import type { JsonObject } from '../src/core/json.ts';
import { virtualClock } from '../src/hub/clock.ts';
import { createHub } from '../src/hub/create.ts';
import type { Hub } from '../src/hub/hub.ts';
import { id, NOW, people } from './hub.ts';
import { texts } from './trees.ts';

interface Step {
  readonly deed: HubDeed;
  /** Who does it. */
  readonly as: 'owner' | 'other';
  readonly through: Generation;
}

const PEOPLE = [id('account', 1), id('account', 2), id('account', 3)];
const PATHS = ['a.txt', 'notes/b.md', 'notes/deep/c.txt'];
const COMMANDS = ['echo more >> a.txt', 'mkdir -p notes && ls > notes/list', 'rm -rf notes', 'cat a.txt', 'exit 3'];

const one = fc.constant;
const project_id = fc.nat(3).map((at) => `project ${at + 1}`);
const account_id = fc.constantFrom(...PEOPLE);
const path = fc.constantFrom(...PATHS);
const title = fc.constantFrom('One', 'Two', 'Drei');
const content = fc.constantFrom('text', 'other\n', '');
const copied = fc.constantFrom(...PATHS, 'notes');

const deed: fc.Arbitrary<HubDeed> = fc.oneof(
  fc.record({ kind: one('create' as const), title }),
  fc.record({ kind: one('rename' as const), project_id, title }),
  fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), project_id, account_id }),
  fc.record({ kind: one('write' as const), project_id, path, content }),
  fc.record({ kind: one('read' as const), project_id, path }),
  fc.record({ kind: one('copy' as const), project_id, path: copied, target_project_id: project_id }),
  fc.record({ kind: one('exec' as const), project_id, command: fc.constantFrom(...COMMANDS) }),
  fc.record({ kind: one('delete' as const), project_id }),
);

const steps = fc.array(
  fc.record({ deed, as: fc.constantFrom('owner' as const, 'other' as const), through: one('v1' as const) }),
  { minLength: 1, maxLength: 12 },
);

/** A hub on which steps are taken, and the projects there by their names. */
class Stage {
  readonly hub: Hub = createHub({
    clock: virtualClock(NOW),
    world: {
      accounts: people,
      projects: {
        first: { project_id: id('project', 1), title: 'First', users: { owner: 'owner', other: 'collaborator' } },
      },
    },
  });
  readonly #side = new Side({
    speaker: { call: (call) => this.#answered(call), learnKey() {} },
    run: 'abcd1234',
    things: new Map([['project 1', id('project', 1)]]),
  });

  /** @returns what each generation would say of it. */
  async take({ deed: drawn, as, through }: Step): Promise<unknown> {
    const { exchange, said } = await this.#side.take({ deed: this.#placed(drawn), as, through });
    return { outcome: exchange.answer.outcome, said: exchange.answer.outcome === 'success' ? said : undefined };
  }

  /** The projects count on from the first one after the last. */
  #placed(drawn: HubDeed): HubDeed {
    const projects = this.#side.made('project');
    const placed = (name: unknown) => projects[(Number(String(name).split(' ')[1]) - 1) % projects.length];
    const named = Object.entries(drawn).map(([member, value]) => [
      member,
      member.endsWith('project_id') ? placed(value) : value,
    ]);
    return Object.fromEntries(named) as HubDeed;
  }

  async #answered(call: ApiCall): Promise<ApiExchange> {
    const { api, name, body = {}, args = [], project_id: of, as } = call;
    const isFunction = generationOf(api) === 'conat';
    const sent = isFunction ? { name, args, ...(of !== undefined && { project_id: of }) } : body;
    const { body: value } = await this.hub.call(String(isFunction ? api : `${api}/${name}`), sent, { key: `sk_${as}` });
    const raw = JSON.stringify(value);
    return { call, answer: { ...verdictOf(api, raw), status: undefined, raw } };
  }

  /** What all generations can see: times are left out, since each marks use in its own way. */
  seen(): unknown {
    const ids = [...this.#side.things.values()].filter((known) => known !== null);
    return ids.map((known) => {
      const {
        title: called,
        users,
        deleted,
        files,
        state,
      } = this.hub.state.projects.get(String(known)) as never as JsonObject;
      const groups = Object.entries(users as JsonObject).map(([who, user]) => [who, (user as JsonObject).group]);
      // Not every generation stops a project that it deletes.
      const running = deleted === true || (state as JsonObject | null)?.state === 'running';
      return { title: called, deleted, running, groups: groups.sort(), files: texts(files as never) };
    });
  }
}

async function seenAfter(taken: readonly Step[]): Promise<unknown> {
  const stage = new Stage();
  for (const step of taken) await stage.take(step);
  return stage.seen();
}

test('each call by any generation, as a die falls: what is there at the end is the same', {
  timeout: 120_000,
}, async () => {
  const lawful = fc.asyncProperty(steps, fc.infiniteStream(fc.constantFrom(...GENERATIONS)), async (taken, die) => {
    const thrown = taken.map((step) => ({ ...step, through: die.next().value as Generation }));

    expect(await seenAfter(thrown)).toEqual(await seenAfter(taken));
  });

  await fc.assert(lawful, { numRuns: 150 });
});

test('what is read and what a command prints is told alike by each generation', async () => {
  const told = async (through: Generation) => {
    const stage = new Stage();
    const about = { project_id: 'project 1', path: 'a.txt' } as const;
    const deeds: HubDeed[] = [
      { kind: 'write', ...about, content: 'größer\n' },
      { kind: 'read', ...about },
      { kind: 'exec', project_id: 'project 1', command: 'cat a.txt; echo wrong >&2; exit 3', err_on_exit: false },
      { kind: 'identify' },
      { kind: 'names', account_id: id('account', 2) },
      { kind: 'look', project_id: 'project 1' },
    ];
    const said: unknown[] = [];
    for (const one of deeds) said.push(await stage.take({ deed: one, as: 'owner', through }));
    return said.slice(1);
  };

  expect(await told('conat')).toEqual(await told('v1'));
  expect(await told('v2')).toEqual(await told('v1'));
  expect(await told('v1')).toContainEqual({ outcome: 'success', said: 'größer\n' });
});
