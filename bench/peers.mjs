/** Other servers and libraries to compare with, in a folder of the benchmark's own: the project depends on none of them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('peers/', import.meta.url));
const required = createRequire(`${folder}package.json`);

/** Installs the versions that `peers/package.json` names, where they are not there yet. */
export function installPeers() {
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  const isThere = ([name, version]) => {
    const manifest = `${folder}node_modules/${name}/package.json`;
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  };
  if (Object.entries(dependencies).every(isThere)) return;
  console.error('installing what is compared with into bench/peers …');
  const args = ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`cannot install the peers of the benchmarks: ${stderr.slice(-2000)}`);
}

export async function peer(name) {
  return import(pathToFileURL(required.resolve(name)).href);
}

/** The file of a program that a peer has. */
export function programOf(name, bin) {
  const manifest = `${folder}node_modules/${name}/package.json`;
  const { bin: programs } = JSON.parse(readFileSync(manifest, 'utf8'));
  return `${folder}node_modules/${name}/${typeof programs === 'string' ? programs : programs[bin]}`;
}
