/**
 * What calls need to be about something: people, projects with a file in them, keys. It is made by ordinary calls, the
 * same ones at the hub under test and at the model, and shared by the cases of a run until one of them spends it.
 */

import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json } from '../../core/json.ts';
import { Names } from '../comparison/names.ts';
import { ANONYMOUS, answerText, type Call, type Exchange, SELF } from '../language/exchange.ts';
import type { Account } from '../tested-hub/flavour.ts';
import { MARK } from '../tested-hub/mark.ts';
import { idIn, queryCall, resultOf, text } from '../tested-hub/things.ts';
import { type Context, type Finding, Skip } from './case.ts';
import type { Speaker } from './model.ts';

/** Somebody as one side knows them. */
export interface Person {
  readonly account_id: string;
  readonly first_name: string;
  readonly last_name: string;
}

/** Things that calls are about. `joined`: somebody else is in the project; `published`: its notes are public. */
export type Prop =
  | 'project'
  | 'second'
  | 'joined'
  | 'published'
  | 'copy'
  | 'account'
  | 'organization'
  | 'project-key'
  | 'expired-key';

/** The identities that keys are made for. */
export const KEYS = { account: 'throwaway', project: 'project-key', expired: 'expired-key' } as const;

/** What parameters are made of, as one side knows it. */
export interface Given {
  readonly self: Person;
  readonly other: Person;
  /** A project of `self` with the file `notes/a.txt`. */
  readonly project: string;
  /** Another one. */
  readonly second: string;
  /** A copy from the one to the other that is due in the far future. */
  readonly copy: string;
  /** An account that may go; its password is `PASSWORD`. */
  readonly account: { readonly account_id: string; readonly email_address: string };
  /** The name of an organization. */
  readonly organization: string;
  /** Unlike any other, with the id of the run; the same on both sides. */
  readonly title: string;
  /** A short word like that, good for names and addresses. */
  readonly word: string;
  /** The id of nothing; the same on both sides. */
  madeUpId(name: string): string;
}

const PASSWORD = 'mock-hub-password';

const NOTE = { path: 'notes/a.txt', content: 'a note\n' } as const;

/** The hub under test, or the model. */
interface Side {
  readonly speaker: Pick<Speaker, 'call' | 'learnKey'>;
  readonly people: Map<string, Person>;
  readonly props: Map<Prop, Json>;
}

/** What cases of one run share: the model, and what there is on it and on the hub. */
interface Memory {
  model: Speaker;
  readonly people: Readonly<Record<'tested' | 'model', Map<string, Person>>>;
  readonly sets: Map<string, Readonly<Record<'tested' | 'model', Map<Prop, Json>>>>;
  words: number;
}

// There is one account object for each run.
const memories = new WeakMap<Account, Memory>();

function memoryOf(context: Context): Memory {
  const { account } = context;
  const known = memories.get(account);
  if (known !== undefined) return known;
  const memory: Memory = {
    model: newModel(context),
    people: { tested: new Map(), model: new Map() },
    sets: new Map(),
    words: 0,
  };
  memories.set(account, memory);
  return memory;
}

function newModel({ model }: Context): Speaker {
  return model({ self: [], other: [], admin: ['admin'] });
}

/** A thing could not be made at the hub under test, which its model can make. */
export class Unmade extends Error {
  override readonly name = 'Unmade';
  readonly findings: readonly Finding[];
  constructor(prop: string, exchange: Exchange) {
    super(`${prop} cannot be made`);
    const came = answerText(exchange.answer);
    this.findings = [
      { id: 'scene', expected: `a success on the way to a ${prop}`, came, basis: 'the model', exchanges: [exchange] },
    ];
  }
}

export type SceneKind = 'alone' | 'together';

/** What one case deals with, on both sides. */
export class Scene {
  readonly generation: Generation;
  readonly tested: Side;
  readonly model: Side;
  readonly #context: Context;
  readonly #memory: Memory;
  readonly #title: string;
  readonly #word: string;

  /** @param kind things of one kind are never shared with the other: in `alone` nobody else is in the project. */
  constructor(context: Context, generation: Generation, kind: SceneKind) {
    this.#context = context;
    this.#memory = memoryOf(context);
    this.generation = generation;
    const name = `${generation} ${kind}`;
    const props = this.#memory.sets.get(name) ?? { tested: new Map(), model: new Map() };
    this.#memory.sets.set(name, props);
    const { people, model } = this.#memory;
    this.tested = { speaker: context, people: people.tested, props: props.tested };
    this.model = { speaker: model, people: people.model, props: props.model };
    this.#memory.words += 1;
    this.#word = `${MARK}${context.run}-${this.#memory.words}`;
    this.#title = context.title('try');
  }

  /** Has these people, by the names of their identities, and these things; makes what is not there. @throws Unmade, Skip */
  async needs(people: readonly string[], props: readonly Prop[]): Promise<void> {
    for (const name of people) await this.#meet(name);
    for (const prop of props) await this.#make(prop);
  }

  /** What is there is not as it was: the next case has new things. */
  spend(props: readonly Prop[]): void {
    for (const prop of props) {
      for (const { props: there } of [this.tested, this.model]) there.delete(prop);
      this.spend(DEPENDENTS[prop] ?? []);
    }
  }

  /** The two sides may have come apart: the next case has a fresh model, and new things. */
  startOver(): void {
    this.#memory.model = newModel(this.#context);
    this.#memory.people.model.clear();
    for (const sets of this.#memory.sets.values()) for (const props of Object.values(sets)) props.clear();
  }

  given(side: Side): Given {
    const person = (name: string) => side.people.get(name) as Person;
    const prop = (name: Prop) => side.props.get(name) as never;
    return {
      self: person(SELF),
      other: person('other'),
      project: prop('project'),
      second: prop('second'),
      copy: prop('copy'),
      account: prop('account'),
      organization: prop('organization'),
      title: this.#title,
      word: this.#word,
      madeUpId: (name) => this.#context.madeUpId(name),
    };
  }

  /** What is known to differ between the two sides. */
  get names(): Names {
    const names = new Names();
    const { tested, model } = this;
    for (const [name, person] of tested.people) {
      const other = model.people.get(name);
      // Whom only one side has met yet goes without a name on both.
      if (other === undefined) continue;
      names.introduce(name, other.account_id, person.account_id);
      names.introduceText('first name', other.first_name, person.first_name);
      names.introduceText('last name', other.last_name, person.last_name);
      names.introduceText('name', nameOf(other), nameOf(person));
    }
    for (const [name, id] of tested.props) {
      const other = model.props.get(name);
      if (typeof id === 'string' && typeof other === 'string') names.introduce(name, other, id);
    }
    return names;
  }

  async #meet(name: string): Promise<void> {
    for (const { speaker, people } of [this.model, this.tested]) {
      if (people.has(name)) continue;
      if (speaker === this.#context && name === SELF) {
        people.set(name, this.#context.account);
        continue;
      }
      const query = { accounts: { account_id: null, first_name: null, last_name: null } };
      const exchange = await speaker.call({ ...queryCall(this.generation, query), as: name });
      const row = resultOf(exchange)?.accounts;
      if (!isObject(row) || typeof row.account_id !== 'string') throw new Unmade(`person ${name}`, exchange);
      const { account_id, first_name, last_name } = row;
      people.set(name, {
        account_id,
        first_name: text(first_name),
        last_name: text(last_name),
      });
    }
  }

  async #make(prop: Prop): Promise<void> {
    if (this.tested.props.has(prop) && this.model.props.has(prop)) return;
    const { people = [SELF], after = [], by, make } = MAKING[prop];
    if (by !== undefined && !this.#context.flavour.generations.includes(by)) {
      throw new Skip(`what it takes (${prop}) is made by calls of ${by}, which the hub does not serve`);
    }
    await this.needs(people, after);
    for (const side of [this.model, this.tested]) {
      let last: Exchange | undefined;
      const call = async (one: Call) => {
        const exchange = await side.speaker.call(one);
        last = exchange;
        if (exchange.answer.outcome === 'success') return exchange.answer.value;
        if (side === this.tested) throw new Unmade(prop, exchange);
        throw new Error(`the model has no ${prop}: ${answerText(exchange.answer)}`);
      };
      const learnKey = (identity: string, key: Json | undefined) => side.speaker.learnKey(identity, idIn(key) ?? '');
      const made = await make({ call, learnKey, given: this.given(side), generation: this.generation });
      // The model goes first. What succeeds without an id has made nothing that a case could be about.
      const isLike = typeof made === typeof (this.model.props.get(prop) ?? made) && made !== null;
      if (!isLike && last !== undefined) throw new Unmade(prop, last);
      side.props.set(prop, made);
    }
  }
}

const nameOf = ({ first_name, last_name }: Person): string => `${first_name} ${last_name}`.trim();

/** What is of no use once the other is gone. */
const DEPENDENTS: Readonly<Partial<Record<Prop, readonly Prop[]>>> = {
  project: ['joined', 'published', 'copy', 'project-key'],
  second: ['copy'],
};

interface Making {
  call(call: Call): Promise<Json>;
  learnKey(identity: string, key: Json | undefined): void;
  readonly given: Given;
  readonly generation: Generation;
}

/** How each thing is made, and what it takes. */
const MAKING: Readonly<
  Record<
    Prop,
    {
      readonly people?: readonly string[];
      readonly after?: readonly Prop[];
      /** The only generation that makes it. */
      readonly by?: Generation;
      /** @returns what it is known by. */
      make(making: Making): Promise<Json>;
    }
  >
> = {
  project: {
    async make(making) {
      const project_id = await newProject(making);
      const write: Call =
        making.generation === 'v1'
          ? { api: 'v1', name: 'write_text_file_to_project', body: { project_id, ...NOTE } }
          : { api: 'conat/project', name: 'system.writeTextFileToProject', args: [NOTE], project_id };
      await making.call(write);
      return project_id;
    },
  },
  second: { make: newProject },
  joined: {
    people: [SELF, 'other'],
    after: ['project'],
    async make({ call, given, generation }) {
      const opts = { project_id: given.project, account_id: given.other.account_id };
      await call(
        generation === 'v1'
          ? { api: 'v1', name: 'add_collaborator', body: opts }
          : { api: 'conat/hub', name: 'projects.addCollaborator', args: [{ opts }] },
      );
      return true;
    },
  },
  published: {
    after: ['project'],
    async make({ call, given, generation }) {
      await call(queryCall(generation, { public_paths: { project_id: given.project, path: 'notes' } }));
      return true;
    },
  },
  copy: {
    after: ['project', 'second'],
    by: 'v1',
    async make({ call, given }) {
      const [src_project_id, target_project_id] = [given.project, given.second];
      const when = { wait_until_done: false, scheduled: '2099-01-01T00:00:00.000Z' };
      const body = { src_project_id, src_path: 'notes', target_project_id, target_path: 'later', ...when };
      return memberOf(await call({ api: 'v1', name: 'copy_path_between_projects', body }), 'copy_path_id');
    },
  },
  account: {
    by: 'v1',
    async make({ call, learnKey, given }) {
      const email_address = `${given.word}@example.com`;
      const person = { first_name: given.word, last_name: 'Throwaway', email_address, password: PASSWORD };
      const body = { ...person, agreed_to_terms: true, get_api_key: true };
      const made = await call({ api: 'v1', name: 'create_account', body });
      learnKey(KEYS.account, memberOf(made, 'api_key'));
      return { account_id: memberOf(made, 'account_id'), email_address };
    },
  },
  organization: {
    by: 'conat',
    async make({ call, given }) {
      await call({ api: 'conat/hub', name: 'org.create', args: [{ name: given.word }], as: 'admin' });
      return given.word;
    },
  },
  'project-key': {
    after: ['project'],
    by: 'conat',
    async make({ call, learnKey, given }) {
      const options = { action: 'create', project_id: given.project, name: given.title };
      const [made = null] = (await call({ api: 'conat/hub', name: 'system.manageApiKeys', args: [options] })) as Json[];
      learnKey(KEYS.project, memberOf(made, 'secret'));
      return true;
    },
  },
  'expired-key': {
    by: 'conat',
    async make({ call, learnKey, given }) {
      const options = { action: 'create', name: given.title, expire: '2001-01-01T00:00:00.000Z' };
      const [made = null] = (await call({ api: 'conat/hub', name: 'system.manageApiKeys', args: [options] })) as Json[];
      learnKey(KEYS.expired, memberOf(made, 'secret'));
      return true;
    },
  },
};

async function newProject({ call, given: { title }, generation }: Making): Promise<Json> {
  if (generation === 'conat') return call({ api: 'conat/hub', name: 'projects.createProject', args: [{ title }] });
  return memberOf(await call({ api: 'v1', name: 'create_project', body: { title } }), 'project_id');
}

function memberOf(value: Json, name: string): Json {
  return isObject(value) ? (value[name] ?? null) : null;
}

/** Whether there is a key for it already, or one that a scene makes, or none is needed. */
export function needsKeyOf(identity: string): boolean {
  return identity !== SELF && identity !== ANONYMOUS && !Object.values<string>(KEYS).includes(identity);
}
