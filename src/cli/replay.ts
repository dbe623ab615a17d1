/** `replay FILE…`: sends recorded requests to a hub again, and tells where its answers are not as recorded. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Archive, redactedExchanges, sendableOf } from '../conformance/recordings/archive.ts';
import { type Exchange, HarError, readHar } from '../conformance/recordings/har.ts';
import { realPace } from '../conformance/recordings/pace.ts';
import { placeholdersOf, valuesIn, variableOf } from '../conformance/recordings/placeholders.ts';
import { type AnswerDifference, type ReplayOutcome, replay as replayed } from '../conformance/recordings/replay.ts';
import { type ReplayFormat, replayReport } from '../conformance/recordings/replay-report.ts';
import {
  learnedName,
  type ReplaySetting,
  readSetting,
  settingFileOf,
  UNKNOWN_KEY,
} from '../conformance/recordings/replay-setting.ts';
import { hasPassed, judge, speaksOf } from '../conformance/recordings/replay-verdict.ts';
import { fetchTarget, type Target } from '../conformance/recordings/target.ts';
import { isObject, type Json } from '../core/json.ts';
import { jsonIn } from '../core/json-text.ts';
import { Redactor } from '../core/redact.ts';
import type { Caches, Profile, RestBuild } from '../core/settings.ts';
import { codeOf, loadTextFile, UnreadableFile } from '../server/text-file.ts';
import { replayAtMock } from './replay-at-mock.ts';
import { complain } from './report.ts';

export interface ReplayCommandOptions {
  readonly world?: string;
  readonly profile?: Profile;
  readonly v2?: RestBuild;
  readonly caches?: Caches;
  readonly against?: string;
  readonly excuses?: string;
  readonly report: ReplayFormat;
  readonly out?: string;
}

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/** @returns the exit code: 0 where all is as recorded or excused, 1 where not, 2 for files that cannot be used. */
export async function replayCommand(files: readonly string[], options: ReplayCommandOptions): Promise<number> {
  try {
    const file = options.excuses ?? settingBeside(files[0] as string);
    const setting = file === undefined ? {} : readSetting(textOf(file), file);
    const { exchanges, leftOut } = archiveOf(files, setting);
    const outcomes =
      options.against === undefined
        ? await replayAtMock(exchanges, {
            setting,
            folder: dirname(file ?? '.'),
            world: options.world,
            profile: options.profile,
            v2: options.v2,
            caches: options.caches,
            environment: process.env,
            bound: tellBound,
          })
        : await replayAgainst(options.against, exchanges, setting);
    const verdict = judge(outcomes, setting.excuses, leftOut);
    print(replayReport(verdict, options.report, options.out === undefined && coloured()), options.out);
    return hasPassed(verdict) ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof HarError)) throw thrown;
    complain(thrown.message);
    return CALLED_WRONGLY;
  }
}

/** What `record` has written for this recording, or what is there for all recordings of the folder. */
function settingBeside(file: string): string | undefined {
  return [settingFileOf(file), join(dirname(file), 'setting.json')].find((one) => existsSync(one));
}

/** @throws HarError where there is nothing to send. */
function archiveOf(files: readonly string[], { excuses = [] }: ReplaySetting): Archive {
  const archives = files.map((file) => {
    const isExcused = (exchange: Exchange) => excuses.some((excuse) => speaksOf(excuse, { exchange }));
    const { exchanges, leftOut } = sendableOf(readHar(textOf(file), basename(file)), isExcused);
    return { exchanges: redactedExchanges(exchanges), leftOut };
  });
  const leftOut = archives.flatMap((archive) => archive.leftOut);
  const exchanges = archives.flatMap((archive) => archive.exchanges);
  if (exchanges.length > 0) return { exchanges, leftOut };
  const reasons = [...new Set(leftOut.map(({ why }) => why))].join(', ');
  throw new HarError(
    `${files.join(', ')}: there is nothing to send: all ${leftOut.length} entries are left out (${reasons})`,
  );
}

function tellBound(placeholder: string, account: string): void {
  complain(
    `{{${placeholder}}} is taken for the key of ${account}; ${variableOf(placeholder)} or a setting can say otherwise`,
  );
}

/** Keys come from the environment alone: a command line is seen by everybody on its machine. */
async function replayAgainst(
  url: string,
  exchanges: readonly Exchange[],
  setting: ReplaySetting,
): Promise<ReplayOutcome[]> {
  const names = exchanges.flatMap(placeholdersOf);
  // No call of these APIs looks at cookies, which archives of browsers have with each.
  const unknown = [...(setting.unknown ?? []), ...names.filter((name) => /(^|_)COOKIE(_|$)/.test(name))];
  const values = new Map(unknown.map((placeholder) => [placeholder, UNKNOWN_KEY]));
  for (const [name, value] of valuesIn(process.env, names)) values.set(name, value);
  const secrets = new Redactor();
  for (const [name, value] of values) secrets.learn(value, name.includes('PASSWORD') ? 'PASSWORD' : 'KEY');
  const outcomes = await replayed(exchanges, {
    target: learningTarget(fetchTarget(new URL(url).origin), secrets),
    pace: realPace(),
    values,
    learned: (placeholder, exchange) => learnedName(setting, placeholder, exchange),
    unordered: Object.keys(setting.unordered ?? {}),
  });
  return outcomes.map((outcome) => ({
    ...outcome,
    differences: outcome.differences.map((difference) => withoutSecrets(difference, secrets)),
    ...(outcome.fault !== undefined && { fault: secrets.text(outcome.fault) }),
  }));
}

/** The target, with what its answers tell of secrets made known: a later one may say them again in any place. */
function learningTarget(target: Target, secrets: Redactor): Target {
  return {
    ...target,
    async send(request) {
      const answer = await target.send(request);
      const [call, result] = [jsonIn(request.body ?? ''), jsonIn(answer.body)];
      if (isObject(call) && result !== undefined) secrets.learnFromFunction(call, result);
      secrets.learnFrom(answer.body);
      return answer;
    },
  };
}

/** The name of the member, which may tell of a secret, is the end of the path. */
function withoutSecrets(difference: AnswerDifference, secrets: Redactor): AnswerDifference {
  const [, name = ''] = /\.([^.]*)$/.exec(difference.path) ?? [];
  const redacted = (value: Json | undefined) => (value === undefined ? undefined : secrets.json(value, name));
  return { ...difference, expected: redacted(difference.expected), came: redacted(difference.came) };
}

function textOf(file: string): string {
  try {
    return loadTextFile(file);
  } catch (thrown) {
    throw thrown instanceof UnreadableFile ? new HarError(thrown.message) : thrown;
  }
}

/** A report that cannot be written to its file is printed, so that it is not lost. */
function print(report: string, out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(report);
    return;
  }
  try {
    writeFileSync(out, report);
  } catch (thrown) {
    process.stdout.write(report);
    throw new HarError(`option --out: ${out}: cannot be written (${codeOf(thrown)}); the report is printed instead`);
  }
}

function coloured(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors();
}
