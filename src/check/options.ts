/** What a check from code can be told, and whether it makes sense. */

import type { Fetch } from '../conformance/tested-hub/sending.ts';
import { type Expected, expectedFindings } from '../conformance/verdict/expected.ts';
import type { CaseVerdict } from '../conformance/verdict/run.ts';
import { GENERATIONS, type Generation } from '../contracts/contract.ts';
import { DAY } from '../core/instant.ts';
import type { Profile } from '../core/settings.ts';
import {
  boolean,
  callback,
  faultAt,
  list,
  mapOf,
  oneOf,
  optionalMember,
  record,
  type Shape,
  scalar,
  wholeNumberTo,
} from '../core/shape.ts';
import { definedOptions } from '../hub/options.ts';

export const SUITES = ['examples', 'contracts', 'scenarios', 'authorization', 'laws', 'differential'] as const;

export type Suite = (typeof SUITES)[number];

/** What became of a case, and how far the run is. */
export interface CheckProgress {
  /** Of the case; `clean-up` when the cases are over. */
  readonly name: string;
  /** Absent in clean-up. */
  readonly verdict?: CaseVerdict | undefined;
  /** Cases that are done, or things that are removed, of `all`. */
  readonly done: number;
  readonly all: number;
}

export interface CheckOptions {
  /** All by default. */
  readonly suites?: readonly Suite[] | undefined;
  /** Only cases with one of these texts in name or operation. */
  readonly grep?: readonly string[] | undefined;
  /** No cases with one of these texts in name or operation. */
  readonly exclude?: readonly string[] | undefined;
  /** All by default. */
  readonly apis?: readonly Generation[] | undefined;
  /** Only this case, as a finding names it. */
  readonly replay?: string | undefined;
  /** Fixes all chance; 1 by default. */
  readonly seed?: number | undefined;
  /** Names of identities to their keys. A URL needs one for `self`; other targets have keys of their own. */
  readonly keys?: Readonly<Record<string, string>> | undefined;
  /** Sends only calls that leave everything as it is. */
  readonly readOnly?: boolean | undefined;
  /** Agrees to changes at this very hub, as this very account: `hub.example`, `hub.example,ACCOUNT_ID`. */
  readonly consent?: string | undefined;
  /** Also does what cannot be taken back: accounts, organizations, mail. */
  readonly consentAccounts?: boolean | undefined;
  /** Makes the plan and sends nothing. */
  readonly dryRun?: boolean | undefined;
  /** Failures that are known. */
  readonly expected?: readonly Expected[] | undefined;
  /** Of the mock; `documented` by default. */
  readonly profile?: Profile | undefined;
  /** Requests in a second, at most; 10 at a URL by default, else without a limit. */
  readonly rate?: number | undefined;
  /** Requests in all; 20,000 by default. */
  readonly maxRequests?: number | undefined;
  /** An hour by default. */
  readonly maxTimeMs?: number | undefined;
  /** How long one answer may take; 30 s by default. */
  readonly timeoutMs?: number | undefined;
  /** The file where what is made gets written down. It is kept, while one that was not named goes once all is undone. */
  readonly ledger?: string | undefined;
  /** Sends the requests to a URL, in place of `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Ends the run in order; everything that it made is removed. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined;
  /** Is given the plan, and what was found out about the hub, as text. */
  readonly print?: ((text: string) => void) | undefined;
}

const someText = scalar<string>('a text that is not empty', (value) => typeof value === 'string' && value !== '');

/** Its faults never repeat what was given. */
const key: Shape<string> = (value, place) => {
  if (typeof value === 'string' && value !== '') return value;
  throw faultAt(place, 'should be a key, a text that is not empty');
};

const amount = optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER, 1));
const duration = optionalMember(wholeNumberTo(DAY, 1));
const texts = optionalMember(list(someText));
const flag = optionalMember(boolean);

const optionsShape = record({
  suites: optionalMember(list(oneOf(...SUITES))),
  grep: texts,
  exclude: texts,
  apis: optionalMember(list(oneOf(...GENERATIONS))),
  replay: optionalMember(someText),
  seed: optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER)),
  keys: optionalMember(mapOf(key)),
  readOnly: flag,
  consent: optionalMember(someText),
  consentAccounts: flag,
  dryRun: flag,
  expected: optionalMember(expectedFindings),
  profile: optionalMember(oneOf('documented', 'observed')),
  rate: optionalMember(wholeNumberTo(1_000_000, 1)),
  maxRequests: amount,
  maxTimeMs: duration,
  timeoutMs: duration,
  ledger: optionalMember(someText),
  fetch: optionalMember(callback),
  signal: optionalMember(
    scalar<AbortSignal>('the signal of an AbortController', (value) => value instanceof AbortSignal),
  ),
  onProgress: optionalMember(callback),
  print: optionalMember(callback),
});

/** Whether a hub at a URL is sent anything, so that a key is needed. */
export function sendsCalls({
  readOnly,
  consent,
  dryRun,
}: Pick<CheckOptions, 'readOnly' | 'consent' | 'dryRun'>): boolean {
  return !dryRun && (readOnly === true || consent !== undefined);
}

/** @throws ShapeError that names an option which there is not, or which makes no sense, and what would be right. */
export function checkedOptions(given: CheckOptions): CheckOptions {
  return optionsShape(definedOptions(given, []), 'options') as CheckOptions;
}
