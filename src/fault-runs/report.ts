/** The result of all runs, as plain data, and in words for a terminal. */
import type { Json, JsonObject } from '../core/json.ts';
import type { Doing } from '../hub/faults/spec.ts';
import type { JournalEntry } from '../hub/journal/entry.ts';
import type { FaultsMode, PlannedFault } from './faults.ts';
import { type FaultVerdict, isGood, type Judgement, type LeftDifference, type RunEnd } from './verdict.ts';

export const EXIT_CODES = { fine: 0, findings: 1, nothingRan: 5 } as const;

/** One run with one fault. */
export interface FaultCase {
  /** As in `v1/create_project#1 fail_after reset`. */
  readonly name: string;
  readonly world: string;
  readonly operation: string;
  /** Of the calls of the operation, which one. */
  readonly nth: number;
  readonly account: string | null;
  readonly parameters: JsonObject;
  readonly fault: Doing;
  readonly verdict: FaultVerdict;
  readonly why: string;
  readonly ended: string;
  /** Where what it left is not what the run without faults left. */
  readonly left: readonly LeftDifference[];
  /** The calls of the run from the fault on, a line each. */
  readonly calls: readonly string[];
  /** What it printed last, of a run that did harm. */
  readonly output: string;
  readonly ms: number;
}

/** All of it: it is JSON, and holds no secret. */
export interface FaultReport {
  readonly report: 'cocalc-mock-hub faults';
  readonly version: 1;
  readonly tool: string;
  /** The command, or the test. */
  readonly title: string;
  readonly mode: FaultsMode;
  /** ISO time. */
  readonly started: string;
  readonly ms: number;
  /** Of the run without faults. */
  readonly calls: number;
  /** Places that two runs without faults leave differently, and that therefore count for nothing. */
  readonly unsteady: readonly string[];
  readonly cases: readonly FaultCase[];
  /** Faults that were not run, since there are too many, or it was interrupted. */
  readonly notRun: readonly string[];
  /** What the run without faults printed last, where it did not end well. */
  readonly output: string;
  readonly exit: { readonly code: number; readonly words: string };
}

const MOST_CALLS = 12;

export function reportedCase(fault: PlannedFault, run: RunEnd, { verdict, why, left }: Judgement): FaultCase {
  const { site, name } = fault;
  const { world, operation, nth, entry } = site;
  const harmless = isGood(verdict);
  return {
    ...{ name, world, operation, nth, account: entry.account, parameters: entry.parameters, fault: fault.do },
    ...{ verdict, why, ended: run.told, ms: Math.round(run.ms) },
    left: harmless ? [] : left,
    calls: harmless ? [] : callLines(run.worlds.get(world)?.entries ?? []),
    output: harmless ? '' : run.output,
  };
}

function callLines(entries: readonly JournalEntry[]): string[] {
  const at = Math.max(0, entries.findIndex(({ injected }) => injected !== null) - 2);
  const told = entries.slice(at, at + MOST_CALLS).map(({ seq, operation, kind, injected, refusal }) => {
    const how = refusal === null ? kind : `${kind} ${refusal.code}`;
    return `${seq} ${operation}: ${how}${injected === null ? '' : ` (${injected.do})`}`;
  });
  const more = entries.length - at - told.length;
  return more > 0 ? [...told, `… and ${more} more`] : told;
}

export function countsOf(cases: readonly FaultCase[]): [FaultVerdict, number][] {
  const count = (verdict: FaultVerdict) => cases.filter((one) => one.verdict === verdict).length;
  return FAULT_VERDICTS.map((verdict): [FaultVerdict, number] => [verdict, count(verdict)]).filter(([, n]) => n > 0);
}

export const FAULT_VERDICTS: readonly FaultVerdict[] = [
  ...(['duplicated', 'lost', 'leaked', 'hung', 'not fired', 'retried well', 'fine'] as const),
];

const MOST_SHOWN = 300;

/** One difference in words. */
export function leftText({ kind, place, expected, came }: LeftDifference): string {
  const shown = (value: Json | undefined) => {
    const text = value === undefined ? 'nothing' : JSON.stringify(value);
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  };
  if (kind === 'missing') return `${place}: missing: ${shown(expected)}`;
  if (expected === undefined) return `${place}: ${kind}: ${shown(came)}`;
  return `${place}: ${kind === 'more' ? 'more: ' : ''}${shown(came)} instead of ${shown(expected)}`;
}
