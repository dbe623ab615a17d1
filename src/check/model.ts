/** The model that checks hold a hub against: a mock in this process, reached without any HTTP. */

import { type ApiAnswer, type ApiExchange, verdictOf } from '../conformance/language/answer.ts';
import { ANONYMOUS, type ApiCall, requestOf } from '../conformance/language/call.ts';
import type { NewModel } from '../conformance/suites/case.ts';
import type { Revision } from '../conformance/tested-hub/flavour.ts';
import type { Answer, Call as HubCall } from '../hub/call.ts';
import { createHub } from '../hub/create.ts';

/** @param revision of the hub under test. */
export function modelsOf({ profile, v2 }: Revision): NewModel {
  return (people) => {
    const accounts = Object.entries(people).map(([name, groups]) => [
      name,
      { first_name: name, last_name: 'Of the Model', api_key: `sk_model_${name}`, groups: [...groups] },
    ]);
    const hub = createHub({ profile, v2, world: { accounts: Object.fromEntries(accounts) } });
    const keys = new Map(Object.keys(people).map((name) => [name, `sk_model_${name}`]));
    return {
      knows: (identity) => identity === ANONYMOUS || keys.has(identity),
      learnKey: (identity, key) => void keys.set(identity, key),
      call: async (call) => told(call, await hub.serve(hubCall(call, keys))),
    };
  };
}

function told(call: ApiCall, answer: Answer): ApiExchange {
  const raw = isEmpty(answer) ? '' : JSON.stringify(answer.body);
  const heard = { raw, ...(call.api === 'v2' ? carried(answer) : { status: undefined }) };
  // What the model cannot say is no yardstick.
  if (answer.kind === 'crash') return { call, answer: { outcome: 'page', detail: 'an HTML page', ...heard } };
  if (answer.kind === 'unsimulated') return { call, answer: { outcome: 'garbled', detail: raw, ...heard } };
  return { call, answer: { ...verdictOf(call.api, raw), ...heard } };
}

const isEmpty = (answer: Answer): boolean => answer.kind === 'success' && answer.reply?.empty === true;

/** What an answer of v2 has besides its body. */
function carried(answer: Answer): Pick<ApiAnswer, 'status' | 'session'> {
  if (answer.kind === 'crash') return { status: 500 };
  if (answer.kind === 'invalid') return { status: answer.status };
  if (answer.kind !== 'success' && answer.kind !== 'refusal') return { status: undefined };
  const { status = 200, cookies = [] } = answer.reply ?? {};
  const session = cookies.find(({ name }) => name === 'remember_me')?.value;
  return { status, ...(session !== undefined && { session }) };
}

function hubCall(call: ApiCall, keys: ReadonlyMap<string, string>): HubCall {
  const { api, name, body = {}, encoding, as = 'self', session } = call;
  const key = keys.get(as);
  const rest = { credential: key === undefined ? ('absent' as const) : { key }, ip: '127.0.0.1' };
  if (api === 'v1') return { name: `v1/${name}`, body, ...(encoding === 'form' && { encoding }), ...rest };
  if (api === 'v2') return { name: `v2/${name}`, ...received(call), session, ...rest };
  const { args, project_id, timeout } = call;
  const envelope = { name, args, project_id, timeout };
  const sent = Object.entries(envelope).filter(([, value]) => value !== undefined && value !== '');
  return { name: api, body: Object.fromEntries(sent), ...rest };
}

/** The body of a call of v2 as it comes in: in a form everything is a text. */
function received(call: ApiCall): Pick<HubCall, 'body' | 'encoding' | 'sent'> {
  const { contentType, body: text } = requestOf(call);
  const isForm = call.encoding === 'form';
  const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : (call.body ?? {});
  return { body, encoding: isForm ? 'form' : 'json', sent: { method: 'POST', mediaType: contentType, body } };
}
