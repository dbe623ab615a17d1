/** Deeds done at one hub, the hub under test or the model: what is told of each, and what is to be seen of all afterwards. */

import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { callFor, type Deed, type DeedKind, type Person, type Scene, sharedOf } from '../language/deeds.ts';
import type { Call, Exchange } from '../language/exchange.ts';
import { queryCall, resultOf, text } from '../tested-hub/things.ts';
import type { Speaker } from './model.ts';

/** A deed, who does it, and in the words of which generation. */
export interface Step {
  readonly deed: Deed;
  /** `self` where absent. */
  readonly as?: string;
  readonly through: Generation;
}

/** Something that a hub told. */
export interface Told {
  /** As in `2-write` and `project-1-files`. */
  readonly name: string;
  readonly exchange: Exchange;
  /** The value or the words of the answer, as far as any two hubs share them; `undefined` where there is none. */
  readonly said: Json | undefined;
}

export interface Setting {
  readonly run: string;
  readonly people: Scene['people'];
  /** An id for what was to be made, and was not. */
  madeUpId(name: string): string;
}

/** All that one hub said of the deeds, in order. */
export class Player {
  readonly #speaker: Pick<Speaker, 'call'>;
  readonly #setting: Setting;
  readonly #projects: string[] = [];
  readonly #copies: string[] = [];
  readonly #told: Told[] = [];
  /** Places of projects in which there may be files. */
  readonly #worked = new Set<number>();

  constructor(speaker: Pick<Speaker, 'call'>, setting: Setting) {
    this.#speaker = speaker;
    this.#setting = setting;
  }

  get scene(): Scene {
    const { run, people } = this.#setting;
    return { run, people, projects: this.#projects, copies: this.#copies };
  }

  get told(): readonly Told[] {
    return this.#told;
  }

  async take({ deed, as = 'self', through }: Step): Promise<Told> {
    const call = { ...callFor(deed, through, this.scene), as };
    for (const project of placesOf(deed)) if (WORKING.includes(deed.kind)) this.#worked.add(project);
    const exchange = await this.#settled(call, deed.kind === 'copyStatus' ? hasFinished : always);
    if (deed.kind === 'create') this.#made('project', this.#projects, createdIn(exchange));
    if (deed.kind === 'copyLater') this.#made('copy', this.#copies, memberOf(exchange, 'copy_path_id'));
    const share = (value: Json) => sharedOf(deed, value, this.scene);
    return this.#tell(`${this.#told.length + 1}-${deed.kind}`, exchange, share);
  }

  /** Asks, as the owner, for all that can be seen of the projects that were made. */
  async observe(through: Generation): Promise<void> {
    for (const [project] of this.#projects.entries()) {
      const name = `project-${project + 1}`;
      const deed = { kind: 'look', project } as const;
      const look = callFor(deed, through, this.scene);
      const row = await this.#settled(look, isAtRest);
      this.#tell(name, row, (value) => sharedOf(deed, value, this.scene));
      // Looking for files starts a project, even a deleted one.
      if (rowIn(row)?.deleted === true || !this.#worked.has(project)) continue;
      const read = callFor({ kind: 'exec', project, command: READ_FILES }, through, this.scene);
      this.#tell(`${name}-files`, await this.#speaker.call(read), filesIn);
    }
  }

  /** The last of as many answers as it takes for it to be `done`. */
  async #settled(call: Call, done: (exchange: Exchange) => boolean): Promise<Exchange> {
    for (let left = MOST_LOOKS; ; left -= 1) {
      const exchange = await this.#speaker.call(call);
      if (done(exchange) || left <= 1) return exchange;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #made(kind: string, list: string[], id: string | undefined): void {
    list.push(id ?? this.#setting.madeUpId(`${kind} ${list.length + 1}`));
  }

  #tell(name: string, exchange: Exchange, share: (value: Json) => Json): Told {
    const { answer } = exchange;
    const said = 'words' in answer ? answer.words : 'value' in answer ? share(answer.value) : undefined;
    const told = { name, exchange, said };
    this.#told.push(told);
    return told;
  }
}

const [MOST_LOOKS, PAUSE_MS] = [20, 500];

/** Deeds after which there may be other files. */
const WORKING: readonly DeedKind[] = ['write', 'discard', 'copy', 'copyLater', 'exec'];

function placesOf(deed: Deed): number[] {
  return [...('project' in deed ? [deed.project] : []), ...('target' in deed ? [deed.target] : [])];
}

const always = () => true;

/** Whether a copy is done with, or was never to be done soon. */
function hasFinished({ answer }: Exchange): boolean {
  const data = answer.outcome === 'success' && isObject(answer.value) ? answer.value.data : undefined;
  return !isObject(data) || data.finished !== undefined || data.scheduled !== undefined;
}

/** Whether the project is not on its way from one state to another. */
function isAtRest(exchange: Exchange): boolean {
  const state = rowIn(exchange)?.state;
  return !isObject(state) || state.state === 'running' || !text(state.state).endsWith('ing');
}

/** The one row of an answer to `look`. */
export function rowIn(exchange: Exchange): JsonObject | undefined {
  const rows = resultOf(exchange)?.projects;
  const [row] = Array.isArray(rows) ? rows : [];
  return isObject(row) ? row : undefined;
}

function createdIn(exchange: Exchange): string | undefined {
  const { call, answer } = exchange;
  if (call.api === 'v1') return memberOf(exchange, 'project_id');
  return answer.outcome === 'success' && typeof answer.value === 'string' ? answer.value : undefined;
}

function memberOf({ answer }: Exchange, name: string): string | undefined {
  const member = answer.outcome === 'success' && isObject(answer.value) ? answer.value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}

/** Stands before the path of each file that is read; no line of a file is like it. */
const BEGIN = '=== mock-hub ';

/** Writes the paths and texts of all files but those that hubs put into each project. */
const READ_FILES = `find . -type f -not -path '*/.*' | sort | while IFS= read -r file; do printf '\\n${BEGIN}%s\\n' "$file"; cat "$file"; done`;

/** Paths to texts, or the answer as it is where it is no output. */
function filesIn(value: Json): Json {
  if (!isObject(value) || typeof value.stdout !== 'string') return value;
  const files = value.stdout.split(`\n${BEGIN}`).slice(1);
  return Object.fromEntries(files.map((file) => [pathOf(file), file.slice(file.indexOf('\n') + 1)]));
}

/** What `find` writes in the first line, without the `./` before it. */
const pathOf = (file: string) => (file.split('\n', 1)[0] as string).replace('./', '');

const ASKED = { account_id: null, first_name: null, last_name: null, groups: null };

/** Who these identities are at the hub. @throws Error when it does not say. */
export async function meet(
  speaker: Pick<Speaker, 'call'>,
  identities: readonly string[],
  through: Generation,
): Promise<Record<string, Person>> {
  const people: Record<string, Person> = {};
  for (const as of identities) {
    const row = resultOf(await speaker.call({ ...queryCall(through, { accounts: ASKED }), as }))?.accounts;
    if (!isObject(row) || typeof row.account_id !== 'string') throw new Error(`the hub does not say who ${as} is`);
    const { account_id, first_name, last_name, groups } = row;
    people[as] = {
      account_id,
      first_name: text(first_name),
      last_name: text(last_name),
      groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
    };
  }
  return people;
}
