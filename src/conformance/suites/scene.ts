/**
 * What calls need to be about something: people, projects with a file in them, keys. It is made by ordinary calls, the
 * same ones at the hub under test and at the model, and shared by the cases of a run until one of them spends it.
 */

import type { Generation, Prop } from '../../contracts/contract.ts';
import { publicPathId } from '../../core/files/public-paths.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { HubNames } from '../comparison/names.ts';
import { type ApiExchange, answerText } from '../language/answer.ts';
import { ANONYMOUS, SELF } from '../language/call.ts';
import type { HubDeed } from '../language/deeds.ts';
import { type Person, textOr } from '../language/person.ts';
import { speaking } from '../language/words.ts';
import type { CallerAccount } from '../tested-hub/flavour.ts';
import { MARK } from '../tested-hub/mark.ts';
import { type CaseContext, type Finding, Skip, type Speaker } from './case.ts';
import { type DeedStep, namesBetween, Side, type Told } from './side.ts';
import type { SceneKind } from './takes.ts';

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
  /** The cookie of a session of that account. */
  readonly session: string;
  /** The id of the public path of the notes. */
  readonly published: string;
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

/** What cases of one run share: the model, and what there is on it and on the hub. */
interface Memory {
  model: Speaker;
  readonly people: Readonly<Record<'tested' | 'model', Map<string, Person>>>;
  readonly sets: Map<string, Readonly<Record<'tested' | 'model', Map<string, Json>>>>;
  /** Where the hub has the homes of projects, from the first answer that told. */
  homes: HubNames['homes'];
  words: number;
  /** Of things that come with one, by what has them. */
  readonly keys: WeakMap<ReadonlyMap<string, Json>, Map<Prop, string>>;
}

// There is one account object for each run.
const memories = new WeakMap<CallerAccount, Memory>();

function memoryOf(context: CaseContext): Memory {
  const { account } = context;
  const known = memories.get(account);
  if (known !== undefined) return known;
  const memory: Memory = {
    model: newModel(context),
    people: { tested: new Map(), model: new Map() },
    sets: new Map(),
    homes: [],
    words: 0,
    keys: new WeakMap(),
  };
  memories.set(account, memory);
  return memory;
}

/** Ids of projects, and of other things, that further cases of the run may be about. */
export function projectsInUse(account: CallerAccount): ReadonlySet<string> {
  const sets = [...(memories.get(account)?.sets.values() ?? [])];
  const ids = sets.flatMap(({ tested }) => [...tested.values()]);
  return new Set(ids.filter((id) => typeof id === 'string').map((id) => id.toLowerCase()));
}

function newModel({ model }: CaseContext): Speaker {
  return model({ self: [], other: [], admin: ['admin'] });
}

/** A thing could not be made at the hub under test, which its model can make. */
export class Unmade extends Error {
  override readonly name = 'Unmade';
  readonly findings: readonly Finding[];
  constructor(prop: string, exchange: ApiExchange) {
    super(`${prop} cannot be made`);
    const came = answerText(exchange.answer);
    this.findings = [
      { id: 'scene', expected: `a success on the way to a ${prop}`, came, basis: 'the model', exchanges: [exchange] },
    ];
  }
}

/** What one case deals with, on both sides. */
export class Scene {
  readonly generation: Generation;
  readonly tested: Side;
  readonly model: Side;
  readonly #context: CaseContext;
  readonly #memory: Memory;
  readonly #keys: Memory['keys'];
  readonly #title: string;
  readonly #word: string;

  constructor(context: CaseContext, generation: Generation, kind: SceneKind) {
    this.#context = context;
    this.#memory = memoryOf(context);
    this.#keys = this.#memory.keys;
    this.generation = generation;
    const name = `${generation} ${kind}`;
    const things = this.#memory.sets.get(name) ?? { tested: new Map(), model: new Map() };
    this.#memory.sets.set(name, things);
    const { people, model } = this.#memory;
    const { run } = context;
    this.tested = new Side({ speaker: context, run, people: people.tested, things: things.tested });
    this.model = new Side({ speaker: model, run, people: people.model, things: things.model });
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
      for (const { things } of [this.tested, this.model]) things.delete(prop);
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
    const prop = (name: Prop) => side.things.get(name) as never;
    return {
      self: person(SELF),
      other: person('other'),
      project: prop('project'),
      second: prop('second'),
      copy: prop('copy'),
      account: prop('account'),
      session: prop('session'),
      published: prop('published'),
      organization: prop('organization'),
      title: this.#title,
      word: this.#word,
      madeUpId: (name) => this.#context.madeUpId(name),
    };
  }

  /** What is known to differ between the two sides. */
  get names(): HubNames {
    return namesBetween(this.model, this.tested, this.#memory.homes);
  }

  /** What these names learned stands for all cases of the run. */
  learn({ homes }: HubNames): void {
    this.#memory.homes = homes;
  }

  async #meet(name: string): Promise<void> {
    for (const side of [this.model, this.tested]) {
      if (side === this.tested && name === SELF) side.people.set(name, this.#context.account);
      const silence = await side.meet(name, this.generation);
      if (silence !== undefined) throw new Unmade(`person ${name}`, silence);
    }
  }

  async #make(prop: Prop): Promise<void> {
    const { people = [SELF], after = [], as = SELF, deeds, key, known } = PROPS[prop];
    const use = (side: Side) => {
      if (key !== undefined) side.speaker.learnKey(key.of, this.#keys.get(side.things)?.get(prop) ?? '');
    };
    if (this.tested.things.has(prop) && this.model.things.has(prop)) {
      // Another scene may have its own key for that identity.
      use(this.tested);
      use(this.model);
      return;
    }
    await this.needs(people, after);
    for (const side of [this.model, this.tested]) {
      const given = this.given(side);
      const told: Told[] = [];
      for (const deed of deeds(given))
        told.push(await this.#take(side, prop, { deed, as, through: this.#through(deed, prop) }));
      const [{ said = null, exchange }] = told as [Told];
      const made = known === undefined ? said : known(given, said, exchange);
      // The model goes first. What succeeds without an id has made nothing that a case could be about.
      const isLike = typeof made === typeof (this.model.things.get(prop) ?? made) && made !== null;
      if (!isLike) throw new Unmade(prop, exchange);
      side.things.set(prop, made);
      if (key !== undefined) {
        const keys = this.#keys.get(side.things) ?? new Map<Prop, string>();
        this.#keys.set(side.things, keys.set(prop, textOr(memberOf(said, key.member))));
      }
      use(side);
    }
  }

  /** The generation that has words for it. @throws Skip where the hub does not serve it */
  #through({ kind }: HubDeed, prop: Prop): Generation {
    const { generations } = this.#context.flavour;
    const through = speaking(kind, this.generation, generations);
    if (generations.includes(through)) return through;
    throw new Skip(`what it takes (${prop}) is made by calls of ${through}, which the hub does not serve`);
  }

  async #take(side: Side, prop: Prop, step: DeedStep): Promise<Told> {
    const told = await side.take({ ...step, makes: prop });
    const { answer } = told.exchange;
    if (answer.outcome === 'success') return told;
    side.things.delete(prop);
    if (side === this.tested) throw new Unmade(prop, told.exchange);
    throw new Error(`the model has no ${prop}: ${answerText(answer)}`);
  }
}

/** What is of no use once the other is gone. */
export const DEPENDENTS: Readonly<Partial<Record<Prop, readonly Prop[]>>> = {
  project: ['joined', 'published', 'copy', 'project-key'],
  second: ['copy'],
  account: ['session'],
};

interface Making {
  readonly people?: readonly string[];
  readonly after?: readonly Prop[];
  readonly as?: string;
  /** The first one makes it, and the others add to it. */
  deeds(given: Given): readonly HubDeed[];
  /** What it is known by, if not by the result. */
  known?(given: Given, made: Json, told: ApiExchange): Json;
  /** The identity that a key comes with, and the member of the result that has it. */
  readonly key?: { readonly of: string; readonly member: string };
}

const isThere = () => true;

/** How each thing is made, and what it takes. */
export const PROPS: Readonly<Record<Prop, Making>> = {
  project: {
    deeds: ({ title }) => [
      { kind: 'create', title },
      { kind: 'write', project_id: 'project', ...NOTE },
    ],
  },
  second: { deeds: ({ title }) => [{ kind: 'create', title }] },
  joined: {
    people: [SELF, 'other'],
    after: ['project'],
    deeds: () => [{ kind: 'add', project_id: 'project', account_id: 'other' }],
    known: isThere,
  },
  published: {
    after: ['project'],
    deeds: () => [{ kind: 'share', project_id: 'project', path: 'notes' }],
    known: ({ project }) => publicPathId(project, 'notes'),
  },
  copy: {
    after: ['project', 'second'],
    deeds: () => [
      {
        ...{ kind: 'copyLater', project_id: 'project', path: 'notes', target_project_id: 'second' },
        ...{ target_path: 'later', scheduled: '2099-01-01T00:00:00.000Z' },
      },
    ],
  },
  account: {
    deeds: ({ word }) => [
      {
        ...{ kind: 'createAccount', first_name: word, last_name: 'Throwaway' },
        ...{ email_address: emailOf(word), password: PASSWORD },
      },
    ],
    known: ({ word }, made) => ({ account_id: memberOf(made, 'account_id'), email_address: emailOf(word) }),
    key: { of: KEYS.account, member: 'api_key' },
  },
  session: {
    after: ['account'],
    as: ANONYMOUS,
    deeds: ({ account: { email_address } }) => [{ kind: 'signIn', email_address, password: PASSWORD }],
    known: (_given, _made, { answer }) => answer.session ?? null,
  },
  organization: {
    as: 'admin',
    deeds: ({ word }) => [{ kind: 'createOrganization', name: word }],
    known: ({ word }) => word,
  },
  'project-key': {
    after: ['project'],
    deeds: ({ project, title }) => [{ kind: 'createKey', project_id: project, name: title }],
    known: isThere,
    key: { of: KEYS.project, member: 'secret' },
  },
  'expired-key': {
    deeds: ({ title }) => [{ kind: 'createKey', name: title, expire: '2001-01-01T00:00:00.000Z' }],
    known: isThere,
    key: { of: KEYS.expired, member: 'secret' },
  },
};

const emailOf = (word: string): string => `${word}@example.com`;

const memberOf = (value: Json, name: string): Json => (isObject(value) ? (value[name] ?? null) : null);

/** Whether there is a key for it already, or one that a scene makes, or none is needed. */
export function needsKeyOf(identity: string): boolean {
  return identity !== SELF && identity !== ANONYMOUS && !Object.values<string>(KEYS).includes(identity);
}
