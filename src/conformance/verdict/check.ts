/** A check of one hub, from the plan to the report. */

import type { Redactor } from '../../core/redact.ts';
import type { Case } from '../suites/case.ts';
import { projectsInUse } from '../suites/scene.ts';
import { Cleaner, type CleanUp } from '../tested-hub/clean-up.ts';
import { type Consent, consentText, covers } from '../tested-hub/consent.ts';
import { type CallerAccount, detect, type Flavour } from '../tested-hub/flavour.ts';
import { type Ledger, newLedger } from '../tested-hub/ledger.ts';
import { bearsMark } from '../tested-hub/mark.ts';
import type { Fetch } from '../tested-hub/sending.ts';
import { type Allowance, type Budget, TestedHub } from '../tested-hub/tested-hub.ts';
import { type Census, census, thingName } from '../tested-hub/things.ts';
import { EXIT, exitOf, interruptedBy, type Signal } from './exit-code.ts';
import { type Expected, excuse, type Stray } from './expected.ts';
import { planOf, planText, type Selection, select } from './plan.ts';
import { type Report, type ReportParts, reportOf, sweepLine } from './report.ts';
import { type Result, runCases, type Setting } from './run.ts';

export interface CheckRun {
  /** Every case that there is. */
  readonly cases: readonly Case[];
  readonly selection: Selection;
  /** Without a slash at its end. */
  readonly url: string;
  /** It is a mock of our own, which is thrown away afterwards. */
  readonly mock: boolean;
  /** Names of identities to keys. */
  readonly keys: Readonly<Record<string, string>>;
  readonly consent: Consent | undefined;
  readonly consentAccounts: boolean;
  readonly readOnly: boolean;
  readonly dryRun: boolean;
  readonly budget: Budget;
  readonly expected: readonly Expected[];
  readonly seed: number;
  /** Where the replayed case goes on from. */
  readonly path: string | undefined;
  /** The id of the run. */
  readonly run: string;
  /** Where what is made gets written down. */
  readonly ledgerFile: string;
  readonly secrets: Redactor;
  /** The version of this program. */
  readonly tool: string;
  /** Models to hold the hub against, by the revision that it is of. */
  readonly newModel: Setting['newModel'];
  readonly fetch?: Fetch;
  /** Ends the run; the reason is the name of a signal. */
  readonly signal?: AbortSignal;
  readonly print: (text: string) => void;
  readonly onResult?: Setting['onResult'];
  /** Called as clean-up goes on. @param done of `all` things */
  readonly onCleanUp?: (done: number, all: number) => void;
}

/** Runs it all. What goes wrong is in the report; its exit code says how wrong. */
export async function checkHub(options: CheckRun): Promise<Report> {
  const started = new Date();
  const selected = select(options.cases, options.selection);
  const allowance = allowanceOf(options);
  const { url, mock, budget, run, seed, tool, secrets } = options;
  const plan = planOf(selected, allowance ?? 'reads', options.selection.generations);
  options.print(planText(plan, { url, allowance, budget }));
  const target = { url, mock, generations: [], apis: [], profile: null, v2: null, account_id: null };
  const nothing: Omit<ReportParts, 'exit' | 'ms'> = {
    ...{ tool, run, seed, started: started.toISOString(), target, mode: allowance ?? 'nothing', plan },
    ...{ results: [], strays: [], census: null, clean_up: null, sweep: null, requests: 0 },
    consent: Object.values(options.consent ?? {}).join() || null,
  };
  const report = (parts: Partial<ReportParts> & Pick<ReportParts, 'exit'>) =>
    reportOf({ ...nothing, ...parts, ms: Date.now() - started.getTime() }, secrets);

  if (options.dryRun) return report({ exit: { code: EXIT.conforms, words: 'a dry run stops here' } });
  if (allowance === undefined) return report({ exit: withoutConsent(options) });
  if (selected.length === 0) return report({ exit: { code: EXIT.nothingRan, words: 'no case is selected' } });
  const cut = (code: number, words: string, requests: number) =>
    report({ exit: { code, words }, results: selected.map((one) => notRun(one, words)), requests });
  return attempt(options, allowance, selected, { report, cut, started });
}

interface Reporting {
  readonly report: (parts: Partial<ReportParts> & Pick<ReportParts, 'exit'>) => Report;
  /** The report of a run that ended before its first case. */
  readonly cut: (code: number, words: string, requests: number) => Report;
  readonly started: Date;
}

async function attempt(
  options: CheckRun,
  allowance: Allowance,
  selected: readonly Case[],
  { report, cut, started }: Reporting,
): Promise<Report> {
  const { url, mock, run, consent } = options;
  // Until it is known who calls, there is no ledger, and nothing is made.
  const scout = testedHub(options, 'reads', NO_LEDGER);
  const found = await interruptible(scout, options.signal, () => lookAround(scout, options));
  if (found instanceof Error) {
    const signal = signalOf(options.signal);
    const { code, words } = signal ? interruptedBy(signal) : { code: EXIT.noHub, words: found.message };
    return cut(code, words, scout.requests);
  }
  const { flavour, account, before } = found;
  options.print(flavourText(url, flavour, account));
  if (consent?.account_id !== undefined && consent.account_id !== account.account_id) {
    const words = `the consent is for account ${consent.account_id}, but the key is of ${account.account_id}`;
    return cut(EXIT.usage, words, scout.requests);
  }

  const head = { ledger: 'cocalc-mock-hub', version: 1, run, hub: url, account_id: account.account_id } as const;
  const makes = allowance !== 'reads' && selected.some(({ mutating }) => mutating);
  const ledger = makes ? ledgerAt(options, head) : NO_LEDGER;
  if (ledger instanceof Error) return cut(EXIT.usage, `nothing was made: ${ledger.message}`, scout.requests);
  const { maxRequests, maxTimeMs } = options.budget;
  const rest = {
    maxRequests: maxRequests - scout.requests,
    maxTimeMs: maxTimeMs - (Date.now() - started.getTime()),
  };
  const rested = { ...options, budget: { ...options.budget, ...rest } };
  const hub = testedHub(rested, allowance, ledger, before.names);
  const cleaner = new Cleaner(hub, ledger, flavour);
  const setting = { hub, flavour, account, seed: options.seed, path: options.path, newModel: options.newModel };
  const afterCase = () => cleaner.removeUnused(projectsInUse(account));
  const onResult = options.onResult && { onResult: options.onResult };
  const ran = await interruptible(hub, options.signal, () =>
    runCases(selected, { ...setting, afterCase, ...onResult }),
  );
  const cleaning = hub.forCleanUp();
  const cleaned = await new Cleaner(cleaning, ledger, flavour).finish(options.onCleanUp);
  const after = await lastCensus(cleaning, flavour);
  ledger.close();

  const left = [...cleaned.left, ...difference(before, after, cleaned, { entries: ledger.entries, run })];
  const { results, strays } = judged(ran, options, started);
  const { fault: unwritten } = ledger;
  return report({
    target: { url, mock, ...flavour, account_id: account.account_id },
    results,
    strays,
    census: { before: ofRun(before, run), after: after instanceof Error ? [] : ofRun(after, run) },
    clean_up: { ...cleaned, left },
    sweep: left.length > 0 && !mock ? sweepLine(options.ledgerFile, url) : null,
    requests: scout.requests + hub.requests + cleaning.requests,
    exit: exitOf({ results, strays, left, lost: hub.lost, unwritten, interrupted: signalOf(options.signal) }),
  });
}

/** The ledger, or why there can be none. */
function ledgerAt({ ledgerFile, secrets, mock }: CheckRun, head: Ledger['head']): Ledger | Error {
  try {
    return newLedger(ledgerFile, head, secrets, !mock);
  } catch (thrown) {
    return thrown as Error;
  }
}

function judged(ran: readonly Result[], options: CheckRun, started: Date): { results: Result[]; strays: Stray[] } {
  const today = started.toISOString().slice(0, 10);
  return excuse(ran, options.expected, { all: options.cases, today });
}

/** How far the run may go; `undefined`: nobody agreed to anything. */
export function allowanceOf({ mock, readOnly, consent, consentAccounts, url }: CheckRun): Allowance | undefined {
  if (readOnly) return 'reads';
  if (mock) return 'lasts';
  if (consent === undefined || !covers(consent, url)) return undefined;
  return consentAccounts ? 'lasts' : 'writes';
}

function withoutConsent({ consent, url }: CheckRun): Report['exit'] {
  const text = consentText(url);
  if (consent !== undefined) {
    return { code: EXIT.usage, words: `the consent is for ${consent.hub}, but the hub is ${text}; nothing was sent` };
  }
  const words = `nothing was sent to ${text}: --read-only sends calls that only read, --consent ${text} the others too`;
  return { code: EXIT.nothingRan, words };
}

function notRun(one: Case, reason: string): Result {
  return { case: one, verdict: 'not run', reason, findings: [], requests: 0, ms: 0 };
}

/** Of a run that makes nothing. */
const NO_LEDGER: Omit<Ledger, 'head'> = {
  entries: [],
  broken: [],
  fault: undefined,
  asked() {
    throw new Error('nothing is made without a ledger');
  },
  made() {},
  refused() {},
  undone() {},
  close() {},
};

function testedHub(
  options: CheckRun,
  allowance: Allowance,
  records: Omit<Ledger, 'head'>,
  before: Census['names'] = new Set(),
): TestedHub {
  const { url, keys, run, budget, secrets, fetch } = options;
  return new TestedHub({ url, keys, allowance, run, budget, secrets, records, before, ...(fetch && { fetch }) });
}

interface Surroundings {
  readonly flavour: Flavour;
  readonly account: CallerAccount;
  readonly before: Census;
}

/** What there is, or why that cannot be known. No answer of a stranger may end the program. */
async function lookAround(hub: TestedHub, { selection }: CheckRun): Promise<Surroundings | Error> {
  try {
    const { flavour, account } = await detect(hub, selection.generations);
    return { flavour, account, before: await census(hub.asked(flavour)) };
  } catch (thrown) {
    return thrown as Error;
  }
}

async function lastCensus(hub: TestedHub, flavour: Flavour): Promise<Census | Error> {
  try {
    return await census(hub.asked(flavour));
  } catch (thrown) {
    return thrown as Error;
  }
}

/** What the run has left and clean-up did not report. What other runs left is not reported. */
function difference(
  before: Census,
  after: Census | Error,
  { left }: CleanUp,
  { entries, run }: { readonly entries: readonly unknown[]; readonly run: string },
): string[] {
  // Without an entry nothing was made that could be left.
  if (after instanceof Error) {
    return left.length > 0 || entries.length === 0 ? [] : [`no census afterwards: ${after.message}`];
  }
  return ofRun(after, run)
    .filter(({ kind, id }) => !before.names.has(thingName(kind, id)))
    .filter(({ id }) => !left.some((words) => words.includes(id)))
    .map(({ kind, id, title }) => `${kind} ${id} ${title}: was not there before`);
}

/** What is there of the run itself: other runs may be going on beside it. */
function ofRun({ marked }: Census, run: string): Census['marked'] {
  return marked.filter(({ title }) => bearsMark(title, run));
}

/** Runs it, and stops the hub when the signal comes. */
async function interruptible<Value>(
  hub: TestedHub,
  signal: AbortSignal | undefined,
  work: () => Promise<Value>,
): Promise<Value> {
  const stop = () => hub.stop(`interrupted by ${signalOf(signal)}`);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function signalOf(signal: AbortSignal | undefined): Signal | undefined {
  if (!signal?.aborted) return undefined;
  return signal.reason === 'SIGTERM' || signal.reason === 'SIGHUP' ? signal.reason : 'SIGINT';
}

function flavourText(url: string, { apis, profile, v2 }: Flavour, { account_id }: CallerAccount): string {
  const revision = [
    ...(apis.includes('v1') ? [`, v1 as ${profile}`] : []),
    ...(apis.includes('v2') ? [`, v2 in ${v2}`] : []),
  ].join('');
  return `${url} serves ${apis.join(', ')}${revision}; calling as account ${account_id}\n`;
}
