/** `check` and `sweep`: settings in, reports out. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { ExampleStage } from '../conformance/suites/examples.ts';
import { allCases } from '../conformance/suites/index.ts';
import type { Consent } from '../conformance/tested-hub/consent.ts';
import { LedgerError } from '../conformance/tested-hub/ledger.ts';
import { sweepRun as runSweep } from '../conformance/tested-hub/sweep.ts';
import type { Budget } from '../conformance/tested-hub/tested-hub.ts';
import { type CheckRun, checkHub as runCheck } from '../conformance/verdict/check.ts';
import { interruptedBy, type Signal } from '../conformance/verdict/exit-code.ts';
import { ExpectedError, readExpected } from '../conformance/verdict/expected.ts';
import type { Report } from '../conformance/verdict/report.ts';
import { REPORTS, type ReportName } from '../conformance/verdict/reports/index.ts';
import { textReport } from '../conformance/verdict/reports/text.ts';
import { CONTRACTS, readContracts } from '../contracts/folder.ts';
import { Redactor } from '../core/redact.ts';
import type { Profile } from '../core/settings.ts';
import { namedWorld } from '../hub/named-worlds.ts';
import type { World } from '../hub/world/shape.ts';
import { type Cast, protagonist, startServer } from '../server/index.ts';
import { startExampleStage } from './example-stage.ts';
import { modelsOf } from './model.ts';
import { isOutputWhole, withoutOutput } from './output.ts';
import { progressLine } from './progress.ts';
import { complain } from './report.ts';

interface Limits {
  readonly apiKeyFile?: string;
  readonly consent?: string;
  /** Requests in a second. */
  readonly rate?: number;
  readonly maxRequests?: number;
  /** Seconds. */
  readonly maxTime?: number;
  /** Seconds. */
  readonly timeout?: number;
}

export type SweepSettings = Limits;

export interface CheckSettings extends Limits {
  readonly suite?: readonly string[];
  readonly grep?: readonly string[];
  readonly exclude?: readonly string[];
  readonly api?: readonly ('v1' | 'conat')[];
  readonly readOnly?: true;
  readonly consentAccounts?: true;
  readonly dryRun?: true;
  readonly expected?: string;
  readonly seed?: number;
  readonly replay?: string;
  readonly report?: readonly ReportName[];
  readonly reportDir?: string;
  readonly ledger?: string;
  readonly profile?: Profile;
}

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/** @returns the exit code. */
export function checkCommand(target: string, settings: CheckSettings, version: string): Promise<number> {
  return attempt(async () => {
    if (target === 'mock') return checkMock(settings, version);
    if (settings.profile !== undefined) throw new InvalidArgumentError('--profile is of the mock; a hub has its own');
    const url = hubUrl(target);
    return reported({ url, mock: false, keys: settings.dryRun ? {} : keysFrom(settings) }, settings, version);
  });
}

/** At a fresh mock, behind a port like any hub. */
function checkMock(settings: CheckSettings, version: string): Promise<number> {
  return withMock(settings.profile ?? 'documented', (mock) => reported(mock, settings, version));
}

/** What a check is about. */
export type CheckTarget = Pick<CheckRun, 'url' | 'mock' | 'keys'> & { readonly stage?: ExampleStage };

/** Has a fresh mock up while the work is done, and another one for the printed examples. */
export async function withMock<Value>(profile: Profile, work: (mock: CheckTarget) => Promise<Value>): Promise<Value> {
  const server = await startServer({ world: mockWorld(), port: 0, profile });
  const stage = await startExampleStage(profile);
  try {
    return await work({ url: server.url, mock: true, keys: keysOf(server.cast), stage });
  } finally {
    await Promise.all([server.close(), stage.close()]);
  }
}

/** A world in which everything can be run: the teacher of the classroom pays, as some calls need. */
function mockWorld(): World {
  const { accounts = {}, ...classroom } = namedWorld('classroom');
  return { ...classroom, accounts: { ...accounts, teacher: { ...accounts.teacher, subscriptions: [] } } };
}

/** Everybody by name; `self` is whom most calls can be tried with, and `other` the next one. */
function keysOf(cast: Cast): Record<string, string> {
  const { account: self } = protagonist(cast);
  const others = cast.accounts.filter(({ name, admin }) => name !== self?.name && !admin);
  const named = [...cast.accounts, { name: 'self', api_key: self?.api_key }, { ...others[0], name: 'other' }];
  return Object.fromEntries(named.flatMap(({ name, api_key }) => (api_key ? [[name, api_key]] : [])));
}

async function reported({ stage, ...target }: CheckTarget, settings: CheckSettings, version: string): Promise<number> {
  const run = crypto.randomUUID().slice(0, 8);
  const scratch = target.mock && settings.ledger === undefined ? mkdtempSync(join(tmpdir(), 'mock-hub-')) : undefined;
  const ledgerFile = settings.ledger ?? join(scratch ?? '.', `mock-hub-${run}.ledger`);
  const progress = progressLine();
  const ending = endedBySignals();
  // A folder that cannot be made is told before anything is sent.
  if (settings.report !== undefined) mkdirSync(reportFolder(settings), { recursive: true });
  try {
    const report = await runCheck({
      ...target,
      ...optionsFrom(settings),
      cases: allCases(readContracts(CONTRACTS), stage),
      newModel: modelsOf,
      secrets: new Redactor(),
      budget: budgetFrom(settings, target.mock ? {} : { rate: DEFAULT_RATE }),
      run,
      tool: version,
      ledgerFile,
      signal: ending.signal,
      print,
      onResult: progress.show,
    });
    progress.end();
    print(`\n${textReport(report)}`);
    keepOrRemove(ledgerFile, report, settings);
    // What went wrong with the hub counts before what went wrong with files.
    const written = writeReports(report, settings) && isOutputWhole();
    return report.exit.code === 0 && !written ? CALLED_WRONGLY : report.exit.code;
  } finally {
    ending.stop();
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  }
}

export function optionsFrom(settings: CheckSettings) {
  const { suite = [], grep = [], exclude = [], api = ['v1', 'conat'], consent, expected, seed, replay } = settings;
  // Names of cases hold no such sign.
  const [name, path] = replay === undefined ? [] : [replay.split('@', 1)[0], replay.split('@').slice(1).join('@')];
  return {
    selection: { suites: suite, grep, exclude, generations: api, ...(name !== undefined && { replay: name }) },
    path: path || undefined,
    consent: consentFrom(consent),
    consentAccounts: settings.consentAccounts === true,
    readOnly: settings.readOnly === true,
    dryRun: settings.dryRun === true,
    expected: expected === undefined ? [] : readExpected(readFileSync(expected, 'utf8'), expected),
    seed: seed ?? 1,
  };
}

/** @returns the exit code. */
export function sweepCommand(file: string, settings: SweepSettings): Promise<number> {
  return attempt(() => {
    const consent = consentFrom(settings.consent);
    const keys = consent === undefined ? {} : keysFrom(settings);
    const budget = budgetFrom(settings, { rate: DEFAULT_RATE });
    return runSweep({ file, keys, consent, budget, secrets: new Redactor(), print });
  });
}

/** Runs what may find fault with its input, which is said in one line, and cleans up after itself at any rate. */
export async function attempt(work: () => Promise<number>): Promise<number> {
  try {
    return await withoutOutput(work);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const isFile = code !== undefined && FILE_FAULTS.includes(code);
    if (!(thrown instanceof ExpectedError || thrown instanceof LedgerError || isFile)) throw thrown;
    complain((thrown as Error).message);
    return CALLED_WRONGLY;
  }
}

/** What file systems say that do not have a file, or not the room for it. */
const FILE_FAULTS = [
  ...['ENOENT', 'EISDIR', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EROFS', 'ELOOP', 'ENAMETOOLONG', 'EMFILE'],
  ...['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'ENXIO', 'EINVAL'],
];

/** Hubs and ledgers say what they like; what would move the cursor of a terminal is shown as what it is. */
export function print(text: string): void {
  process.stdout.write(printable(text));
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (control) => {
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** @throws InvalidArgumentError; it never repeats what it was given, which may hold a password. */
export function hubUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('Give mock, or the URL of a hub such as https://hub.example.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('Give the URL without user and password; the key is in COCALC_API_KEY.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

const VARIABLE = 'COCALC_API_KEY';

/** Names of identities to their keys. @throws InvalidArgumentError when there is none for `self`. */
export function keysFrom({ apiKeyFile }: Limits, variable = VARIABLE): Record<string, string> {
  const self = apiKeyFile === undefined ? process.env[variable] : readFileSync(apiKeyFile, 'utf8').trim();
  if (!self) throw new InvalidArgumentError(`Give a key, in the variable ${variable} or by --api-key-file.`);
  const others = Object.entries(process.env).flatMap(([name, key]) =>
    name.startsWith(`${variable}_`) && key ? [[name.slice(variable.length + 1).toLowerCase(), key]] : [],
  );
  return { ...Object.fromEntries(others), self };
}

function consentFrom(text: string | undefined): Consent | undefined {
  const [hub, account_id] = text?.split(',') ?? [];
  if (hub === undefined) return undefined;
  return account_id === undefined ? { hub } : { hub, account_id };
}

/** Real hubs have other users. */
export const DEFAULT_RATE = 10;

export function budgetFrom({ rate, maxRequests, maxTime, timeout }: Limits, defaults: { rate?: number }): Budget {
  return {
    ...defaults,
    ...(rate !== undefined && { rate }),
    maxRequests: maxRequests ?? 10_000,
    maxTimeMs: (maxTime ?? 3600) * 1000,
    timeoutMs: (timeout ?? 30) * 1000,
  };
}

const reportFolder = ({ reportDir = 'conformance-report' }: CheckSettings): string => reportDir;

/** Writes those that can be written, and says which cannot. @returns whether all were */
function writeReports(report: Report, settings: CheckSettings): boolean {
  const written = (settings.report ?? []).map((kind) => {
    const text = REPORTS[kind].write(report);
    // Its runner reads them from there, and from nowhere else.
    if (kind === 'github' && process.env.GITHUB_ACTIONS === 'true') process.stdout.write(text);
    const file = join(reportFolder(settings), REPORTS[kind].file);
    try {
      writeFileSync(file, text);
      return true;
    } catch (thrown) {
      complain(`${file} is not written: ${(thrown as Error).message}`);
      return false;
    }
  });
  return written.every(Boolean);
}

/** A ledger of which all is undone is of no use, unless somebody asked for it. */
export function keepOrRemove(
  file: string,
  { clean_up, target }: Pick<Report, 'clean_up' | 'target'>,
  { ledger, print: tell = print }: Pick<CheckSettings, 'ledger'> & { print?: (text: string) => void },
): void {
  if (clean_up === null || ledger !== undefined) return;
  if (clean_up.left.length === 0) rmSync(file, { force: true });
  else if (!target.mock) tell(`The ledger is ${file}; cocalc-mock-hub sweep ${file} goes on from it.\n`);
}

/** Aborts at the first signal to end; a second one ends the process at once. */
export function endedBySignals(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const end = (name: Signal) => {
    if (controller.signal.aborted) process.exit(interruptedBy(name).code);
    complain(`${name}: cleaning up; once more to end at once`);
    controller.abort(name);
  };
  const signals: Signal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];
  for (const name of signals) process.on(name, end);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of signals) process.off(name, end);
    },
  };
}
