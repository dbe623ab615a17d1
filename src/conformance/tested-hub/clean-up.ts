/** Removing what a run made, in reverse order, from its ledger; as often as wanted. */

import { answerText, shortened } from '../language/answer.ts';
import { SELF } from '../language/call.ts';
import { speak, speaking } from '../language/words.ts';

import { collaboratorsIn } from './creations.ts';
import type { Flavour } from './flavour.ts';
import type { Entry, Ledger } from './ledger.ts';
import { bearsMark } from './mark.ts';
import type { TestedHub } from './tested-hub.ts';
import { census, type Found, isIdOf, type Thing, waysOf } from './things.ts';

export interface CleanUp {
  /** Entries that are done with: undone now, or before, or found to have come to nothing. */
  readonly undone: number;
  /** Entries that nothing can undo, as their makers knew. */
  readonly lasting: readonly string[];
  /** What is still there, or may be, and why. */
  readonly left: readonly string[];
}

/**
 * Undoes what the ledger has and is not undone; then looks for anything else that carries the mark of its run. Each thing is
 * looked at before: what does not carry the mark of the run is left alone.
 *
 * Never throws: what goes wrong is left, and is told.
 */
export async function cleanUp(
  hub: TestedHub,
  ledger: Pick<Ledger, 'entries' | 'undone'>,
  flavour: Flavour,
): Promise<CleanUp> {
  const left: string[] = [];
  const lasting: string[] = [];
  let undone = ledger.entries.filter(({ standing }) => standing === 'undone').length;
  for (const entry of [...ledger.entries].reverse().filter(({ standing }) => standing !== 'undone')) {
    const fault = await attempt(() => undo(hub, entry, flavour));
    if (fault === undefined) {
      ledger.undone(entry.entry);
      undone += 1;
    } else if (waysOf(entry.kind).undo === undefined || WITHDRAWN.test(fault)) {
      lasting.push(`${nameOf(entry)}: ${fault}`);
    } else left.push(`${nameOf(entry)}: ${fault}`);
  }
  if (ledger.entries.length > 0) left.push(...(await sweepMarked(hub, flavour, left)));
  return { undone, lasting, left };
}

/** In which a hub says that it has no such call for anybody: one revision of v1 does not delete accounts. */
const WITHDRAWN = /endpoint '\w+' is not part of the HTTP API/;

const nameOf = ({ kind, title, id }: Entry) => shortened(`${kind} ${id ?? ''} ${title}`.replace(/ +/g, ' '));

/** What kept it from being undone. */
async function undo(hub: TestedHub, entry: Entry, flavour: Flavour): Promise<string | undefined> {
  const { kind, standing } = entry;
  if (waysOf(kind).undo === undefined) return standing === 'refused' ? undefined : 'nothing can undo it';
  const faults: string[] = [];
  for (const thing of await thingsOf(hub, entry, flavour)) {
    const fault = await undoThing(hub, thing, entry, flavour);
    if (fault !== undefined) faults.push(fault);
  }
  // A refusal may have half done what it refused, so it is looked for like the rest; mostly there is nothing to undo.
  return standing === 'refused' || faults.length === 0 ? undefined : faults.join('; ');
}

/** What there may be of the entry; nothing if it was never made. */
async function thingsOf(hub: TestedHub, entry: Entry, flavour: Flavour): Promise<Thing[]> {
  const { kind, title, id, project_id } = entry;
  if (kind === 'collaborator') return collaboratorsIn(title);
  if (id !== undefined) return [thingOf(entry, id)];
  const ids = await asEither(hub, entry, async (as) => {
    const found = await waysOf(kind).find?.(hub.asked(flavour, as), title, project_id);
    return found === undefined || found.length === 0 ? undefined : found;
  });
  return (ids ?? []).map((one) => thingOf(entry, one));
}

function thingOf({ kind, project_id }: Pick<Entry, 'kind' | 'project_id'>, id: string): Thing {
  return { kind, id, ...(project_id !== undefined && { project_id }) };
}

/**
 * The result for the maker of the thing, or else for the account: some who can make a thing do not see it later, or may
 * not undo it.
 *
 * @throws what was thrown last where there is no result
 */
async function asEither<Value>(
  hub: TestedHub,
  { as }: Pick<Entry, 'as'>,
  work: (as: string) => Promise<Value | undefined>,
): Promise<Value | undefined> {
  let thrown: unknown;
  for (const one of new Set([hub.knows(as) ? as : SELF, SELF])) {
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
async function undoThing(hub: TestedHub, thing: Thing, by: Pick<Entry, 'as'>, flavour: Flavour) {
  const { kind, id, project_id } = thing;
  if (!isIdOf(kind, id)) return `${shortened(JSON.stringify(id))} is not an id of a ${kind}`;
  const { vanishes, look, undo: undoing } = waysOf(kind);
  let fault = vanishes ? undefined : 'the hub does not show it, so it was left alone';
  const done = await asEither(hub, by, async (as) => {
    const asked = hub.asked(flavour, as);
    const sight = await look(asked, thing);
    if (sight === undefined) return undefined;
    // The call that undoes it names its project too.
    const project = project_id === undefined ? undefined : ({ kind: 'project', id: project_id } as const);
    const around = project && (await waysOf('project').look(asked, project));
    fault = WITHOUT_MARK;
    if (![sight, ...(around ? [around] : [])].every(({ title }) => bearsMark(title, hub.run))) return undefined;
    fault = undefined;
    if (sight.gone || undoing === undefined) return true;
    hub.adopt(thing);
    if (project !== undefined && around !== undefined) hub.adopt(project);
    const deed = undoing(thing);
    const { answer } = await hub.call({ ...speak(deed, speaking(deed.kind, asked.api)), as });
    fault = answer.outcome === 'success' ? undefined : answerText(answer);
    return fault === undefined ? true : undefined;
  });
  return done ? undefined : fault;
}

const WITHOUT_MARK = 'what the hub shows under this id does not carry the mark of the run, so it was left alone';

/** Removes what is marked with the run and in no ledger, or is still there though it was undone. */
async function sweepMarked(hub: TestedHub, flavour: Flavour, told: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  const fault = await attempt(async () => {
    for (const found of await ofRun(hub, flavour)) {
      await attempt(() => undoThing(hub, found, { as: SELF }, flavour));
    }
    const still = (await ofRun(hub, flavour)).filter(({ id }) => !told.some((words) => words.includes(id)));
    left.push(...still.map(({ kind, id, title }) => `${kind} ${id} ${title}: is still there`));
    return undefined;
  });
  return fault === undefined ? left : [`nobody knows what else is left: ${fault}`];
}

async function ofRun(hub: TestedHub, flavour: Flavour): Promise<readonly Found[]> {
  const { marked } = await census(hub.asked(flavour));
  return marked.filter(({ title }) => bearsMark(title, hub.run));
}

/** What it says is wrong, or what it throws. */
async function attempt(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
