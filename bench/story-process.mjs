/**
 * Thirty days of a project in a fresh process: a copy scheduled for each day, a key that expires, a stop when nobody uses it.
 * Prints what the first story took of the processor, in milliseconds, and what the tenth took.
 */
import { createHub, virtualClock } from '../dist/esm/index.js';
import { KEY } from './calls.mjs';
import { perCall } from './measure.mjs';

const TIMES = 10;
const DAYS = 30;
const EXPIRING = 'sk-expires0000000001';
const project_id = 'bbbbbbbb-0000-4000-8000-000000000001';

const took = [];
for (let time = 0; time < TIMES; time += 1) took.push((await perCall(1, story)).processor / 1000);
console.log(JSON.stringify({ first: took[0], last: took.at(-1) }));

async function story() {
  const hub = createHub({
    clock: virtualClock('2026-01-01'),
    world: {
      accounts: { alice: { api_key: KEY, password: 'alice-password' } },
      projects: { essay: { project_id, users: { alice: 'owner' }, files: { 'a.txt': 'a' }, state: 'running' } },
      api_keys: { [EXPIRING]: { account_id: 'alice', expire: '2026-01-10' } },
    },
  });
  const ping = () => hub.call('conat/hub/system.ping', [], { key: EXPIRING });
  for (let day = 1; day <= DAYS; day += 1) {
    const paths = { src_path: 'a.txt', target_path: `${day}.txt` };
    const scheduled = new Date(Date.UTC(2026, 0, day, 12)).toISOString();
    const copy = { ...paths, src_project_id: project_id, target_project_id: project_id, scheduled };
    await hub.call('v1/copy_path_between_projects', { ...copy, wait_until_done: false }, { key: KEY });
  }
  const before = await ping();
  hub.clock.advance({ days: DAYS });
  const after = await ping();
  const { body } = await hub.call('conat/hub/projects.state', [{ project_id }], { key: KEY });
  const files = hub.projects.get('essay').files.list().length;
  const came = [before.kind, after.kind, body.state, files].join();
  if (came !== `success,rejection,opened,${DAYS + 1}`) throw new Error(`the story ended otherwise: ${came}`);
}
