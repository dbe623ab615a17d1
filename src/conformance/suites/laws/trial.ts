/** One law, tried at a hub: the deeds that it takes, and what does not come out as it says. */
import { GENERATIONS, type Generation } from '../../../contracts/contract.ts';
import { isObject, isSameJson, type Json, type JsonObject } from '../../../core/json.ts';
import { compare } from '../../comparison/compare.ts';
import { HubNames } from '../../comparison/names.ts';
import { type ApiExchange, answerText, isTooLate, shortened } from '../../language/answer.ts';
import { type ApiCall, operationOf } from '../../language/call.ts';
import type { DeedKind, HubDeed } from '../../language/deeds.ts';
import { isSpoken, operationFor, speak, understand } from '../../language/words.ts';
import { type Case, type CaseContext, type Finding, requireApis, TooLate } from '../case.ts';

export interface Law extends Pick<Case, 'id' | 'needs' | 'creates' | 'calls' | 'lasting'> {
  /** What it says. */
  readonly words: string;
  /** The deed that it is about. Each API that has words for it is tried. */
  readonly about: DeedKind;
  /** The only API that is tried. */
  readonly only?: Generation;
  /** It can be tried without changing anything. */
  readonly reads?: true;
  /** Goes on until it comes out, or does not. @throws Skip */
  try(trial: LawTrial): Promise<void>;
}

/** The law as a case for each API, whose name is put before its id. */
export function casesOf({ id, about, only, ...law }: Law): Case[] {
  const apis = GENERATIONS.filter((api) => isSpoken(about, api) && (only ?? api) === api);
  return apis.map((api) => caseOf(api, { ...law, id: `${api}.${id}`, operation: operationFor(about, api) }));
}

export function caseOf(
  api: Generation,
  { words, reads, try: run, ...law }: Omit<Law, 'about' | 'only'> & Pick<Case, 'operation'>,
): Case {
  return {
    ...{ suite: 'laws', axis: 'laws', mutating: reads !== true },
    ...law,
    run: async (context) => {
      const trial = new LawTrial(context, api, words);
      try {
        await run(trial);
      } catch (thrown) {
        if (!(thrown instanceof CutShort)) throw thrown;
      }
      return trial.findings;
    },
  };
}

/** Ends a law early: what it is about was never made. */
class CutShort extends Error {
  override readonly name = 'CutShort';
}

/** A file or a folder of a project. */
export interface InProject {
  readonly project_id: string;
  readonly path: string;
}

export class LawTrial {
  readonly context: CaseContext;
  readonly api: Generation;
  readonly findings: Finding[] = [];
  readonly #basis: string;
  readonly #exchanges: ApiExchange[] = [];

  constructor(context: CaseContext, api: Generation, law: string) {
    this.context = context;
    this.api = api;
    this.#basis = `the law: ${law}`;
  }

  /** The result of a deed that has to succeed. */
  async do(deed: HubDeed, as?: string): Promise<Json> {
    const call = speak(deed, this.api);
    const exchange = await this.#succeeding(as === undefined ? call : { ...call, as });
    return understand(deed, exchange) ?? null;
  }

  /** The answer to a call that has to succeed. */
  async value(call: ApiCall): Promise<Json> {
    const { answer } = await this.#succeeding(call);
    return 'value' in answer ? answer.value : null;
  }

  async #succeeding(call: ApiCall): Promise<ApiExchange> {
    requireApis(this.context, [], { ofProjects: call.api === 'conat/project' });
    const exchange = await this.context.call(call);
    this.#exchanges.push(exchange);
    if (exchange.answer.outcome === 'success') return exchange;
    if (isTooLate(exchange.answer)) throw new TooLate(exchange);
    return this.#cutShort(`${operationOf(call)}.outcome`, 'a success', answerText(exchange.answer));
  }

  /** Makes a project of the run. @returns its id. */
  async create(title = this.context.title('project')): Promise<string> {
    return this.text('project_id', await this.do({ kind: 'create', title }));
  }

  write(place: InProject, content: string): Promise<Json> {
    return this.do({ kind: 'write', ...place, content });
  }

  async read(place: InProject): Promise<string> {
    return this.text('content', await this.do({ kind: 'read', ...place }));
  }

  /** What a line of the shell prints that has to succeed. */
  async exec(project_id: string, command: string): Promise<string> {
    const said = await this.do({ kind: 'exec', project_id, command });
    return this.text('stdout', isObject(said) ? said.stdout : undefined);
  }

  /** All files below the folder, with what is in them. */
  files({ project_id, path }: InProject): Promise<string> {
    const show = 'for file in $(find . -type f | sort); do echo "$file:"; cat "$file"; echo; done';
    return this.exec(project_id, `cd ${path} && ${show}`);
  }

  /** The rows of the table that match. */
  async select(table: string, row: JsonObject, options?: readonly JsonObject[]): Promise<JsonObject[]> {
    const query = { [table]: [row] };
    const said = await this.do(options ? { kind: 'select', query, options } : { kind: 'query', query });
    return this.rows(table, isObject(said) ? said[table] : undefined);
  }

  /** The members of a project that nobody but its people change. */
  async project(project_id: string): Promise<JsonObject> {
    const asked = { project_id, title: null, description: null, deleted: null, users: null };
    const [row = {}, ...others] = await this.select('projects_all', asked);
    this.holds('one-project', 0, others.length);
    this.holds('project_id', project_id, row.project_id ?? null);
    return { ...row, users: groupsOf(row.users) };
  }

  /** It has to be as expected. */
  holds(id: string, expected: Json, came: Json): void {
    if (!isSameJson(expected, came)) this.#found(id, JSON.stringify(expected), JSON.stringify(came));
  }

  /** No two may be the same. */
  differ(ids: readonly Json[]): void {
    this.holds('ids', ids, [...new Set(ids)]);
  }

  /** Answers to the same call have to be the same, but for what each answer has for itself: ids, moments. */
  alike(id: string, one: Json, other: Json): void {
    this.#areAlike(id, one, other, new HubNames());
  }

  /** Answers to the same question have to be the same, but for moments and the id that v1 gives each answer. */
  same(id: string, one: Json, other: Json): void {
    this.#areAlike(id, withoutId(one), withoutId(other), new HubNames({ ofOneHub: true }));
  }

  #areAlike(id: string, one: Json, other: Json, names: HubNames): void {
    if (compare(one, other, names).length === 0) return;
    this.#found(id, JSON.stringify(names.shown(one, 'expected')), JSON.stringify(names.shown(other, 'came')));
  }

  /** What came has to be so; without it there is no use in going on. */
  needs(id: string, expected: string, came: Json, isSo: boolean): void {
    if (!isSo) this.#cutShort(id, expected, JSON.stringify(came));
  }

  /** The text that came; nothing else will do. */
  text(id: string, came: Json | undefined): string {
    if (typeof came === 'string') return came;
    return this.#cutShort(id, 'a text', JSON.stringify(came ?? null));
  }

  /** The list of objects that came; nothing else will do. */
  rows(id: string, came: Json | undefined): JsonObject[] {
    if (Array.isArray(came)) return came as JsonObject[];
    return this.#cutShort(id, 'a list', JSON.stringify(came ?? null));
  }

  #cutShort(id: string, expected: string, came: string): never {
    this.#found(id, expected, came);
    throw new CutShort();
  }

  #found(id: string, expected: string, came: string): void {
    const exchanges = [...this.#exchanges];
    this.findings.push({ id, expected: shortened(expected), came: shortened(came), basis: this.#basis, exchanges });
  }
}

/** Users to their groups. */
function groupsOf(users: Json | undefined): JsonObject {
  const entries = isObject(users) ? Object.entries(users) : [];
  return Object.fromEntries(
    entries.map(([account_id, user]) => [account_id, isObject(user) ? (user.group ?? null) : user]),
  );
}

/** Only answers of v1 have an event. */
function withoutId(answer: Json): Json {
  if (!isObject(answer) || answer.event === undefined) return answer;
  const { id: _, ...others } = answer;
  return others;
}
