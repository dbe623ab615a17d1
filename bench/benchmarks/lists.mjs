/** Calls that answer with a list, by how many projects and accounts are on the hub besides the caller's own. */
import { createHub } from '../../dist/esm/index.js';
import { KEY } from '../calls.mjs';
import { growth, perCall } from '../measure.mjs';

const SIZES = [1, 10, 100, 1000, 10_000, 100_000];
const OWN = 10;

const idOf = (at) => `bbbbbbbb-0000-4000-8000-${String(at).padStart(12, '0')}`;

export const benchmark = {
  about: `processor time of lists on a hub with 1 to 100,000 projects and as many accounts, of a caller who has ${OWN} projects; the search finds one account`,
  rounds: 7,

  async measure({ rounds, quick }) {
    const sizes = quick ? [100, 10_000] : SIZES;
    const hubs = new Map(sizes.map((size) => [size, crowdedHub(size)]));
    const row = (title, name, body) =>
      growth({
        row: title,
        unit: 'µs',
        sizes,
        rounds,
        measure: async (size) => {
          const hub = hubs.get(size);
          const call = () => hub.call(name, body, { key: KEY });
          const { kind, body: answer } = await call();
          if (kind !== 'success') throw new Error(`${title}: ${JSON.stringify(answer)}`);
          return async () => (await perCall(500, call)).processor;
        },
      });
    const columns = { project_id: null, title: null, last_edited: null };
    return [
      await row('v1 project list', 'v1/query', { query: { projects: [columns] } }),
      await row('v1 user search', 'v1/user_search', { query: 'zacharias' }),
      await row('conat user search', 'conat/hub/system.userSearch', [{ query: 'acharia' }]),
      await row('v1 copy status', 'v1/copy_path_status', { src_project_id: idOf(0) }),
    ];
  },
};

function crowdedHub(size) {
  const others = Array.from({ length: size }, (_, at) => at);
  const accounts = Object.fromEntries(
    others.map((at) => [`a${at}`, { first_name: `Ada${at}`, last_name: `Byron${at}` }]),
  );
  const project = (at, user) => [
    `p${at}`,
    { project_id: idOf(at), title: `Project ${at}`, users: { [user]: 'owner' } },
  ];
  return createHub({
    world: {
      accounts: { me: { first_name: 'Zacharias', last_name: 'Zuse', api_key: KEY }, ...accounts },
      projects: Object.fromEntries([
        ...Array.from({ length: OWN }, (_, at) => project(at, 'me')),
        ...others.map((at) => project(at + OWN, `a${at}`)),
      ]),
    },
  });
}
