/**
 * What real commands cost in their sandbox, each as a ratio to `bash -c true` started by this process in the same run. Needs
 * a build and bubblewrap: `npm run build && node bench/sandbox.mjs`. Medians, so that what else the machine does counts for little.
 */
import { spawn } from 'node:child_process';
import { bubblewrapCommands, createHub } from '../dist/esm/index.js';
import { KEY, world } from './calls.mjs';
import { median, timed } from './measure.mjs';

const ROUNDS = 100;
const FILES = 10_000;

/** What 15 ms are on a machine where `bash -c true` takes 3. */
const BUDGET = 5;

const printed = (hub, project_id) => async (command) => {
  const { body } = await hub.call('v1/project_exec', { project_id, command, bash: true }, { key: KEY });
  if (body.error !== undefined) throw new Error(`${command}: ${body.error}`);
  return body.stdout;
};

const small = createHub({ world, commands: bubblewrapCommands() });
const [project_id] = small.state.projects.keys();
const run = printed(small, project_id);
console.log(`the first command of all: ${(await timed(() => run('true'))).toFixed(0)} ms`);
for (const command of ['true', 'ls -l | wc -l', 'echo a > f; cat f; rm f', 'git --version'])
  await compare(command, run);
small.close();

const files = Object.fromEntries(Array.from({ length: FILES }, (_, at) => [`d${at % 100}/f${at}`, `file ${at}`]));
const large = createHub({
  world: { ...world, projects: { project: { ...world.projects.project, files } } },
  commands: bubblewrapCommands(),
});
const runInLarge = printed(large, project_id);
console.log(`a project of ${FILES} files, first command: ${(await timed(() => runInLarge('true'))).toFixed(0)} ms`);
await timed(() => runInLarge('true'));
await compare('true', runInLarge);
large.close();

async function compare(command, act) {
  const [ours, bash] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bash.push(await timed(() => ended(spawn('bash', ['-c', 'true']))));
    ours.push(await timed(() => act(command)));
  }
  const [own, other] = [median(ours), median(bash)];
  const ratio = own / other;
  console.log(
    `\`${command}\`: ${own.toFixed(1)} ms, ${ratio.toFixed(1)} × \`bash -c true\` (${other.toFixed(1)} ms); the budget of \`true\` is ${BUDGET} ×`,
  );
}

function ended(child) {
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}
