/** Removing what a run made, from its ledger: what no case needs any more, and in the end all of it; as often as wanted. */

import { answerText, shortened } from '../language/answer.ts';
import { SELF } from '../language/call.ts';
import { isSpoken, speak, speaking } from '../language/words.ts';

import { collaboratorsIn } from './creations.ts';
import type { Flavour } from './flavour.ts';
import type { Entry, Ledger } from './ledger.ts';
import { bearsMark } from './mark.ts';
import { countBy, type Numbers } from './numbers.ts';
import type { TestedHub } from './tested-hub.ts';
import { type Asked, census, type Found, isIdOf, type Sight, type Thing, waysOf } from './things.ts';

export interface CleanUp {
  /** Entries that are done with: undone now, or before, or found to have come to nothing. */
  readonly undone: number;
  /** What stays at the hub for good, by kind, and why. */
  readonly lasting: readonly string[];
  /** What is still there, or may be, and why. */
  readonly left: readonly string[];
  /** Kinds of these to their numbers. */
  readonly counts: Readonly<Record<'lasting' | 'left', Numbers>>;
}

/** One thing that is there when all is done. */
interface Rest {
  readonly kind: string;
  readonly words: string;
}

const rest = (kind: string, why: string): Rest => ({ kind, words: `${kind}: ${why}` });

type Book = Pick<Ledger, 'entries' | 'undone'>;

/** How often it is asked whether something is gone by now, and how long there is between two questions. */
const [MOST_LOOKS, PAUSE_MS] = [40, 500];

export class Cleaner {
  readonly #hub: TestedHub;
  readonly #ledger: Book;
  readonly #flavour: Flavour;
  /** Projects that were asked to stop, and when. */
  readonly #stopping = new Map<string, number>();
  /** Whether the hub stops projects when it is asked to. */
  #stops = true;
  /** Entries that could not be undone early. */
  readonly #stubborn = new Set<number>();
  /** Entries whose things were there. */
  readonly #seen = new Set<number>();
  /** What stays. */
  readonly #lasting: Rest[] = [];

  constructor(hub: TestedHub, ledger: Book, flavour: Flavour) {
    this.#hub = hub;
    this.#ledger = ledger;
    this.#flavour = flavour;
  }

  /** Removes projects that are not in use any more, and what belongs to them. Hubs have room for few that run. */
  async removeUnused(inUse: ReadonlySet<string>): Promise<void> {
    const isOver = (entry: Entry) => {
      const projects = projectsOf(entry);
      return projects.length > 0 && projects.every((id) => !inUse.has(id.toLowerCase()));
    };
    const entries = openEntries(this.#ledger).filter(({ standing }) => standing !== 'refused');
    for (const entry of entries.filter(isOver)) {
      if (this.#stubborn.has(entry.entry) || this.#isStopping(entry)) continue;
      const fault = await this.#undone(entry, false);
      if (fault !== undefined && !this.#isStopping(entry)) this.#stubborn.add(entry.entry);
    }
  }

  /**
   * Undoes what the ledger has and is not undone; then looks for anything else that carries the mark of its run. Each
   * thing is looked at before: what does not carry the mark of the run is left alone.
   *
   * Never throws: what goes wrong is left, and is told.
   */
  async finish(onEntry: (done: number, all: number) => void = () => {}): Promise<CleanUp> {
    const left: Rest[] = [];
    const open = openEntries(this.#ledger);
    for (const [at, entry] of open.entries()) {
      onEntry(at, open.length);
      this.#hub.renew();
      const fault = await this.#undone(entry, true);
      if (fault === undefined) continue;
      if (waysOf(entry.kind).undo === undefined || WITHDRAWN.test(fault)) this.#lasting.push(rest(entry.kind, fault));
      else left.push({ kind: entry.kind, words: `${nameOf(entry)}: ${fault}` });
    }
    if (open.length > 0) onEntry(open.length, open.length);
    const { entries } = this.#ledger;
    if (entries.length > 0) left.push(...(await this.#sweepMarked(left.map(({ words }) => words))));
    for (const entry of entriesOfThings(entries)) {
      const { remains } = waysOf(entry.kind);
      const wasMade = entry.id !== undefined || entry.seen === true;
      if (entry.standing === 'undone' && wasMade && remains !== undefined)
        this.#lasting.push(rest(entry.kind, remains));
    }
    const lasting = Object.entries(countBy(this.#lasting.map(({ words }) => words)));
    return {
      undone: entries.filter(({ standing }) => standing === 'undone').length,
      lasting: lasting.sort().map(([words, count]) => `${count} × ${words}`),
      left: left.map(({ words }) => words),
      counts: {
        lasting: countBy(this.#lasting.map(({ kind }) => kind)),
        left: countBy(left.map(({ kind }) => kind)),
      },
    };
  }

  /** A while after it was asked to stop it is worth a look again. */
  #isStopping({ id = '' }: Entry): boolean {
    return Date.now() - (this.#stopping.get(id) ?? 0) < STOPPING_MS;
  }

  /** What kept it from being undone. @param waits for what takes its time */
  async #undone(entry: Entry, waits: boolean): Promise<string | undefined> {
    const fault = await attempt(() => this.#undo(entry, waits));
    if (fault === undefined) this.#ledger.undone(entry.entry, this.#seen.has(entry.entry));
    return fault;
  }

  async #undo(entry: Entry, waits: boolean): Promise<string | undefined> {
    const { kind, standing } = entry;
    if (waysOf(kind).undo === undefined) return standing === 'refused' ? undefined : 'nothing can undo it';
    const faults: string[] = [];
    for (const thing of await this.#thingsOf(entry)) {
      const fault = await this.#undoThing(thing, entry, waits);
      if (fault !== undefined) faults.push(fault);
    }
    // A refusal may have half done what it refused, so it is looked for like the rest; mostly there is nothing to undo.
    return standing === 'refused' || faults.length === 0 ? undefined : faults.join('; ');
  }

  /** What there may be of the entry; nothing if it was never made. */
  async #thingsOf(entry: Entry): Promise<Thing[]> {
    const { kind, title, id, project_id } = entry;
    if (kind === 'collaborator') return collaboratorsIn(title);
    if (id !== undefined) return [thingOf(entry, id)];
    const ids = await this.#asEither(entry, async (as) => {
      const found = await waysOf(kind).find?.(this.#hub.asked(this.#flavour, as), title, project_id);
      return found === undefined || found.length === 0 ? undefined : found;
    });
    return (ids ?? []).map((one) => thingOf(entry, one));
  }

  /**
   * The result for the maker of the thing, or else for the account: some who can make a thing do not see it later, or may
   * not undo it, and keys that the run was given are gone with it.
   *
   * @throws what was thrown last where there is no result
   */
  async #asEither<Value>(
    { as }: Pick<Entry, 'as'>,
    work: (as: string) => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    let thrown: unknown;
    for (const one of new Set([this.#hub.knows(as) ? as : SELF, SELF])) {
      try {
        const value = await work(one);
        if (value !== undefined) return value;
        thrown = undefined;
      } catch (fault) {
        thrown = fault;
      }
    }
    if (thrown !== undefined) throw thrown;
    return undefined;
  }

  /** What kept it from being undone. */
  async #undoThing(
    thing: Thing,
    by: Pick<Entry, 'as'> & { readonly entry?: number },
    waits: boolean,
  ): Promise<string | undefined> {
    const { kind, id, project_id } = thing;
    if (!isIdOf(kind, id)) return `${shortened(JSON.stringify(id))} is not an id of a ${kind}`;
    const { vanishes, look, undo: undoing } = waysOf(kind);
    let fault = vanishes ? undefined : 'the hub does not show it, so it was left alone';
    const done = await this.#asEither(by, async (as) => {
      const asked = this.#hub.asked(this.#flavour, as);
      const sight = await look(asked, thing);
      if (sight === undefined) return undefined;
      // The call that undoes it names its project too.
      const project = project_id === undefined ? undefined : ({ kind: 'project', id: project_id } as const);
      const around = project && (await waysOf('project').look(asked, project));
      fault = WITHOUT_MARK;
      if (![sight, ...(around ? [around] : [])].every(({ title }) => bearsMark(title, this.#hub.run))) return undefined;
      fault = undefined;
      if (by.entry !== undefined) this.#seen.add(by.entry);
      if (undoing === undefined || (sight.gone && !sight.runs)) return true;
      this.#hub.adopt(thing);
      if (project !== undefined && around !== undefined) this.#hub.adopt(project);
      if (sight.runs) fault = await this.#stopped(asked, thing, sight, waits);
      if (fault !== undefined) return undefined;
      if (sight.gone) return true;
      const deed = undoing(thing);
      const { generations } = this.#flavour;
      const through = speaking(deed.kind, asked.api, generations);
      if (!generations.includes(through)) throw new Error(`${NO_CALL} ${through}, which the hub does not serve`);
      const { answer } = await this.#hub.call({ ...speak(deed, through), as });
      if (answer.outcome === 'success') return true;
      fault = answerText(answer);
      // What was late may be done by now, or before long; a proxy may have said so in place of the hub.
      const isLate = answer.outcome === 'timed_out' || Number(answer.status) >= 500;
      const isGone = async () => (await look(asked, thing))?.gone ?? vanishes ?? false;
      if (isLate && waits && (await this.#comes(isGone))) fault = undefined;
      return fault === undefined ? true : undefined;
    });
    return done ? undefined : fault;
  }

  /** Why the project runs on. What deletes it by v1 only marks it, so it has to be stopped before. */
  async #stopped(
    asked: Asked,
    { id: project_id }: Thing,
    { gone }: Sight,
    waits: boolean,
  ): Promise<string | undefined> {
    const { api } = asked;
    if (api !== 'v1' && !gone) return undefined;
    if (!this.#stopping.has(project_id)) {
      const action_request = { action: 'stop', time: new Date().toISOString() };
      const query = { projects: { project_id, action_request } };
      await this.#hub.call(speak(isSpoken('stop', api) ? { kind: 'stop', project_id } : { kind: 'query', query }, api));
      this.#stopping.set(project_id, Date.now());
    }
    const thing = { kind: 'project', id: project_id } as const;
    const stops = async () => (await waysOf('project').look(asked, thing))?.runs !== true;
    if (!waits) return (await stops()) ? undefined : 'it is about to stop';
    // What does not stop is deleted all the same. Where one did not, the others are not waited for.
    const isStopped = this.#stops ? await this.#comes(stops) : await stops();
    this.#stops &&= isStopped;
    if (!isStopped) this.#lasting.push(rest('project', 'runs on though it is deleted'));
    return undefined;
  }

  /** Whether it comes to be so before long. */
  async #comes(isSo: () => Promise<boolean>): Promise<boolean> {
    for (let left = MOST_LOOKS; left > 0; left -= 1) {
      if (await isSo()) return true;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return false;
  }

  /** Removes what is marked with the run and in no ledger, or is still there though it was undone. */
  async #sweepMarked(told: readonly string[]): Promise<Rest[]> {
    const left: Rest[] = [];
    const fault = await attempt(async () => {
      this.#hub.renew();
      for (const found of await this.#ofRun()) {
        this.#hub.renew();
        await attempt(() => this.#undoThing(found, { as: SELF }, true));
      }
      this.#hub.renew();
      const still = (await this.#ofRun()).filter(({ id }) => !told.some((words) => words.includes(id)));
      left.push(...still.map(({ kind, id, title }) => ({ kind, words: `${kind} ${id} ${title}: is still there` })));
      return undefined;
    });
    return fault === undefined ? left : [{ kind: 'unknown', words: `nobody knows what else is left: ${fault}` }];
  }

  async #ofRun(): Promise<readonly Found[]> {
    const { marked } = await census(this.#hub.asked(this.#flavour));
    return marked.filter(({ title }) => bearsMark(title, this.#hub.run));
  }
}

/** How long a project may take to stop before it is looked at again. */
const STOPPING_MS = 10_000;

/** In which a hub says that it has no such call for anybody: one revision of v1 does not delete accounts. */
const WITHDRAWN = /endpoint '\w+' is not part of the HTTP API|^it is undone by calls of /;

const NO_CALL = 'it is undone by calls of';

const WITHOUT_MARK = 'what the hub shows under this id does not carry the mark of the run, so it was left alone';

/** What was made last comes first. */
const openEntries = ({ entries }: Book): Entry[] =>
  [...entries].reverse().filter(({ standing }) => standing !== 'undone');

const nameOf = ({ kind, title, id }: Entry) => shortened(`${kind} ${id ?? ''} ${title}`.replace(/ +/g, ' '));

/** One entry for each thing: a path is made public as often as somebody says so, and is one all the same. */
function entriesOfThings(entries: readonly Entry[]): Entry[] {
  const byThing = new Map<string, Entry>();
  for (const entry of entries) {
    const { kind, title, id, project_id } = entry;
    const thing = JSON.stringify(id ?? (project_id === undefined ? entry.entry : [kind, project_id, title]));
    if (byThing.get(thing)?.seen !== true) byThing.set(thing, entry);
  }
  return [...byThing.values()];
}

/** Projects that are gone with it, or that it is gone with. */
function projectsOf({ kind, title, id, project_id }: Entry): string[] {
  if (kind === 'collaborator') return collaboratorsIn(title).map((one) => one.project_id ?? '');
  const project = kind === 'project' ? id : project_id;
  return project === undefined ? [] : [project];
}

function thingOf({ kind, project_id }: Pick<Entry, 'kind' | 'project_id'>, id: string): Thing {
  return { kind, id, ...(project_id !== undefined && { project_id }) };
}

/** What it says is wrong, or what it throws. */
async function attempt(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
