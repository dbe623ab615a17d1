/** What real commands cost in their sandbox, against `bash -c true` started by this process. Needs bubblewrap. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bubblewrapCommands, createHub } from '../../dist/esm/index.js';
import { KEY, PROJECT, world, worldOfFiles } from '../calls.mjs';
import { alternate, comparison, timed } from '../measure.mjs';

const FILES = 10_000;

export const benchmark = {
  about: 'real commands in a sandbox of bubblewrap, against `bash -c true` started by the same process',
  rounds: 50,

  async measure({ rounds }) {
    const rows = [];
    const small = createHub({ world, commands: bubblewrapCommands() });
    for (const command of ['true', 'ls -l | wc -l', 'echo a > f; cat f; rm f', 'git --version']) {
      rows.push(await compare(small, command, `\`${command}\``, rounds));
    }
    small.close();
    const large = createHub({ world: worldOfFiles(FILES), commands: bubblewrapCommands() });
    rows.push(await compare(large, 'true', `\`true\` beside ${FILES.toLocaleString('en')} files`, rounds));
    large.close();
    return rows;
  },
};

async function compare(hub, command, row, rounds) {
  const ours = () => timed(() => printed(hub, command));
  const bash = () => timed(() => once(spawn('bash', ['-c', 'true']), 'close'));
  const first = await ours();
  const pairs = await alternate({ rounds, ours, reference: bash });
  return comparison({
    row,
    unit: 'ms',
    reference: 'bash -c true',
    pairs,
    details: [`first ${first.toFixed(0)} ms`],
  });
}

async function printed(hub, command) {
  const { body } = await hub.call('v1/project_exec', { project_id: PROJECT, command, bash: true }, { key: KEY });
  if (body.error !== undefined) throw new Error(`${command}: ${body.error}`);
}
