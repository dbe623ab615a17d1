/** One of two hubs that the same deeds are done at: the one under test, or the model. */

import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json } from '../../core/json.ts';
import { HubNames } from '../comparison/names.ts';
import type { ApiExchange } from '../language/answer.ts';
import { SELF } from '../language/call.ts';
import type { DeedKind, DeedOf, HubDeed } from '../language/deeds.ts';
import { type Person, personIn, textOr } from '../language/person.ts';
import { isOrdered, speak, understand } from '../language/words.ts';
import { MARK } from '../tested-hub/mark.ts';
import type { Speaker } from './case.ts';

/** A deed, who does it, and through which API. Names in it that a side knows stand for ids there. */
export interface DeedStep {
  readonly deed: HubDeed;
  /** `self` where absent. */
  readonly as?: string;
  readonly through: Generation;
  /** What to call what it makes; `project 1`, `copy 2` where absent. */
  readonly makes?: string;
}

/** Something that a hub told. */
export interface Told {
  /** As in `2-write` and `project-1-files`. */
  readonly name: string;
  readonly exchange: ApiExchange;
  /** As far as any two hubs share it; `undefined` where there is no answer. */
  readonly said: Json | undefined;
  /** Whether a list in it has an order that counts. */
  readonly ordered: boolean;
}

/** What an answer has to be like to count, and until when others are not taken: the hub is asked again. */
interface Patience {
  readonly counts: (told: Pick<Told, 'exchange' | 'said'>) => boolean;
  readonly until: number;
}

interface SideOptions {
  readonly speaker: Pick<Speaker, 'call' | 'learnKey'>;
  /** The id of the run, which titles carry. */
  readonly run: string;
  /** An id for what was to be made, and was not. */
  readonly madeUpId?: (name: string) => string;
  readonly people?: Map<string, Person>;
  readonly things?: Map<string, Json>;
}

export class Side {
  readonly speaker: SideOptions['speaker'];
  /** By the names of their identities. */
  readonly people: Map<string, Person>;
  /** What was made, by its name, mostly with its id here. */
  readonly things: Map<string, Json>;
  /** All that the hub said of the deeds, in order. */
  readonly told: Told[] = [];
  readonly #run: string;
  readonly #madeUpId: SideOptions['madeUpId'];
  /** Names of projects in which there may be files. */
  readonly #worked = new Set<string>();
  /** Of the messages that were sent. */
  readonly #subjects = new Set<string>();

  constructor({ speaker, run, madeUpId, people = new Map(), things = new Map() }: SideOptions) {
    this.speaker = speaker;
    this.#run = run;
    this.#madeUpId = madeUpId;
    this.people = people;
    this.things = things;
  }

  /** Asks who they are, if that is not known yet. @returns the answer where the hub does not say. */
  async meet(name: string, through: Generation): Promise<ApiExchange | undefined> {
    if (this.people.has(name)) return undefined;
    const exchange = await this.speaker.call({ ...speak({ kind: 'identify' }, through), as: name });
    const person = personIn(exchange);
    if (person === undefined) return exchange;
    this.people.set(name, person);
    return undefined;
  }

  /** Names of things of a kind, in the order in which they were made. */
  made(kind: 'project' | 'copy'): string[] {
    return [...this.things.keys()].filter((name) => name.startsWith(`${kind} `));
  }

  async take({ deed, as = SELF, through, makes }: DeedStep, patience?: Patience): Promise<Told> {
    for (const name of WORKING.includes(deed.kind) ? projectsOf(deed) : []) this.#worked.add(name);
    const share = deed.kind === 'receive' ? (said: Json) => this.#withoutMessagesOfOthers(said, as) : undefined;
    const name = `${this.told.length + 1}-${deed.kind}`;
    const told = await this.#tell(name, { deed, as, through }, share, patience);
    if (deed.kind === 'send') this.#subjects.add(this.placed(deed).subject);
    const kind = MADE_BY[deed.kind];
    if (kind !== undefined) {
      const thing = makes ?? `${kind} ${this.made(kind).length + 1}`;
      const id = told.exchange.answer.outcome === 'success' && typeof told.said === 'string' ? told.said : undefined;
      this.things.set(thing, id ?? this.#madeUpId?.(thing) ?? null);
    }
    return told;
  }

  /** Asks, as the owner, for all that can be seen of the projects that were made. */
  async observe(through: Generation): Promise<void> {
    for (const project_id of this.made('project')) {
      const name = project_id.replace(' ', '-');
      const { said } = await this.#tell(name, { deed: { kind: 'look', project_id }, through });
      // Looking for files starts a project, even a deleted one.
      if ((isObject(said) && said.deleted === true) || !this.#worked.has(project_id)) continue;
      const deed = { kind: 'exec', project_id, command: READ_FILES } as const;
      await this.#tell(`${name}-files`, { deed, through }, filesIn);
    }
  }

  /** Somebody may write to the caller at any time, and earlier runs have. Messages to somebody else are never theirs to see. */
  #withoutMessagesOfOthers(said: Json, as: string): Json {
    if (!Array.isArray(said)) return said;
    const { account_id = '' } = this.people.get(as) ?? {};
    return said.filter((message) => {
      if (!isObject(message) || !Array.isArray(message.to_ids)) return true;
      return this.#subjects.has(textOr(message.subject)) || !message.to_ids.includes(account_id);
    });
  }

  /** What the hub says to it, without a trace in what was told. */
  async ask(step: DeedStep, patience?: Patience): Promise<Json | undefined> {
    return (await this.#done(step, patience)).said;
  }

  async #tell(name: string, step: DeedStep, share = (said: Json): Json => said, patience?: Patience): Promise<Told> {
    const { exchange, said } = await this.#done(step, patience);
    const isResult = exchange.answer.outcome === 'success' && said !== undefined;
    const told = { name, exchange, said: isResult ? share(said) : said, ordered: isOrdered(step.deed) };
    this.told.push(told);
    return told;
  }

  /** The last of as many answers as it takes for the hub to be at rest. */
  async #done(
    { deed, as = SELF, through }: DeedStep,
    { counts, until }: Patience = UNASKING,
  ): Promise<Pick<Told, 'exchange' | 'said'>> {
    const placed = this.placed(deed);
    const call = { ...speak(placed, through), as };
    for (let left = MOST_LOOKS; ; left -= 1) {
      const exchange = await this.speaker.call(call);
      const said = understand(placed, exchange);
      const isOver = left <= 1 || exchange.answer.outcome !== 'success' || isAtRest(deed.kind, said);
      if (isOver && (Date.now() >= until || counts({ exchange, said }))) return { exchange, said };
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** The deed with ids for names, and the mark of the run in titles, by which clean-up knows what is of the run. */
  placed<Deed extends HubDeed>(deed: Deed): Deed {
    const members = Object.entries(deed).map(([member, value]) => {
      if (typeof value !== 'string') return [member, value];
      if (NAMING.includes(member))
        return [member, this.people.get(value)?.account_id ?? this.things.get(value) ?? value];
      const isUnmarked = TITLES.includes(member) && !value.startsWith(MARK);
      return [member, isUnmarked ? `${MARK}${this.#run} ${value}` : value];
    });
    return Object.fromEntries(members) as Deed;
  }
}

export const NAMING: readonly string[] = ['project_id', 'target_project_id', 'account_id', 'copy_path_id'];

const TITLES = ['title', 'subject'];

/** Deeds whose result is the id of something. */
const MADE_BY: Readonly<Partial<Record<DeedKind, 'project' | 'copy'>>> = { create: 'project', copyLater: 'copy' };

/** Deeds after which there may be other files. */
const WORKING: readonly DeedKind[] = ['write', 'discard', 'copy', 'copyLater', 'exec'];

/** The projects that it names. */
export function projectsOf(deed: HubDeed): string[] {
  const { project_id, target_project_id } = deed as Partial<DeedOf['copy']>;
  return [project_id, target_project_id].filter((name) => name !== undefined);
}

const UNASKING: Patience = { counts: () => true, until: 0 };

/** A start is waited for as long as hubs of 2020 wait. */
const [MOST_LOOKS, PAUSE_MS] = [40, 500];

/** Whether a copy is done with or was never to be done soon, and a project not on its way from one state to another. */
function isAtRest(kind: DeedKind, said: Json | undefined): boolean {
  if (kind === 'copyStatus') return !isObject(said) || said.finished !== undefined || said.scheduled !== undefined;
  const state = kind === 'look' || kind === 'state' ? stateIn(said) : '';
  return state === 'running' || !state.endsWith('ing');
}

/** The state of a project, as either question for it tells. */
export const stateIn = (said: Json | undefined): string => textOr(isObject(said) ? said.state : said);

/** Stands before the path of each file that is read; no line of a file is like it. */
const BEGIN = '=== mock-hub ';

/** Writes the paths and texts of all files but those that hubs put into each project. */
const READ_FILES = `find . -type f -not -path '*/.*' | sort | while IFS= read -r file; do printf '\\n${BEGIN}%s\\n' "$file"; cat "$file"; done`;

/** Paths to texts, or the answer as it is where it is no output. */
function filesIn(said: Json): Json {
  if (!isObject(said) || typeof said.stdout !== 'string') return said;
  const files = said.stdout.split(`\n${BEGIN}`).slice(1);
  return Object.fromEntries(files.map((file) => [pathOf(file), file.slice(file.indexOf('\n') + 1)]));
}

/** What `find` writes in the first line, without the `./` before it. */
const pathOf = (file: string) => (file.split('\n', 1)[0] as string).replace('./', '');

/** What is known to stand for what at the two sides. @param homes what was learned of them from earlier answers */
export function namesBetween(model: Side, tested: Side, homes: HubNames['homes'] = []): HubNames {
  const names = new HubNames({ homes });
  for (const [name, person] of tested.people) {
    const other = model.people.get(name);
    // Somebody whom only one side has met yet goes without a name on both.
    if (other !== undefined) introduce(names, name, { expected: other, came: person });
  }
  for (const [name, id] of tested.things) {
    const other = model.things.get(name);
    if (typeof id === 'string' && typeof other === 'string') names.introduce(name, other, id);
  }
  return names;
}

/** Makes it known who stands for whom, and under which names they go. */
export function introduce(
  names: HubNames,
  name: string,
  { expected, came }: Record<'expected' | 'came', Person>,
): void {
  names.introduce(name, expected.account_id, came.account_id);
  names.introduceText('first name', expected.first_name, came.first_name);
  names.introduceText('last name', expected.last_name, came.last_name);
  names.introduceText('name', nameOf(expected), nameOf(came));
}

const nameOf = ({ first_name, last_name }: Person): string => `${first_name} ${last_name}`.trim();
