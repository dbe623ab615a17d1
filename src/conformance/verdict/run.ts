/** Runs cases one after the other, and tells what became of each. */

import { newUuid } from '../../core/random.ts';
import { type ApiExchange, isTooLate, UNANSWERED } from '../language/answer.ts';
import { type ApiCall, apiOf, membersSent } from '../language/call.ts';
import { type Case, type CaseContext, caseName, type Finding, type NewModel, Skip, TooLate } from '../suites/case.ts';
import type { CallerAccount, Flavour, Revision } from '../tested-hub/flavour.ts';
import { MARK } from '../tested-hub/mark.ts';
import { reachOf } from '../tested-hub/reach.ts';
import { NotAllowed, RunEnded, type TestedHub, Untrusted } from '../tested-hub/tested-hub.ts';

export type CaseVerdict = 'pass' | 'fail' | 'excused' | 'skipped' | 'not run';

export interface Result {
  readonly case: Case;
  readonly verdict: CaseVerdict;
  /** Why it was excused, skipped or not run; a failure speaks by its findings. */
  readonly reason?: string;
  readonly findings: readonly Finding[];
  readonly requests: number;
  readonly ms: number;
}

export interface Setting {
  readonly hub: TestedHub;
  readonly flavour: Flavour;
  readonly account: CallerAccount;
  readonly seed: number;
  readonly path: string | undefined;
  readonly newModel: (revision: Revision) => NewModel;
  /** Called once a case is over, before the next one. */
  readonly afterCase?: () => Promise<void>;
  /** Called with each result as it comes. */
  readonly onResult?: (result: Result, done: number, all: number) => void;
}

/** The results, one for each case, in the order of the cases. Never rejects for what a hub or a case does. */
export async function runCases(cases: readonly Case[], setting: Setting): Promise<Result[]> {
  const results: Result[] = [];
  let ended: string | undefined;
  for (const one of cases) {
    const outcome =
      ended === undefined
        ? await runCase(one, setting, (reason) => {
            ended = reason;
          })
        : notRun(one, ended);
    results.push(outcome);
    if (outcome.requests > 0) await setting.afterCase?.();
    setting.onResult?.(outcome, results.length, cases.length);
  }
  return results;
}

function notRun(one: Case, reason: string): Result {
  return { case: one, verdict: 'not run', reason, findings: [], requests: 0, ms: 0 };
}

/** @param end is told why no case can be run any more. */
async function runCase(one: Case, setting: Setting, end: (reason: string) => void): Promise<Result> {
  const { hub } = setting;
  const [requests, started] = [hub.requests, Date.now()];
  const exchanges: ApiExchange[] = [];
  const told = (outcome: Pick<Result, 'verdict' | 'reason' | 'findings'>): Result => ({
    case: one,
    ...outcome,
    requests: hub.requests - requests,
    ms: Date.now() - started,
  });
  const why = reasonToSkip(one, setting);
  if (why !== undefined) return told({ verdict: 'skipped', reason: why, findings: [] });
  try {
    const findings = [...(await one.run(contextOf(one, setting, exchanges))), ...unanswered(exchanges)];
    return told({ verdict: findings.length === 0 ? 'pass' : 'fail', findings });
  } catch (thrown) {
    if (thrown instanceof Skip) return told({ verdict: 'skipped', reason: thrown.message, findings: [] });
    if (thrown instanceof RunEnded) end(thrown.message);
    if (thrown instanceof RunEnded || thrown instanceof TooLate)
      return told({ verdict: 'not run', reason: thrown.message, findings: [] });
    return told({ verdict: 'fail', findings: [faultOf(thrown, exchanges)] });
  }
}

/** Why a case cannot be run at this hub, or may not. */
function reasonToSkip(one: Case, { hub, flavour }: Setting): string | undefined {
  const { mutating, lasting, needs = [] } = one;
  const api = apiOf(one.operation);
  if (!flavour.apis.includes(api)) return `the hub does not serve ${api}`;
  if (mutating && hub.allowance === 'reads') return 'it would change something, and this run only reads';
  if (lasting && hub.allowance !== 'lasts') return 'what it does cannot be taken back, which needs --consent-accounts';
  const unknown = needs.filter((identity) => !hub.knows(identity));
  if (unknown.length === 0) return undefined;
  return `no key for ${unknown.map((name) => `"${name}" (COCALC_API_KEY_${name.toUpperCase()})`).join(', ')}`;
}

/** A case without an answer has shown nothing. */
function unanswered(exchanges: readonly ApiExchange[]): Finding[] {
  const silent = exchanges.filter(({ answer }) => UNANSWERED.includes(answer.outcome));
  const [first] = silent;
  if (exchanges.length > silent.length && first === undefined) return [];
  return [
    {
      id: 'answered',
      expected: 'an answer to each call',
      came: first === undefined ? 'no call' : `${first.answer.outcome}: ${detailOf(first)}`,
      basis: 'a case passes by what a hub answers',
      exchanges: first === undefined ? [] : [first],
    },
  ];
}

function detailOf({ answer }: ApiExchange): string {
  return 'detail' in answer ? answer.detail : '';
}

/** A case that breaks has found something, if only a fault of its own. */
function faultOf(thrown: unknown, exchanges: readonly ApiExchange[]): Finding {
  const error = thrown as Error;
  if (thrown instanceof Untrusted) {
    return {
      id: 'new-id',
      expected: 'the id of something new that carries the mark of the run',
      came: `${error.message}; it was left alone, and the run was stopped`,
      basis: 'what the hub shows under the id',
      exchanges: [thrown.exchange],
    };
  }
  const isForbidden = thrown instanceof NotAllowed;
  return {
    id: isForbidden ? 'not-allowed' : 'broken',
    expected: isForbidden ? 'a case that calls only what the run allows' : 'a case that runs to its end',
    came: isForbidden ? error.message : `${error.name}: ${error.message}`,
    basis: 'the case itself',
    exchanges: exchanges.slice(-1),
  };
}

/** Whether it does no harm to make the call twice: it only reads, or waited for a kernel that hangs. */
const isRepeatable = (call: ApiCall): boolean =>
  ['reads', 'wakes'].includes(reachOf(call)) || membersSent(call).kernel !== undefined;

function contextOf(one: Case, setting: Setting, exchanges: ApiExchange[]): CaseContext {
  const { hub, flavour, account, seed, path, newModel } = setting;
  let made = 0;
  const ask = async (call: ApiCall) => {
    const exchange = await hub.call(call);
    exchanges.push(exchange);
    return exchange;
  };
  return {
    flavour,
    profile: flavour.profile,
    account,
    seed,
    path,
    run: hub.run,
    async call(call) {
      const first = await ask(call);
      const exchange = isTooLate(first.answer) && isRepeatable(call) ? await ask(call) : first;
      // What takes a hub itself too long it says in words of its own, which may be the right ones.
      if (isTooLate(exchange.answer) && !('words' in exchange.answer)) throw new TooLate(exchange);
      return exchange;
    },
    heard: (exchange) => void exchanges.push(exchange),
    knows: (identity) => hub.knows(identity),
    model: newModel(flavour),
    learnKey: (identity, key) => hub.learnKey(identity, key),
    title(what) {
      made += 1;
      return `${MARK}${hub.run} ${what} ${caseName(one)} ${made}`;
    },
    madeUpId(name) {
      const id = newUuid({ seed: String(seed), call: 0 }, `${caseName(one)} ${name}`);
      hub.makeUp(id);
      return id;
    },
  };
}
