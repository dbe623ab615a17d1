/** The same cases at two hubs, and where they differ. It is about differences, not about verdicts. */
import type { Contracts } from '../../contracts/derive.ts';
import type { Redactor } from '../../core/redact.ts';
import type { ApiExchange } from '../language/answer.ts';
import { SELF } from '../language/call.ts';
import { type Person, personIn } from '../language/person.ts';
import type { Case } from '../suites/case.ts';
import { caseName } from '../suites/case.ts';
import { lazyContracts } from '../suites/judge.ts';
import { creationOf } from '../tested-hub/creations.ts';
import { redacted } from '../tested-hub/redacted.ts';
import { allowanceOf, type CheckRun, checkHub } from './check.ts';
import { rowsIn } from './drift-content.ts';
import { compareTalks, type Departure, type DriftSide, isRun, type Talk } from './drift-departures.ts';
import { EXIT } from './exit-code.ts';
import type { Report, ReportedCase } from './report.ts';

export interface DriftTarget {
  /** What it is called in the report, the same for the same target. */
  readonly name: string;
  readonly check: CheckRun;
}

export interface DriftOptions {
  readonly a: DriftTarget;
  readonly b: DriftTarget;
  readonly contracts: Contracts;
  readonly secrets: Redactor;
}

/** The result of a drift, without anything of one run only: the same for the same answers. */
export interface Drift {
  readonly drift: 'cocalc-mock-hub';
  readonly version: 1;
  readonly a: string;
  readonly b: string;
  readonly exit: { readonly code: number; readonly words: string };
  /** Cases that were run at both. */
  readonly cases: number;
  /** Differences in what the hubs hold: people's names, rows that no run has made. */
  readonly content: number;
  /** In the order of the cases, and of the calls of each. */
  readonly departures: readonly Departure[];
}

export interface Drifted {
  readonly drift: Drift;
  /** Of the checks at A and B. */
  readonly reports: readonly [Report, Report];
}

/** Runs all that both may be sent, at A and at B at the same time, each with its own budget, ledger, clean-up and census. */
export async function compareHubs({ a, b, contracts, secrets }: DriftOptions): Promise<Drifted> {
  const may = [a, b].map((target) => allowanceOf(target.check) ?? 'reads');
  const isCommon = ({ mutating, lasting }: Case) =>
    (!mutating || !may.includes('reads')) && (!lasting || may.every((one) => one === 'lasts'));
  const sideOf = async ({ check: options }: DriftTarget): Promise<DriftSide & { report: Report }> => {
    const talks = new Map<string, Talk>();
    const kept = { talks, people: new Map<string, Person>(), madeUp: new Set<string>() };
    const cases = options.cases.filter(isCommon).map((one) => recorded(one, kept));
    const report = await checkHub({ ...options, cases });
    for (const { exchanges } of talks.values()) exchanges.splice(0, exchanges.length, ...redacted(exchanges, secrets));
    const exchanges = [...talks.values()].flatMap((talk) => talk.exchanges);
    const ofRun = new Set([...kept.madeUp, ...madeIn(exchanges)]);
    return { report, talks, people: peopleIn(exchanges, kept.people), ofRun, rows: rowsIn(exchanges) };
  };
  const [one, other] = await Promise.all([sideOf(a), sideOf(b)]);
  const pairs = one.report.cases.map((of, at): [ReportedCase, ReportedCase | undefined] => [
    of,
    other.report.cases[at],
  ]);
  const both = pairs.filter((pair): pair is [ReportedCase, ReportedCase] => pair[1] !== undefined);
  const contractOf = lazyContracts(contracts);
  const compared = both.map((pair) => compareTalks(pair, [one, other], contractOf));
  const departures = compared.flatMap((of) => of.departures);
  const cases = both.filter((pair) => pair.every(isRun)).length;
  const atOne = both.filter((pair) => pair.some(isRun) && !pair.every(isRun)).length;
  const content = compared.reduce((sum, of) => sum + of.content, 0);
  const exit = exitOf([one.report, other.report], { departures: departures.length, cases, content, atOne });
  const names = { a: a.name, b: b.name };
  const drift = { drift: 'cocalc-mock-hub', version: 1, ...names, exit, cases, content, departures } as const;
  return { drift, reports: [one.report, other.report] };
}

/** Who calls, as far as the hub has said so, besides those who are known. */
function peopleIn(exchanges: readonly ApiExchange[], known: ReadonlyMap<string, Person>): Map<string, Person> {
  const asked = exchanges.flatMap((exchange) => {
    const { account_id, ...others } = personIn(exchange) ?? {};
    return account_id === undefined ? [] : [[exchange.call.as ?? SELF, { account_id, ...others } as Person] as const];
  });
  return new Map([...asked, ...known]);
}

/** Ids of what calls have made. */
function madeIn(exchanges: readonly ApiExchange[]): string[] {
  return exchanges.flatMap(({ call, answer }) =>
    answer.outcome === 'success' ? (creationOf(call)?.told(answer.value).id ?? []) : [],
  );
}

interface Kept {
  /** By the names of cases. */
  readonly talks: Map<string, Talk>;
  /** Who calls. */
  readonly people: Map<string, Person>;
  readonly madeUp: Set<string>;
}

/** The case, with what is said in it kept. */
function recorded(one: Case, { talks, people, madeUp }: Kept): Case {
  return {
    ...one,
    run(context) {
      people.set(SELF, context.account);
      const exchanges: Talk['exchanges'] = [];
      talks.set(caseName(one), { exchanges });
      return one.run({
        ...context,
        async call(call) {
          const exchange = await context.call(call);
          exchanges.push(exchange);
          return exchange;
        },
        madeUpId(name) {
          const id = context.madeUpId(name);
          madeUp.add(id);
          return id;
        },
        heard(exchange) {
          context.heard(exchange);
          exchanges.push(exchange);
        },
      });
    },
  };
}

/** What went wrong at one of the hubs counts before what is different; findings are no fault here. */
function exitOf(
  reports: readonly Report[],
  { departures, cases, content, atOne }: Record<'departures' | 'cases' | 'content' | 'atOne', number>,
): Drift['exit'] {
  const exits = reports.map(({ exit }) => exit);
  const worst = [EXIT.left, EXIT.noHub, EXIT.usage].flatMap((code) => exits.find((exit) => exit.code === code) ?? []);
  const [first] = [...worst, ...exits.filter(({ code }) => code > EXIT.nothingRan)];
  if (first !== undefined) return first;
  const [dry] = reports.filter(({ plan, cases: run }) => plan.suites.length > 0 && run.length === 0);
  if (dry !== undefined) return dry.exit;
  const also = [
    ...(content === 0 ? [] : [`; ${content} differences in what the hubs hold`]),
    ...(atOne === 0 ? [] : [`; ${atOne} cases ran at one of them only`]),
  ].join('');
  if (departures > 0) return { code: EXIT.findings, words: `${departures} departures in ${cases} cases${also}` };
  if (cases === 0) return { code: EXIT.nothingRan, words: 'nothing ran' };
  return { code: EXIT.conforms, words: `no drift in ${cases} cases${also}` };
}
