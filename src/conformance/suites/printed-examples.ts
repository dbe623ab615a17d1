/** Runs the examples printed in a description at a hub, as curl would, and holds the answers against the printed ones. */
import type { CurlRequest } from '../../contracts/curl.ts';
import type { Example } from '../../contracts/examples.ts';
import { isRefusal } from '../../contracts/refusal.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { compare } from '../comparison/compare.ts';
import { HubNames } from '../comparison/names.ts';

/** Why an example cannot come out as printed. */
interface Excuse {
  /** The event that prints the example, and its place there, from 1. */
  readonly event: string;
  readonly number: number;
  readonly reason: string;
}

/** An example printed from a hub that had something else on it than that of the others. */
interface OwnWorld {
  readonly event: string;
  readonly number: number;
  readonly reason: string;
  /** What to put in place of these parts of the others' world. */
  readonly world: JsonObject;
}

/** What is needed to run a description's examples at a hub that holds what they speak of. */
export interface ExampleSetting {
  /** Fields to what replaces a printed `...`, which stands for the reader's own value. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly excuses: readonly Excuse[];
  readonly worlds?: readonly OwnWorld[];
}

/** Where the examples are sent. */
export interface ExampleTarget {
  /** Puts the hub back to what it was before the first example, perhaps with other parts in its world. */
  reset(world?: JsonObject): void | Promise<void>;
  /** Sends a request to the path of its URL, and gives back the body as text. */
  send(request: CurlRequest): Promise<string>;
}

export interface ExampleResult {
  readonly example: Example;
  readonly verdict: 'passed' | 'failed' | 'excused';
  /** Why it failed or is excused; empty where it passed. */
  readonly reasons: readonly string[];
}

/**
 * The outcome of every example. Those of one event run in order at one hub, which is put back before the next event;
 * one with a world of its own runs there, before the others.
 *
 * An excused example runs as well; when it comes out as printed the excuse is out of date, and that is a failure.
 */
export async function runExamples(
  examples: readonly Example[],
  { placeholders, excuses, worlds = [] }: ExampleSetting,
  target: ExampleTarget,
): Promise<ExampleResult[]> {
  const results = new Map<Example, ExampleResult>();
  const run = async (example: Example) => {
    const faults = faultsOf(example, await target.send(withPlaceholders(example.request, placeholders)));
    results.set(example, judged(example, faults, excuses.find(about(example))));
  };
  for (const example of examples) {
    const own = worlds.find(about(example));
    if (own === undefined) continue;
    await target.reset(own.world);
    await run(example);
  }
  let describes: string | undefined;
  for (const example of examples) {
    if (results.has(example)) continue;
    if (example.describes !== describes) await target.reset();
    describes = example.describes;
    await run(example);
  }
  return examples.map((example) => results.get(example) as ExampleResult);
}

interface About {
  readonly event: string;
  readonly number: number;
}

function about(example: Example): (one: About) => boolean {
  return ({ event, number }) => event === example.describes && number === example.number;
}

/** Excuses and worlds that speak of no example; each is a mistake. */
export function strays(examples: readonly Example[], { excuses, worlds = [] }: ExampleSetting): About[] {
  return [...excuses, ...worlds].filter((one) => !examples.some((example) => about(example)(one)));
}

function judged(example: Example, faults: readonly string[], excuse: Excuse | undefined): ExampleResult {
  if (excuse === undefined) return { example, verdict: faults.length === 0 ? 'passed' : 'failed', reasons: faults };
  if (faults.length > 0) return { example, verdict: 'excused', reasons: [excuse.reason] };
  return {
    example,
    verdict: 'failed',
    reasons: [`comes out as printed, so its excuse is out of date: ${excuse.reason}`],
  };
}

/** What is not as printed in the body of an answer; nothing where all is. */
export function faultsOf({ answer }: Pick<Example, 'answer'>, body: string): string[] {
  let answered: Json;
  try {
    answered = JSON.parse(body) as Json;
  } catch {
    return [`the answer is not JSON: ${body.slice(0, 200)}`];
  }
  if (answer !== undefined) {
    const names = new HubNames({ lengths: true });
    return compare(answer, answered, names, { unordered: true, open: true }).map(({ path, expected, came }) => {
      const [printed, told] = [shown(expected, names, 'expected'), shown(came, names, 'came')];
      return `${path} is ${told}, printed ${printed}`;
    });
  }
  // Nothing is printed below the example; at least the hub must not refuse what its description shows.
  const refused = !isObject(answered) || answered.event === undefined || isRefusal(answered);
  return refused ? [`nothing is printed, and the hub refuses it: ${body.slice(0, 200)}`] : [];
}

function shown(value: Json | undefined, names: HubNames, part: 'expected' | 'came'): string {
  return value === undefined ? 'absent' : JSON.stringify(names.shown(value, part)).slice(0, 200);
}

function withPlaceholders(request: CurlRequest, placeholders: ExampleSetting['placeholders']): CurlRequest {
  const body = request.body.replace(/(?<=^|&)([^=&]+)=\.\.\.(?=&|$)/g, (whole, field: string) => {
    const value = Object.hasOwn(placeholders, field) ? placeholders[field] : undefined;
    return value === undefined ? whole : `${field}=${value}`;
  });
  return { ...request, body };
}
