/** A check of one hub, from the plan to the report. */

import type { Redactor } from '../../core/redact.ts';
import type { Case } from './case.ts';
import { CensusError, census, type Found } from './census.ts';
import { type CleanUp, cleanUp } from './clean-up.ts';
import { EXIT, exitOf, interruptedBy } from './exit-code.ts';
import { type Expected, excuse, type Stray } from './expected.ts';
import { type Account, detect, type Flavour, NoHub } from './flavour.ts';
import { newLedger } from './ledger.ts';
import { planOf, planText } from './plan.ts';
import { type Report, type ReportParts, reportOf } from './report.ts';
import { type Result, runCases, type Setting } from './run.ts';
import { type Selection, select } from './select.ts';
import type { Fetch } from './send.ts';
import { type Allowance, type Budget, Ended, TestedHub } from './tested-hub.ts';

/** Who agreed to what: `hub.example:8080`, and the account to do it as, where that is named. */
export interface Consent {
  readonly host: string;
  readonly account_id?: string;
}

export interface CheckOptions {
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
}

/** Runs it all. What goes wrong is in the report; its exit code says how wrong. */
export async function check(options: CheckOptions): Promise<Report> {
  const started = new Date();
  const selected = select(options.cases, options.selection);
  const allowance = allowanceOf(options);
  const { url, mock, budget, run, seed, tool, secrets } = options;
  const plan = planOf(selected, allowance ?? 'reads');
  options.print(planText(plan, { url, allowance, budget }));
  const target = { url, mock, generations: [], apis: [], profile: null, account_id: null };
  const nothing: Omit<ReportParts, 'exit'> = {
    ...{ tool, run, seed, started: started.toISOString(), target, mode: allowance ?? 'nothing', plan },
    ...{ results: [], strays: [], census: null, clean_up: null, requests: 0 },
  };
  const report = (parts: Partial<ReportParts> & Pick<ReportParts, 'exit'>) =>
    reportOf({ ...nothing, ...parts }, secrets);

  if (options.dryRun) return report({ exit: { code: EXIT.conforms, words: 'a dry run stops here' } });
  if (allowance === undefined) return report({ exit: withoutConsent(options) });
  if (selected.length === 0) return report({ exit: { code: EXIT.nothingRan, words: 'no case is selected' } });
  const cut = (code: number, words: string, requests: number) =>
    report({ exit: { code, words }, results: selected.map((one) => notRun(one, words)), requests });
  return attempt(options, allowance, selected, { report, cut, started });
}

interface Reporting {
  readonly report: (parts: Partial<ReportParts> & Pick<ReportParts, 'exit'>) => Report;
  /** The report of a run that came to nothing. */
  readonly cut: (code: number, words: string, requests: number) => Report;
  readonly started: Date;
}

async function attempt(
  options: CheckOptions,
  allowance: Allowance,
  selected: readonly Case[],
  { report, cut, started }: Reporting,
): Promise<Report> {
  const { url, mock, run, consent } = options;
  // Until it is known who calls, there is no ledger, and nothing is made.
  const scout = testedHub(options, 'reads', NO_RECORDS);
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
  const ledger = newLedger(options.ledgerFile, head, options.secrets);
  const { maxRequests, maxTimeMs } = options.budget;
  const rest = {
    maxRequests: maxRequests - scout.requests,
    maxTimeMs: maxTimeMs - (Date.now() - started.getTime()),
  };
  const hub = testedHub({ ...options, budget: { ...options.budget, ...rest } }, allowance, ledger);
  const setting = { hub, flavour, account, seed: options.seed, path: options.path, newModel: options.newModel };
  const onResult = options.onResult && { onResult: options.onResult };
  const ran = await interruptible(hub, options.signal, () => runCases(selected, { ...setting, ...onResult }));
  const cleaning = hub.forCleanUp();
  const cleaned = await cleanUp(cleaning, ledger, flavour);
  const after = await lastCensus(cleaning, flavour);
  ledger.close();

  const left = [...cleaned.left, ...difference(before, after, cleaned)];
  const { results, strays } = judged(ran, options, started);
  return report({
    target: { url, mock, ...flavour, account_id: account.account_id },
    results,
    strays,
    census: { before, after: Array.isArray(after) ? after : [] },
    clean_up: { ...cleaned, left },
    requests: scout.requests + hub.requests + cleaning.requests,
    exit: exitOf({ results, strays, left, lost: hub.lost, interrupted: signalOf(options.signal) }),
  });
}

function judged(ran: readonly Result[], options: CheckOptions, started: Date): { results: Result[]; strays: Stray[] } {
  const today = started.toISOString().slice(0, 10);
  return excuse(ran, options.expected, { all: options.cases, today });
}

/** How far the run may go; `undefined`: nobody agreed to anything. */
export function allowanceOf({ mock, readOnly, consent, consentAccounts, url }: CheckOptions): Allowance | undefined {
  if (readOnly) return 'reads';
  if (mock) return 'lasts';
  if (consent === undefined || !isHost(consent.host, url)) return undefined;
  return consentAccounts ? 'lasts' : 'writes';
}

/** Whether the host, perhaps with its port, is the very one of the URL. */
export function isHost(host: string, url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  const actual = `${hostname}:${port || { 'http:': 80, 'https:': 443 }[protocol]}`;
  return [actual, ...(port === '' ? [hostname] : [])].includes(host.toLowerCase());
}

function withoutConsent({ consent, url }: CheckOptions): Report['exit'] {
  const { host } = new URL(url);
  if (consent !== undefined) {
    return { code: EXIT.usage, words: `the consent is for ${consent.host}, but the hub is ${host}; nothing was sent` };
  }
  const words = `nothing was sent to ${host}: --read-only sends calls that only read, --consent ${host} the others too`;
  return { code: EXIT.nothingRan, words };
}

function notRun(one: Case, reason: string): Result {
  return { case: one, verdict: 'not run', reason, findings: [], requests: 0, ms: 0 };
}

const NO_RECORDS = {
  asked(): number {
    throw new Error('nothing is made before there is a ledger');
  },
  made() {},
  refused() {},
};

function testedHub(
  options: CheckOptions,
  allowance: Allowance,
  records: ConstructorParameters<typeof TestedHub>[0]['records'],
): TestedHub {
  const { url, keys, run, budget, secrets, fetch } = options;
  return new TestedHub({ url, keys, allowance, run, budget, secrets, records, ...(fetch && { fetch }) });
}

interface Surroundings {
  readonly flavour: Flavour;
  readonly account: Account;
  readonly before: readonly Found[];
}

/** What there is, or why that cannot be known. */
async function lookAround(hub: TestedHub, { selection }: CheckOptions): Promise<Surroundings | Error> {
  try {
    const { flavour, account } = await detect(hub, selection.generations);
    return { flavour, account, before: await census(hub, flavour) };
  } catch (thrown) {
    if (thrown instanceof NoHub || thrown instanceof CensusError || thrown instanceof Ended) return thrown;
    throw thrown;
  }
}

async function lastCensus(hub: TestedHub, flavour: Flavour): Promise<readonly Found[] | Error> {
  try {
    return await census(hub, flavour);
  } catch (thrown) {
    return thrown as Error;
  }
}

/** What is there that was not before, and is not told of yet. */
function difference(before: readonly Found[], after: readonly Found[] | Error, { left }: CleanUp): string[] {
  if (after instanceof Error) return left.length > 0 ? [] : [`no census afterwards: ${after.message}`];
  return after
    .filter(({ kind, id }) => !before.some((one) => one.kind === kind && one.id === id))
    .filter(({ id }) => !left.some((words) => words.includes(id)))
    .map(({ kind, id, title }) => `${kind} ${id} ${title}: was not there before`);
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

function signalOf(signal: AbortSignal | undefined): 'SIGINT' | 'SIGTERM' | undefined {
  if (!signal?.aborted) return undefined;
  return signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
}

function flavourText(url: string, { apis, profile }: Flavour, { account_id }: Account): string {
  const revision = apis.includes('v1') ? `, v1 as ${profile}` : '';
  return `${url} serves ${apis.join(', ')}${revision}; calling as account ${account_id}\n`;
}
