/** Removing what a run made, in reverse order, from its ledger; as often as wanted. */
import { census, type Found, keys } from './census.ts';
import { deleteKey, deleteProject, needsId, type Undo, withId } from './creations.ts';
import { answerText, SELF } from './exchange.ts';
import type { Flavour } from './flavour.ts';
import type { Entry, Ledger } from './ledger.ts';
import { firstArgument } from './operations.ts';
import type { TestedHub } from './tested-hub.ts';

export interface CleanUp {
  /** Entries that are done with: undone now, or before, or found to have come to nothing. */
  readonly undone: number;
  /** Entries that nothing can undo, as their makers knew. */
  readonly lasting: readonly string[];
  /** What is still there, or may be, and why. */
  readonly left: readonly string[];
}

/**
 * Undoes what the ledger has and is not undone; then looks for whatever else carries the mark of its run.
 *
 * Never throws: what goes wrong is left, and is told.
 */
export async function cleanUp(hub: TestedHub, ledger: Ledger, flavour: Flavour): Promise<CleanUp> {
  const left: string[] = [];
  const lasting: string[] = [];
  let undone = ledger.entries.filter(({ standing }) => standing === 'undone').length;
  for (const entry of [...ledger.entries].reverse().filter(({ standing }) => standing !== 'undone')) {
    const fault = await attempt(() => undo(hub, entry, flavour));
    if (fault === undefined) {
      ledger.undone(entry.entry);
      undone += 1;
    } else if (entry.undo.length === 0 || WITHDRAWN.test(fault)) lasting.push(`${nameOf(entry)}: ${fault}`);
    else left.push(`${nameOf(entry)}: ${fault}`);
  }
  if (ledger.entries.length > 0) left.push(...(await sweepMarked(hub, flavour)));
  return { undone, lasting, left };
}

/** In which a hub says that it has no such call for anybody: one revision of v1 does not delete accounts. */
const WITHDRAWN = /endpoint '\w+' is not part of the HTTP API/;

const nameOf = ({ kind, title, id }: Entry) => `${kind} ${id ?? ''} ${title}`.replace(/ +/g, ' ');

/** What kept it from being undone. */
async function undo(hub: TestedHub, entry: Entry, flavour: Flavour): Promise<string | undefined> {
  if (entry.undo.length === 0) return entry.standing === 'refused' ? undefined : 'nothing can undo it';
  // A refusal may have half done what it refused, so it is looked for like the rest.
  for (const call of await callsFor(hub, entry, flavour)) {
    const fault = await sendAsEither(hub, call, entry.as);
    if (fault !== undefined && entry.standing !== 'refused') return fault;
  }
  return undefined;
}

/** The calls that undo it; none where it never came to be. */
async function callsFor(hub: TestedHub, entry: Entry, flavour: Flavour): Promise<Undo[]> {
  vouch(hub, entry.undo);
  if (!needsId(entry.undo)) return [...entry.undo];
  const ids = entry.id === undefined ? await idsByTitle(hub, entry, flavour) : [entry.id];
  if (entry.kind === 'project') for (const id of ids) hub.vouchFor(id);
  return ids.flatMap((id) => entry.undo.map((call) => withId(call, id)));
}

/** The ledger says that these projects were of the run. */
function vouch(hub: TestedHub, undo: readonly Undo[]): void {
  for (const [, project_id = ''] of JSON.stringify(undo).matchAll(/"project_id":"([^"]+)"/g)) hub.vouchFor(project_id);
}

async function idsByTitle(hub: TestedHub, entry: Entry, flavour: Flavour): Promise<string[]> {
  const { kind, title, undo } = entry;
  const { project_id } = firstArgument(undo[0] as Undo);
  const found =
    kind === 'key' && project_id !== undefined ? await keys(hub, { project_id }) : await census(hub, flavour);
  return found.filter((one) => one.kind === kind && one.title === title).map(({ id }) => id);
}

/** Removes what is marked with the run and in no ledger, or is still there though it was undone. */
async function sweepMarked(hub: TestedHub, flavour: Flavour): Promise<string[]> {
  const left: string[] = [];
  const fault = await attempt(async () => {
    for (const found of await ofRun(hub, flavour)) await send(hub, removal(hub, found, flavour), SELF);
    left.push(...(await ofRun(hub, flavour)).map(({ kind, id, title }) => `${kind} ${id} ${title}: is still there`));
    return undefined;
  });
  return fault === undefined ? left : [`nobody knows what is left: ${fault}`];
}

async function ofRun(hub: TestedHub, flavour: Flavour): Promise<Found[]> {
  return (await census(hub, flavour)).filter(({ title }) => title.includes(hub.run));
}

function removal(hub: TestedHub, { kind, id }: Found, { generations }: Flavour): Undo {
  if (kind === 'key') return withId(deleteKey('{id}'), id);
  hub.vouchFor(id);
  return deleteProject(generations.includes('conat') ? 'conat/hub' : 'v1', id);
}

async function send(hub: TestedHub, call: Undo, as: string): Promise<string | undefined> {
  const { answer } = await hub.call({ ...call, as });
  return answer.outcome === 'success' ? undefined : answerText(answer);
}

/** Whoever could make it need not be let to undo it, where the project is not theirs. */
async function sendAsEither(hub: TestedHub, call: Undo, as: string): Promise<string | undefined> {
  const fault = await send(hub, call, as);
  if (fault === undefined || as === SELF) return fault;
  return (await send(hub, call, SELF)) === undefined ? undefined : fault;
}

/** What it says is wrong, or what it throws. */
async function attempt(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
