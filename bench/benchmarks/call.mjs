/** Calls in process, without HTTP, against a function that copies what it is sent and answers with a copy. */
import { createHub } from '../../dist/esm/index.js';
import { basicCalls, KEY, otherCalls, world } from '../calls.mjs';
import { alternate, comparison, perCall } from '../measure.mjs';

const CALLS = 5000;

export const benchmark = {
  about:
    '`hub.call` in process, contract checks on, against an async function that copies what it is sent by `structuredClone`',
  rounds: 15,

  async measure({ rounds }) {
    const rows = [];
    const [create, list, conatPing] = otherCalls;
    for (const call of [...basicCalls, create, list, conatPing]) rows.push(await compare(call, rounds));
    return rows;
  },
};

async function compare({ title, name, body }, rounds) {
  const hub = createHub({ world });
  const call = () => hub.call(name, body, { key: KEY });
  const answer = await call();
  if (answer.kind !== 'success') throw new Error(`${title}: ${JSON.stringify(answer.body)}`);
  const plain = async (sent) => {
    structuredClone(sent);
    return structuredClone(answer);
  };
  const pairs = await alternate({
    rounds,
    warmUp: 3,
    ours: () => perCall(CALLS, call),
    reference: () => perCall(CALLS, () => plain(body)),
  });
  const best = Math.round(1e6 / Math.min(...pairs.map(({ ours }) => ours.microseconds)));
  return comparison({
    row: title,
    unit: 'calls/s',
    reference: 'copies only',
    pairs,
    of: ({ microseconds }) => 1e6 / microseconds,
    processor: ({ processor }) => 1 / processor,
    details: [`best round ${best.toLocaleString('en')} calls/s`],
  });
}
