/** The same deeds at the hub and at a fresh model, and where the two come apart. */

import type { Generation } from '../../contracts/contract.ts';
import { isObject, isSameJson, type JsonObject } from '../../core/json.ts';
import { differencesBetween } from '../comparison/compare.ts';
import type { HubNames } from '../comparison/names.ts';
import { operationOf, SELF } from '../language/call.ts';
import { ASKING } from '../language/deeds.ts';
import type { Person } from '../language/person.ts';
import type { CaseContext, Finding } from './case.ts';
import { againstContract, type ContractOf, requireTime } from './judge.ts';
import { Rights } from './rights.ts';
import { type DeedStep, namesBetween, projectsOf, Side, stateIn, type Told } from './side.ts';

interface DuelOptions {
  readonly context: CaseContext;
  readonly contractOf: ContractOf;
  /** Who takes part besides `self`. */
  readonly others: readonly string[];
  /** The API that is asked what is there afterwards. */
  readonly through: Generation;
  /** People whom the hub has named already; they are not asked again. */
  readonly known?: Map<string, Person>;
}

export class Duel {
  readonly hub: Side;
  readonly model: Side;
  /** Where the hub is not as it should be, so far. */
  readonly findings: Finding[] = [];
  readonly steps: DeedStep[] = [];
  readonly #options: DuelOptions;
  readonly #names: HubNames;
  readonly #rights = new Rights();

  private constructor(options: DuelOptions, hub: Side, model: Side) {
    this.#options = options;
    this.hub = hub;
    this.model = model;
    this.#names = namesBetween(model, hub);
  }

  /** The same people meet at a model that nothing has happened on yet. @throws Error when the hub does not say who they are */
  static async between(options: DuelOptions): Promise<Duel> {
    const { context, others, through, known: people = new Map() } = options;
    const { run } = context;
    const madeUpId = (name: string) => context.madeUpId(name);
    const hub = new Side({ speaker: context, run, madeUpId, people });
    const everybody = [SELF, ...others];
    await meetAll(hub, everybody, through);
    const groups = everybody.map((name) => [name, hub.people.get(name)?.groups ?? []]);
    const model = new Side({ speaker: context.model(Object.fromEntries(groups)), run, madeUpId });
    await meetAll(model, everybody, through);
    return new Duel(options, hub, model);
  }

  async take(step: DeedStep): Promise<void> {
    this.steps.push(step);
    const before = this.hub.things.size;
    const expected = await this.model.take(step);
    const came = await this.#takeAtHub(step, expected);
    for (const [name, id] of [...this.hub.things].slice(before)) {
      this.#names.introduce(name, String(this.model.things.get(name)), String(id));
    }
    this.#hold(expected, came);
  }

  /** Where the answer may be an old one, the hub is asked until it gives the expected one, or can be old no more. */
  async #takeAtHub(step: DeedStep, expected: Told): Promise<Told> {
    const { deed, as = SELF } = step;
    const until = this.#rights.oldUntil(step);
    const isAsking = ASKING.includes(deed.kind);
    const isNo = ({ exchange }: Pick<Told, 'exchange'>) => exchange.answer.outcome === 'refusal';
    // What is done by an old right is not undone by asking again.
    for (const project_id of !isAsking && isNo(expected) && Date.now() < until ? projectsOf(deed) : []) {
      if (this.#options.context.flavour.generations.includes('conat'))
        await this.hub.ask({ deed: { kind: 'state', project_id }, as, through: 'conat' }, { counts: isNo, until });
      // Through v2 nothing asks by these rights and does no more.
      else await new Promise((resolve) => setTimeout(resolve, until - Date.now()));
    }
    const counts = (came: Pick<Told, 'exchange' | 'said'>) =>
      (!isAsking && !isNo(came)) ||
      this.#names.tentatively(() => this.#differences(expected, came).length === 0, never);
    const came = await this.hub.take(step, { counts, until });
    this.#rights.note(step);
    return came;
  }

  /** Asks both again what they were asked before: what was true then may not be now. */
  async askAgain(): Promise<void> {
    const asked = this.steps.filter(({ deed }) => ASKING.includes(deed.kind));
    const once = asked.filter((step, at) => asked.findIndex((other) => isSame(step, other)) === at);
    for (const step of once) await this.take(step);
  }

  /** Asks both for all that can be seen of what was made. */
  async observe(): Promise<void> {
    const { through } = this.#options;
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
  async askModel(project_id: string): Promise<JsonObject | undefined> {
    const said = await this.model.ask({ deed: { kind: 'look', project_id }, through: this.#options.through });
    return isObject(said) ? said : undefined;
  }

  /** Deletes what was made at the hub, where it would run on for as long as the check does. */
  async end(): Promise<void> {
    const { through } = this.#options;
    // Hubs stop what runs before it is deleted, which takes a while.
    await Promise.all(
      this.hub.made('project').map((project_id) => this.hub.ask({ deed: { kind: 'delete', project_id }, through })),
    );
  }

  #differences(expected: Told, came: Pick<Told, 'exchange' | 'said'>) {
    const { exchange, said = null } = came;
    const isOnItsWay =
      stateIn(expected.said) === 'running' &&
      ON_THE_WAY.includes(stateIn(said)) &&
      this.steps.some(({ deed }) => deed.kind === 'touch');
    const arrived = isObject(said) ? { ...said, state: 'running' } : 'running';
    const isTold = expected.exchange.answer.status !== undefined;
    return differencesBetween(
      saidBy(expected, isTold),
      saidBy(isOnItsWay ? { exchange, said: arrived } : came, isTold),
      this.#names,
      { unordered: !expected.ordered },
    );
  }

  #hold(expected: Told, came: Told): void {
    // If the model has no answer, there is nothing to compare with.
    if (expected.exchange.answer.outcome === 'garbled') return;
    requireTime(came.exchange, expected.exchange);
    const exchanges = this.hub.told.slice(0, this.hub.told.indexOf(came) + 1).map(({ exchange }) => exchange);
    const { name, exchange } = came;
    for (const { kind, path, expected: wanted, came: found } of this.#differences(expected, came)) {
      this.findings.push({
        id: `${name}.${path.replaceAll(/\s/g, '_')}`,
        expected: `${name}: ${path} to be ${wanted}`,
        came: `${kind}: ${found}`,
        basis: 'the model, after the same calls',
        exchanges,
      });
    }
    const contract = this.#options.contractOf(operationOf(exchange.call));
    const violations = contract === undefined ? [] : againstContract(contract, exchange);
    this.findings.push(...violations.map((one) => ({ ...one, id: `${name}.contract.${one.id}`, exchanges })));
  }
}

/** A project that is touched starts when the hub comes to it, and nobody is told when. */
const ON_THE_WAY = ['opened', 'starting'];

const never = () => false;

const saidBy = ({ exchange: { answer }, said }: Pick<Told, 'exchange' | 'said'>, withStatus: boolean) => ({
  ...{ outcome: answer.outcome, said },
  ...(withStatus && { status: answer.status ?? null }),
});

/** @throws Error when the hub does not say who somebody is */
async function meetAll(side: Side, names: readonly string[], through: Generation): Promise<void> {
  for (const name of names) {
    if ((await side.meet(name, through)) !== undefined) throw new Error(`the hub does not say who ${name} is`);
  }
}

function isSame(one: DeedStep, other: DeedStep): boolean {
  return isSameJson(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
