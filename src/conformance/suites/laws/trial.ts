/** One law, tried at a hub: the calls that it takes, and what does not come out as it says. */
import { isObject, isSameJson, type Json, type JsonObject } from '../../../core/json.ts';
import { compare } from '../../comparison/compare.ts';
import { Names } from '../../comparison/names.ts';
import { answerText, type Call, type Exchange, operationOf, shortened } from '../../language/exchange.ts';
import { type Case, type Context, type Finding, Skip } from '../case.ts';

/** A law, to be tried by the calls of one generation. */
export interface Law extends Pick<Case, 'id' | 'operation' | 'needs' | 'creates' | 'calls' | 'lasting'> {
  /** What it says. */
  readonly words: string;
  /** It can be tried without changing anything. */
  readonly reads?: true;
  /** Goes on until it comes out, or does not. @throws Skip */
  try(trial: Trial): Promise<void>;
}

export function caseOf({ words, reads, try: run, ...law }: Law): Case {
  return {
    suite: 'laws',
    axis: 'laws',
    mutating: reads !== true,
    ...law,
    run: async (context) => {
      const trial = new Trial(context, words);
      try {
        await run(trial);
      } catch (thrown) {
        if (!(thrown instanceof CutShort)) throw thrown;
      }
      return trial.findings;
    },
  };
}

/** There is no use in going on: what the law is about never came to be. */
class CutShort extends Error {
  override readonly name = 'CutShort';
}

export class Trial {
  readonly context: Context;
  readonly findings: Finding[] = [];
  readonly #basis: string;
  readonly #exchanges: Exchange[] = [];

  constructor(context: Context, law: string) {
    this.context = context;
    this.#basis = `the law: ${law}`;
  }

  /** What a call answers that has to succeed. */
  async value(call: Call): Promise<Json> {
    const exchange = await this.context.call(call);
    this.#exchanges.push(exchange);
    const { answer } = exchange;
    if (answer.outcome === 'success') return answer.value;
    return this.#cutShort(`${operationOf(call)}.outcome`, 'a success', answerText(answer));
  }

  /** It has to be as expected. */
  holds(id: string, expected: Json, came: Json): void {
    if (!isSameJson(expected, came)) this.#found(id, JSON.stringify(expected), JSON.stringify(came));
  }

  /** Answers to the same call have to be the same, but for what each answer has for itself: ids, moments. */
  alike(id: string, one: Json, other: Json): void {
    this.#areAlike(id, one, other, new Names());
  }

  /** Answers to the same question have to be the same, but for moments and the id that v1 gives each answer. */
  same(id: string, one: Json, other: Json): void {
    this.#areAlike(id, withoutId(one), withoutId(other), new Names({ ofOneHub: true }));
  }

  #areAlike(id: string, one: Json, other: Json, names: Names): void {
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

/** Only answers of v1 have an event. */
function withoutId(answer: Json): Json {
  if (!isObject(answer) || answer.event === undefined) return answer;
  const { id: _, ...others } = answer;
  return others;
}

/** @throws Skip where the hub does not serve the functions of projects, which the law is tried with. */
export function requireProjectFunctions({ flavour }: Context): void {
  if (!flavour.apis.includes('conat/project')) throw new Skip('the hub does not serve conat/project');
}
