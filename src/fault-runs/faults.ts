/** The calls of a run, and the faults that fit each. */
import { readyContract } from '../contracts/ready.ts';
import { isSameJson } from '../core/json.ts';
import { findProject } from '../core/projects/projects.ts';
import type { ChangedRow, HubState } from '../core/state.ts';
import { tableOf } from '../core/state.ts';
import { endpointNames, hasRoute } from '../hub/dispatch/index.ts';
import { layerOf } from '../hub/faults/refusing.ts';
import type { Doing, FaultSpec, Refusing } from '../hub/faults/spec.ts';
import { type JournalEntry, sourceOf } from '../hub/journal/entry.ts';
import { isNothing, type Left, leftBehind } from './left.ts';

/** A call of the run without faults: the n-th one of its operation in its world. */
export interface CallSite {
  readonly world: string;
  readonly operation: string;
  readonly nth: number;
  readonly entry: JournalEntry;
}

/** A fault that one run meets. */
export interface PlannedFault {
  readonly site: CallSite;
  readonly do: Doing;
  /** As in `fail_after reset`. */
  readonly words: string;
  /** As in `v1/create_project#1 fail_after reset`. */
  readonly name: string;
}

/** The fault as a hub arms it. */
export function specOf({ site: { operation, nth }, do: doing }: PlannedFault): FaultSpec {
  return { operation, calls: [nth], do: doing };
}

export type FaultsMode = 'all' | 'quick';

/** The calls, in their order. Those of operations that there are not, or that are not simulated, are left out. */
export function sitesOf(world: string, entries: readonly JournalEntry[]): CallSite[] {
  const counts = new Map<string, number>();
  const known = new Set(endpointNames());
  return entries
    .filter(({ kind, call, operation }) => SIMULATED.includes(kind) && hasRoute(call) && known.has(operation))
    .map((entry) => {
      const { operation } = entry;
      const nth = (counts.get(operation) ?? 0) + 1;
      counts.set(operation, nth);
      return { world, operation, nth, entry };
    });
}

const SIMULATED: readonly JournalEntry['kind'][] = ['success', 'refusal', 'rejection'];

/** All faults for the calls of one world; `quick`: of each operation and caller one call, of each kind of fault one. */
export async function faultsFor(
  sites: readonly CallSite[],
  { mode, clockRuns }: { readonly mode: FaultsMode; readonly clockRuns: boolean },
): Promise<PlannedFault[]> {
  const seen = new Set<string>();
  const planned: PlannedFault[] = [];
  let rightsChanged = false;
  for (const site of sites) {
    const { operation, nth, entry } = site;
    const kind = `${operation} ${entry.account_id}`;
    if (mode === 'all' || !seen.has(kind)) {
      const facts = { ...(await factsOf(entry)), clockRuns, rightsChanged };
      const fitting = mode === 'all' ? fittingFaults(facts) : quickFaults(facts);
      for (const one of fitting) {
        const words = faultWords(one);
        planned.push({ site, do: one, words, name: `${operation}#${nth} ${words}` });
      }
    }
    seen.add(kind);
    rightsChanged ||= changesRights(entry);
  }
  return planned;
}

interface SiteFacts {
  /** What the call changed, but for what hubs write down by themselves. */
  readonly left: Left | undefined;
  /** A command or a cell ran for it. */
  readonly ranCode: boolean;
  readonly refusal: Refusing | undefined;
  /** Whether time goes on by itself: where it stands still, nothing that takes time would end. */
  readonly clockRuns: boolean;
  /** Whether a call before has changed keys or who is in a project. */
  readonly rightsChanged: boolean;
}

async function factsOf(entry: JournalEntry): Promise<Pick<SiteFacts, 'left' | 'ranCode' | 'refusal'>> {
  const { before, after, wentOutside = false } = sourceOf(entry)?.note ?? {};
  const left = before === undefined || after === undefined ? undefined : leftBehind(before, after);
  return {
    left: left === undefined || isNothing(left) ? undefined : left,
    ranCode: wentOutside,
    refusal: await someRefusal(entry.operation),
  };
}

const [DELAY_MS, DOWNTIME_MS, RETRY_AFTER_S, STALE_S] = [300, 500, 1, 30];

function fittingFaults({ left, ranCode, refusal, clockRuns, rightsChanged }: SiteFacts): Doing[] {
  const half = left === undefined || refusal === undefined ? undefined : halfOf(left, refusal);
  return [
    ...(refusal === undefined ? [] : [{ refuse: refusal }]),
    ...FAILINGS.map((failing) => ({ fail_before: failing })),
    // Where nothing has changed, failing after the call is the same as failing before it.
    ...(left === undefined ? [] : FAILINGS.map((failing) => ({ fail_after: failing }))),
    ...(left !== undefined && !ranCode && isIdempotent(left) ? [{ twice: true } as const] : []),
    ...(half === undefined ? [] : [half]),
    { cut_body: true },
    { too_many: RETRY_AFTER_S },
    ...(clockRuns ? [{ delay: DELAY_MS }, { slow_body: DELAY_MS }] : []),
    ...(rightsChanged ? [{ stale: STALE_S }] : []),
    { hub_restart: { downtime_ms: clockRuns ? DOWNTIME_MS : 0 } },
  ];
}

const FAILINGS = [503, 'html', 'reset', 'hang'] as const;

/** One fault for each thing that can go wrong: refused, not made, made and lost, answered half. */
function quickFaults(facts: SiteFacts): Doing[] {
  const { refusal, left } = facts;
  return [
    ...(refusal === undefined ? [] : [{ refuse: refusal }]),
    { fail_before: 503 },
    left === undefined ? { fail_before: 'reset' } : { fail_after: 'reset' },
    { cut_body: true },
  ];
}

/** Whoever makes a new thing twice has two, and no client can help it: that is no fault to try. */
const isIdempotent = ({ added }: Left): boolean => added.size === 0;

function halfOf({ added, changed }: Left, refuse: Refusing): Doing | undefined {
  const rows = [...[...added.values()].flat().map(({ row }) => row), ...changed.values()];
  const files = rows.flatMap(({ files = {} }) => Object.values(files as object)).filter((one) => one !== '<folder>');
  if (files.length > 1) return { half: { files: 1, refuse } };
  const [only] = files;
  const length = typeof only === 'string' ? only.length : JSON.stringify(only ?? '').length;
  return only !== undefined && length > 1 ? { half: { bytes: Math.floor(length / 2), refuse } } : undefined;
}

/** As reports say it. */
function faultWords(doing: Doing): string {
  const [[name, given] = ['', null]] = Object.entries(doing) as [string, unknown][];
  if (given === true) return name;
  if (name === 'refuse' || name === 'half') return name;
  return `${name} ${typeof given === 'object' ? Object.values(given as object).join(' ') : given}`;
}

/**
 * One of the operation, since a hub tells these with the status 200; else one that any call may meet. None that says how things
 * are, as that something is there already: a client may rightly believe it.
 */
async function someRefusal(operation: string): Promise<Refusing | undefined> {
  const { rejections = [], refusals = [] } = (await readyContract(operation)) ?? {};
  for (const words of [...refusals, ...rejections]) {
    if (/already|exist|no such|not found|unknown|taken|only/i.test(JSON.stringify(words))) continue;
    const refusing = { words };
    // What is no more than a placeholder says nothing; what needs names that the call does not tell cannot be said.
    const layer = await layerOf(refusing, operation).catch(() => undefined);
    if (layer !== undefined) return refusing;
  }
  return undefined;
}

function changesRights(entry: JournalEntry): boolean {
  const { before, after } = sourceOf(entry)?.note ?? {};
  return before !== undefined && after !== undefined && entry.changed.some((row) => isOfRights(row, before, after));
}

function isOfRights([table, key]: ChangedRow, before: HubState, after: HubState): boolean {
  if (table === 'apiKeys') return true;
  if (table === 'accounts') {
    const [one, other] = [before, after].map((state) => tableOf(state, table).get(key) as { api_key?: string });
    return one?.api_key !== other?.api_key;
  }
  if (table !== 'projects') return false;
  const [one, other] = [before, after].map((state) => findProject(state, String(key))?.users);
  return one !== other && !isSameJson((one ?? null) as never, (other ?? null) as never);
}
