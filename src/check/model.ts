/** The model that checks hold a hub against: a mock in this process, reached without any HTTP. */

import { type ApiExchange, verdictOf } from '../conformance/language/answer.ts';
import { ANONYMOUS, type ApiCall } from '../conformance/language/call.ts';
import type { NewModel } from '../conformance/suites/case.ts';
import type { Profile } from '../core/settings.ts';
import type { Call as HubCall } from '../hub/call.ts';
import { createHub } from '../hub/create.ts';

/** @param profile which revision of v1 the hub under test is of. */
export function modelsOf(profile: Profile): NewModel {
  return (people) => {
    const accounts = Object.entries(people).map(([name, groups]) => [
      name,
      { first_name: name, last_name: 'Of the Model', api_key: `sk_model_${name}`, groups: [...groups] },
    ]);
    const hub = createHub({ profile, world: { accounts: Object.fromEntries(accounts) } });
    const keys = new Map(Object.keys(people).map((name) => [name, `sk_model_${name}`]));
    return {
      knows: (identity) => identity === ANONYMOUS || keys.has(identity),
      learnKey: (identity, key) => void keys.set(identity, key),
      async call(call) {
        const { body, kind } = await hub.serve(hubCall(call, keys));
        const raw = JSON.stringify(body);
        // What the model cannot say is no yardstick.
        if (kind === 'crash') return told(call, { outcome: 'page', detail: 'an HTML page' }, raw);
        if (kind === 'unsimulated') return told(call, { outcome: 'garbled', detail: raw }, raw);
        return told(call, verdictOf(call.api, raw), raw);
      },
    };
  };
}

function told(call: ApiCall, verdict: ReturnType<typeof verdictOf>, raw: string): ApiExchange {
  return { call, answer: { ...verdict, status: undefined, raw } };
}

function hubCall(call: ApiCall, keys: ReadonlyMap<string, string>): HubCall {
  const { api, name, body = {}, encoding, as = 'self' } = call;
  const key = keys.get(as);
  const rest = { credential: key === undefined ? ('absent' as const) : { key }, ip: '127.0.0.1' };
  if (api === 'v1') return { name: `v1/${name}`, body, ...(encoding === 'form' && { encoding }), ...rest };
  const { args, project_id, timeout } = call;
  const envelope = { name, args, project_id, timeout };
  const sent = Object.entries(envelope).filter(([, value]) => value !== undefined && value !== '');
  return { name: api, body: Object.fromEntries(sent), ...rest };
}
