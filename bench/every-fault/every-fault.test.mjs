/** What the benchmark `faults` runs: 30 calls, without faults, and with every fault. */
import { world } from '../../dist/esm/index.js';
import { everyFault, hubTest } from '../../dist/esm/vitest.js';

const CALLS = 30;
const PATIENCE_MS = 200;
const MOST_MS = 600_000;

const test = hubTest({ world: world().account('alice').project('essay') });

async function calls({ hub }) {
  const { project_id } = hub.projects.get('essay');
  const { v1 } = hub.as('alice');
  for (let at = 0; at < CALLS / 3; at += 1) {
    const path = `${at}.txt`;
    await answered(v1.create_project({ title: `Project ${at}` }));
    await answered(v1.write_text_file_to_project({ project_id, path, content: 'hello' }));
    await answered(v1.read_text_file_from_project({ project_id, path }));
  }
}

/** As a client that waits for a while, and tries nothing again. */
async function answered(call) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
  });
  const { kind } = await Promise.race([call, late]).finally(() => clearTimeout(timer));
  if (kind !== 'success') throw new Error(kind);
}

test('without faults', calls);
everyFault(test)('with every fault', calls, MOST_MS);
