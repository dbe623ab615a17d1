/** A browser opens an address of the hub: to be signed in by a token, or to get a key for an application. */
import { withKey } from '../../core/accounts/api-keys.ts';
import { impersonated } from '../../core/accounts/browser-visits.ts';
import { accountIfSession } from '../../core/accounts/sessions.ts';
import { refuse } from '../../core/errors.ts';
import type { HubState } from '../../core/state.ts';
import type { Call } from '../call.ts';
import { answerKindOf, asRefusal, type CallStep, refusedAnswer } from './step.ts';

export type VisitName = 'browser/impersonate' | 'browser/api-key';

/** The parameters of the query, by name, each a text. */
type Visit = (state: HubState, query: Readonly<Record<string, string>>, call: Call) => CallStep;

const VISITS: Readonly<Record<VisitName, Visit>> = {
  'browser/impersonate': (state, { auth_token = '', lang_temp }) => {
    if (lang_temp !== undefined) {
      throw refuse('unsimulated', { what: 'the parameter "lang_temp"', why: 'which languages a hub has is not known' });
    }
    const { state: after, account_id, cookies } = impersonated(state, auth_token);
    // Where the site is, as links of a hub have it: without a host, if the site has none.
    const { dns } = state.site;
    const site = dns.startsWith('http') ? dns : `https:${dns && `//${dns}`}`;
    return { state: after, answer: { kind: 'success', body: { account_id, site }, reply: { cookies } } };
  },

  // Who is not signed in is shown a page to sign in by.
  'browser/api-key': (state, { get_api_key = '' }, { session }) => {
    const account_id = session === undefined ? undefined : accountIfSession(state, session);
    if (account_id === undefined) return { state, answer: { kind: 'success', body: { application: get_api_key } } };
    const { state: after, api_key } = withKey(state, account_id);
    return { state: after, answer: { kind: 'success', body: { application: get_api_key, api_key } } };
  },
};

export function isVisitName(name: string): name is VisitName {
  return Object.hasOwn(VISITS, name);
}

export function dispatchVisit(state: HubState, call: Call): CallStep {
  try {
    return VISITS[call.name as VisitName](state, call.body as Readonly<Record<string, string>>, call);
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    if (answerKindOf(refusal) !== 'rejection') return { state, answer: refusedAnswer(refusal) };
    return { state, answer: { kind: 'refusal', code: refusal.code, body: { error: refusal.words } } };
  }
}
