/**
 * What real programs make of a script, on a machine that has them and Debian's `bubblewrap`. Each script runs in a home of
 * its own that has the files of `files.json`, as a project's would.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changesBetween, describe, ENVIRONMENT, FOLDER, HOME, LAID_OUT, SCRIPT } from './corpus.js';

const files = JSON.parse(readFileSync(join(FOLDER, 'files.json'), 'utf8'));

/** Programs that print what was recorded, by what they say of themselves. */
const VERSIONS = {
  bash: 'version 5.2',
  ls: 'coreutils) 9.1',
  grep: 'grep) 3.8',
  sed: 'sed) 4.9',
  diff: 'diffutils) 3.8',
};

/** Why what this machine's programs print cannot be compared with what was recorded, if so. */
export function whyNotComparable() {
  const sandbox = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']);
  if (sandbox.status !== 0) return "no sandbox: Debian's bubblewrap, and leave to make namespaces";
  for (const [name, version] of Object.entries(VERSIONS)) {
    const told = spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? '';
    if (!told.includes(version)) return `${name} is not of ${version}`;
  }
  return undefined;
}

/** @param as under which name, and behind which lines, the script is run. */
export async function record(script, as = { path: SCRIPT, before: '' }) {
  const folder = mkdtempSync(join(tmpdir(), 'shell-record-'));
  try {
    const home = join(folder, 'home');
    layOut(home);
    writeFileSync(join(folder, 'script'), as.before + script);
    writeFileSync(join(folder, 'passwd'), `root:x:0:0:root:/root:/bin/bash\nuser:x:2001:2001::${HOME}:/bin/bash\n`);
    writeFileSync(join(folder, 'group'), 'root:x:0:\nuser:x:2001:\n');
    const before = treeIn(home);
    const { stdout, stderr, exit_code } = await run(folder, home, as.path);
    return { script, stdout, stderr, exit_code, after: changesBetween(before, treeIn(home)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOut(home) {
  mkdirSync(home);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'));
    chmodSync(join(home, path), 0o644);
  }
  const when = new Date(LAID_OUT);
  for (const path of [...Object.keys(files), ...Object.keys(files).map(dirname), '.']) {
    if (path.includes('/')) chmodSync(join(home, dirname(path)), 0o700);
    utimesSync(join(home, path), when, when);
  }
  chmodSync(home, 0o700);
}

function treeIn(folder, prefix = '') {
  const tree = {};
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) tree[prefix + name] = { link: readlinkSync(path) };
    else if (stat.isDirectory()) {
      tree[prefix + name] = { folder: mode(stat) };
      Object.assign(tree, treeIn(path, `${prefix}${name}/`));
    } else tree[prefix + name] = describe(prefix + name, readFileSync(path), mode(stat));
  }
  return tree;
}

function mode(stat) {
  return (stat.mode & 0o7777).toString(8);
}

async function run(folder, home, path) {
  const bind = (from, to) => ['--ro-bind', from, to];
  const args = [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--uid', '2001', '--gid', '2001'],
    ...['--hostname', ENVIRONMENT.HOSTNAME, ...bind('/usr', '/usr')],
    ...['bin', 'lib', 'lib64', 'sbin'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
    ...[...bind('/etc/alternatives', '/etc/alternatives'), ...bind(join(folder, 'passwd'), '/etc/passwd')],
    ...[...bind(join(folder, 'group'), '/etc/group'), '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'],
    ...['--dir', '/projects', '--bind', home, HOME, ...bind(join(folder, 'script'), path), '--chdir', HOME],
    ...['timeout', '10', 'bash', '-c', `umask 022; exec bash ${path}`],
  ];
  const child = spawn('bwrap', args, { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [[], []];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  const exit_code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exit_code };
}
