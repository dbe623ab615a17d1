/** Copying a folder of a project into another project, by how many files it has. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub } from '../../dist/esm/index.js';
import { KEY, PROJECT } from '../calls.mjs';
import { alternate, comparison, growth, timed } from '../measure.mjs';
import { installPeers, peer } from '../peers.mjs';

const SIZES = [10, 100, 1000, 10_000, 100_000];
const TARGET = 'bbbbbbbb-0000-4000-8000-000000000002';

export const benchmark = {
  about:
    'a call that copies a folder of 10 to 100,000 files into another project, and the first write into the copy; against `cp -r` and memfs',
  rounds: 9,

  async measure({ rounds, quick }) {
    const grows = (row, first, then) =>
      growth({
        row,
        unit: 'ms',
        sizes: quick ? [10, 10_000] : SIZES,
        rounds,
        measure: (size) => {
          const whole = copyingHub(size);
          return async () => {
            const hub = whole.fork();
            await first?.(hub);
            return timed(() => then(hub));
          };
        },
      });
    const rows = [await grows('copy', undefined, copy), await grows('first write into the copy', copy, write)];
    if (quick) return rows;
    installPeers();
    return [...rows, await against('cp -r', onDisk(10_000), rounds), await against('memfs', await inMemfs(10_000), 3)];
  },
};

function copyingHub(size) {
  const files = Object.fromEntries(Array.from({ length: size }, (_, at) => [`a/d${at % 100}/f${at}`, `file ${at}`]));
  const users = { owner: 'owner' };
  return createHub({
    world: {
      accounts: { owner: { first_name: 'Owen', last_name: 'Owner', api_key: KEY } },
      projects: { source: { project_id: PROJECT, users, files }, target: { project_id: TARGET, users } },
    },
  });
}

async function copy(hub) {
  const request = { src_project_id: PROJECT, src_path: 'a', target_project_id: TARGET, target_path: 'a' };
  await successful(hub.call('v1/copy_path_between_projects', { ...request, wait_until_done: true }, { key: KEY }));
}

async function write(hub) {
  const file = { project_id: TARGET, path: 'a/d1/new', content: 'x' };
  await successful(hub.call('v1/write_text_file_to_project', file, { key: KEY }));
}

async function successful(answering) {
  const { kind, body } = await answering;
  if (kind !== 'success') throw new Error(JSON.stringify(body));
}

async function against(name, copyAll, rounds) {
  const whole = copyingHub(10_000);
  const ours = async () => {
    const hub = whole.fork();
    return timed(() => copy(hub));
  };
  const pairs = await alternate({ rounds, ours, reference: copyAll });
  return comparison({ row: `copy of 10,000 files`, unit: 'ms', reference: name, pairs });
}

function onDisk(size) {
  const folder = mkdtempSync(join(tmpdir(), 'cocalc-mock-hub-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (let at = 0; at < 100; at += 1) mkdirSync(join(folder, `a/d${at}`), { recursive: true });
  for (let at = 0; at < size; at += 1) writeFileSync(join(folder, `a/d${at % 100}/f${at}`), `file ${at}`);
  return async () => {
    const ms = await timed(() => execFileSync('cp', ['-r', join(folder, 'a'), join(folder, 'b')]));
    rmSync(join(folder, 'b'), { recursive: true });
    return ms;
  };
}

async function inMemfs(size) {
  const { Volume } = await peer('memfs');
  const files = Object.fromEntries(Array.from({ length: size }, (_, at) => [`/a/d${at % 100}/f${at}`, `file ${at}`]));
  return () => {
    const volume = Volume.fromJSON(files);
    return timed(() => volume.cpSync('/a', '/b', { recursive: true }));
  };
}
