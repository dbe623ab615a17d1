/** Runs something once without faults, and then once with each fault that fits each of its calls. */
import { packageVersion } from '../hub/programs.ts';
import { type CallSite, type FaultsMode, faultsFor, type PlannedFault, sitesOf } from './faults.ts';
import { EXIT_CODES, type FaultCase, type FaultReport, reportedCase } from './report.ts';
import { differences, judged, type RunEnd } from './verdict.ts';

/** What can be run, each time in worlds of its own. */
export interface CampaignSubject {
  /** What reports call it. */
  readonly title: string;
  /** Whether the clock of its worlds goes on by itself. */
  readonly clockRuns: boolean;
  /** @param timeoutMs after which it is ended. */
  run(fault: PlannedFault | undefined, timeoutMs: number): Promise<RunEnd & { readonly fired: boolean }>;
}

export interface CampaignOptions {
  readonly mode: FaultsMode;
  /** Only faults whose name has one of these texts in it. */
  readonly only?: readonly string[] | undefined;
  /** Runs at a time. */
  readonly atOnce: number;
  /** Runs with a fault, at most. */
  readonly most: number;
  /** For each run; of the first one, without faults, the time is made out, unless it is given. */
  readonly timeoutMs?: number | undefined;
  /** What a run may take beyond three times as long as the one without faults. */
  readonly graceMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onCase?: ((one: FaultCase, progress: { readonly done: number; readonly all: number }) => void) | undefined;
}

/** The first run has no other to be measured by. */
const FIRST_RUN_MS = 10 * 60_000;

export async function faultCampaign(subject: CampaignSubject, options: CampaignOptions): Promise<FaultReport> {
  const { mode, signal } = options;
  const started = new Date();
  const head = { tool: packageVersion(), mode, title: subject.title, started: started.toISOString() };
  const finish = (rest: Omit<FaultReport, keyof typeof head | 'report' | 'version' | 'ms'>): FaultReport => ({
    ...{ report: 'cocalc-mock-hub faults', version: 1 },
    ...head,
    ms: Date.now() - started.getTime(),
    ...rest,
  });
  const nothing = { calls: 0, unsteady: [], cases: [], notRun: [] };
  const plain = await subject.run(undefined, options.timeoutMs ?? FIRST_RUN_MS);
  if (plain.ended !== 'well') {
    const words = `without any fault it ${plain.ended === 'hung' ? `did not end: ${plain.told}` : `fails: ${plain.told}`}`;
    return finish({ ...nothing, output: plain.output, exit: { code: EXIT_CODES.nothingRan, words } });
  }
  const sites = [...plain.worlds].flatMap(([world, { entries }]) => sitesOf(world, entries));
  if (sites.length === 0) {
    const words = 'it made no call to the hub that is there for it, at the address in COCALC_HOST';
    return finish({ ...nothing, output: plain.output, exit: { code: EXIT_CODES.nothingRan, words } });
  }
  // What differs between two such runs differs by chance.
  const again = await subject.run(undefined, options.timeoutMs ?? FIRST_RUN_MS);
  const unsteady = new Set(differences(plain, again).map(({ place }) => place));
  const planned = (await plannedFor(sites, subject, mode)).filter(({ name }) => isWanted(name, options.only));
  const timeoutMs = options.timeoutMs ?? 3 * Math.max(plain.ms, again.ms) + options.graceMs;
  const wanted = planned.slice(0, options.most);
  const cases = await inTurns(wanted, options.atOnce, signal, async (fault, done) => {
    const run = await subject.run(fault, timeoutMs);
    if (signal?.aborted) return undefined;
    const one = reportedCase(fault, run, judged(plain, run, run.fired, unsteady));
    options.onCase?.(one, { done: done(), all: wanted.length });
    return one;
  });
  const notRun = [...planned.slice(options.most), ...wanted.filter((_, at) => cases[at] === undefined)];
  const ran = cases.filter((one) => one !== undefined);
  return finish({
    calls: sites.length,
    unsteady: [...unsteady],
    cases: ran,
    notRun: notRun.map(({ name }) => name),
    output: '',
    exit: exitFor(ran, notRun.length),
  });
}

async function plannedFor(
  sites: readonly CallSite[],
  { clockRuns }: CampaignSubject,
  mode: FaultsMode,
): Promise<readonly PlannedFault[]> {
  const worlds = [...new Set(sites.map(({ world }) => world))];
  const planned = await Promise.all(
    worlds.map((world) =>
      faultsFor(
        sites.filter((site) => site.world === world),
        { mode, clockRuns },
      ),
    ),
  );
  return planned.flat();
}

const isWanted = (name: string, only: readonly string[] = []) =>
  only.length === 0 || only.some((text) => name.includes(text));

/** So many at a time. What had not begun when the signal came is `undefined`. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal | undefined,
  work: (item: Item, done: () => number) => Promise<Result | undefined>,
): Promise<(Result | undefined)[]> {
  const results: (Result | undefined)[] = items.map(() => undefined);
  let [next, done] = [0, 0];
  const worker = async () => {
    while (next < items.length && !signal?.aborted) {
      const at = next;
      next += 1;
      results[at] = await work(items[at] as Item, () => {
        done += 1;
        return done;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  return results;
}

function exitFor(cases: readonly FaultCase[], notRun: number): FaultReport['exit'] {
  const count = (is: (one: FaultCase) => boolean) => cases.filter(is).length;
  const found = count(({ verdict }) => HARM.includes(verdict));
  const unfired = count(({ verdict }) => verdict === 'not fired');
  const rest = [
    ...(unfired > 0 ? [`${unfired} faults never fired, so nothing is known of them`] : []),
    ...(notRun > 0 ? [`${notRun} were not run`] : []),
  ];
  if (found > 0) return { code: EXIT_CODES.findings, words: [`${found} faults do harm`, ...rest].join('; ') };
  if (cases.length === unfired) return { code: EXIT_CODES.nothingRan, words: ['nothing ran', ...rest].join('; ') };
  if (rest.length > 0) return { code: EXIT_CODES.findings, words: rest.join('; ') };
  return { code: EXIT_CODES.fine, words: 'no fault does harm' };
}

const HARM: readonly FaultCase['verdict'][] = ['duplicated', 'lost', 'hung', 'leaked'];
