/** The same cases at two hubs, and where they differ. It is about differences, not about verdicts. */
import type { Contracts } from '../../contracts/derive.ts';
import type { Redactor } from '../../core/redact.ts';
import type { Case } from '../suites/case.ts';
import { caseName } from '../suites/case.ts';
import { lazyContracts } from '../suites/judge.ts';
import { redacted } from '../tested-hub/redacted.ts';
import { allowanceOf, type CheckRun, checkHub } from './check.ts';
import { compareTalks, type Departure, type DriftSide, type Talk } from './drift-departures.ts';
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
  /** In the order of the cases, and of the calls of each. */
  readonly departures: readonly Departure[];
}

export interface Drifted {
  readonly drift: Drift;
  /** Of the checks at A and B. */
  readonly reports: readonly [Report, Report];
}

/** Runs all that both may be sent, first at A, then at B, each with its own budget, ledger, clean-up and census. */
export async function compareHubs({ a, b, contracts, secrets }: DriftOptions): Promise<Drifted> {
  const may = [a, b].map((target) => allowanceOf(target.check) ?? 'reads');
  const isCommon = ({ mutating, lasting }: Case) =>
    (!mutating || !may.includes('reads')) && (!lasting || may.every((one) => one === 'lasts'));
  const sideOf = async ({ check: options }: DriftTarget): Promise<DriftSide & { report: Report }> => {
    const talks = new Map<string, Talk>();
    const cases = options.cases.filter(isCommon).map((one) => recorded(one, talks));
    const report = await checkHub({ ...options, cases });
    for (const { exchanges } of talks.values()) exchanges.splice(0, exchanges.length, ...redacted(exchanges, secrets));
    return { report, talks, account_id: report.target.account_id };
  };
  const [one, other] = [await sideOf(a), await sideOf(b)];
  const pairs = one.report.cases.map((of, at): [ReportedCase, ReportedCase | undefined] => [
    of,
    other.report.cases[at],
  ]);
  const both = pairs.filter((pair): pair is [ReportedCase, ReportedCase] => pair[1] !== undefined);
  const contractOf = lazyContracts(contracts);
  const departures = both.flatMap((pair) => compareTalks(pair, [one, other], contractOf));
  const cases = both.filter((pair) =>
    pair.every(({ verdict }) => verdict !== 'skipped' && verdict !== 'not run'),
  ).length;
  const exit = exitOf([one.report, other.report], departures.length, cases);
  const found = { drift: 'cocalc-mock-hub', version: 1, a: a.name, b: b.name, exit, cases, departures } as const;
  return { drift: found, reports: [one.report, other.report] };
}

/** The case, with what is said in it kept. */
function recorded(one: Case, talks: Map<string, Talk>): Case {
  return {
    ...one,
    run(context) {
      const exchanges: Talk['exchanges'] = [];
      talks.set(caseName(one), { exchanges });
      return one.run({
        ...context,
        async call(call) {
          const exchange = await context.call(call);
          exchanges.push(exchange);
          return exchange;
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
function exitOf(reports: readonly Report[], departures: number, cases: number): Drift['exit'] {
  const exits = reports.map(({ exit }) => exit);
  const worst = [EXIT.left, EXIT.noHub, EXIT.usage].flatMap((code) => exits.find((exit) => exit.code === code) ?? []);
  const [first] = [...worst, ...exits.filter(({ code }) => code > EXIT.nothingRan)];
  if (first !== undefined) return first;
  const [dry] = reports.filter(({ plan, cases: run }) => plan.suites.length > 0 && run.length === 0);
  if (dry !== undefined) return dry.exit;
  if (departures > 0) return { code: EXIT.findings, words: `${departures} departures in ${cases} cases` };
  if (cases === 0) return { code: EXIT.nothingRan, words: 'nothing ran' };
  return { code: EXIT.conforms, words: `no drift in ${cases} cases` };
}
