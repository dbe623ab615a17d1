/** The same deeds at the hub and at a fresh model, and where the two come apart. */
import type { CompiledContract } from '../../contracts/compiled.ts';
import type { Generation } from '../../contracts/contract.ts';
import { isSameJson, type JsonObject } from '../../core/json.ts';
import { differencesBetween, type SaidOtherwise } from '../comparison/differences.ts';
import { Names } from '../comparison/names.ts';
import { callFor, type DeedKind } from '../language/deeds.ts';
import { type Exchange, operationOf } from '../language/exchange.ts';
import type { Context, Finding } from './case.ts';
import { againstContract } from './judge.ts';
import type { Speaker } from './model.ts';
import { meet, Player, rowIn, type Step, type Told } from './play.ts';

/** The contract of an operation, where there is one. */
export type ContractOf = (operation: string) => CompiledContract | undefined;

export interface Arena {
  readonly context: Context;
  readonly contractOf: ContractOf;
  /** Who takes part, at the hub. */
  readonly people: Awaited<ReturnType<typeof meet>>;
  /** The generation that is asked what is there afterwards. */
  readonly through: Generation;
}

/** @param others who takes part besides `self`. */
export async function newArena(
  context: Context,
  contractOf: ContractOf,
  { others, through }: { others: readonly string[]; through: Generation },
): Promise<Arena> {
  return { context, contractOf, people: await meet(context, ['self', ...others], through), through };
}

/** Deeds that ask and change nothing. */
const ASKING: readonly DeedKind[] = ['look', 'read', 'list', 'state', 'names'];

export class Duel {
  readonly hub: Player;
  readonly model: Player;
  readonly #arena: Arena;
  /** The model. */
  readonly #speaker: Speaker;
  readonly #names = new Names();
  readonly #steps: Step[] = [];
  readonly #findings: Finding[] = [];

  private constructor(arena: Arena, speaker: Speaker, { hub, model }: { hub: Player; model: Player }) {
    this.#arena = arena;
    this.#speaker = speaker;
    this.hub = hub;
    this.model = model;
    for (const [name, { account_id }] of Object.entries(hub.scene.people)) {
      this.#names.introduce(name, (model.scene.people[name] ?? { account_id }).account_id, account_id);
    }
  }

  /** The same people meet at a model that nothing has happened on yet. */
  static async between(arena: Arena): Promise<Duel> {
    const { context, people, through } = arena;
    const { run } = context;
    const groups = Object.entries(people).map(([name, person]) => [name, person.groups]);
    const model = context.model(Object.fromEntries(groups));
    const modelPeople = await meet(model, Object.keys(people), through);
    const madeUpId = (name: string) => context.madeUpId(name);
    return new Duel(arena, model, {
      hub: new Player(context, { run, people, madeUpId }),
      model: new Player(model, { run, people: modelPeople, madeUpId }),
    });
  }

  /** Where the hub is not as it should be, so far. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  async take(step: Step): Promise<void> {
    this.#steps.push(step);
    const expected = await this.model.take(step);
    const came = await this.hub.take(step);
    for (const kind of ['projects', 'copies'] as const) this.#introduceLast(kind);
    this.#hold(expected, came);
  }

  /** What was made last at either, by its place. */
  #introduceLast(kind: 'projects' | 'copies'): void {
    const [expected, came] = [this.model, this.hub].map(({ scene }) => scene[kind].at(-1));
    const name = `${kind === 'projects' ? 'project' : 'copy'} ${this.hub.scene[kind].length}`;
    if (expected !== undefined && came !== undefined) this.#names.introduce(name, expected, came);
  }

  /** Asks both again what they were asked before: what was true then may not be now. */
  async askAgain(): Promise<void> {
    const asked = this.#steps.filter(({ deed }) => ASKING.includes(deed.kind));
    const once = asked.filter((step, at) => asked.findIndex((other) => isSame(step, other)) === at);
    for (const step of once) await this.take(step);
  }

  /** Asks both for all that can be seen of what was made. */
  async observe(): Promise<void> {
    const { through } = this.#arena;
    const [before, beforeModel] = [this.hub.told.length, this.model.told.length];
    await this.model.observe(through);
    await this.hub.observe(through);
    const seen = new Map(this.hub.told.slice(before).map((told) => [told.name, told]));
    for (const expected of this.model.told.slice(beforeModel)) {
      const came = seen.get(expected.name);
      // One that is deleted at the one and not at the other is a difference already.
      if (came !== undefined) this.#hold(expected, came);
    }
  }

  /** What the model says of a project, as anybody in it sees it, without a trace in what is compared. */
  async askModel(project: number): Promise<JsonObject | undefined> {
    return rowIn(await this.#speaker.call(callFor({ kind: 'look', project }, this.#arena.through, this.model.scene)));
  }

  /** Deletes what was made at the hub, where it would run on for as long as the check does. */
  async end(): Promise<void> {
    const { context, through } = this.#arena;
    for (const [project] of this.hub.scene.projects.entries()) {
      await context.call(callFor({ kind: 'delete', project }, through, this.hub.scene));
    }
  }

  #hold(expected: Told, came: Told): void {
    const { exchange } = came;
    // What the model cannot say is no yardstick.
    if (expected.exchange.answer.outcome === 'garbled') return;
    const differences = differencesBetween(saidBy(expected), saidBy(came), this.#names);
    const until = this.hub.told.slice(0, this.hub.told.indexOf(came) + 1).map((told) => told.exchange);
    this.#findings.push(...differences.map((difference) => findingOf(came, difference, until)));
    this.#findings.push(...this.#violations(came, exchange, until));
  }

  #violations({ name }: Told, exchange: Exchange, exchanges: readonly Exchange[]): Finding[] {
    const contract = this.#arena.contractOf(operationOf(exchange.call));
    if (contract === undefined) return [];
    return againstContract(contract, exchange).map((finding) => ({
      ...finding,
      id: `${name}.contract.${finding.id}`,
      exchanges,
    }));
  }
}

function saidBy({ exchange, said }: Told) {
  return { outcome: exchange.answer.outcome, said };
}

function findingOf({ name }: Told, difference: SaidOtherwise, exchanges: readonly Exchange[]): Finding {
  const { kind, path, expected, came } = difference;
  return {
    id: `${name}.${path.replaceAll(/\s/g, '_')}`,
    expected: `${name}: ${path} to be ${expected}`,
    came: `${kind}: ${came}`,
    basis: 'the model, after the same calls',
    exchanges,
  };
}

function isSame(one: Step, other: Step): boolean {
  return isSameJson(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
