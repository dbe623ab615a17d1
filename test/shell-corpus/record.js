/**
 * Records what real programs make of the scripts in `fixtures/shell`: `npm run shell:record`, on a machine that has them and
 * Debian's `bubblewrap`. Each script runs in a home of its own that has the files of `files.json`, as a project's would.
 */
import { spawn } from 'node:child_process';
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

const AT_ONCE = 8;

const files = JSON.parse(readFileSync(join(FOLDER, 'files.json'), 'utf8'));

for (const name of readdirSync(FOLDER).filter((entry) => entry.endsWith('.jsonl'))) {
  const path = join(FOLDER, name);
  const scripts = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).script);
  const recorded = [];
  for (let at = 0; at < scripts.length; at += AT_ONCE) {
    const some = await Promise.all(scripts.slice(at, at + AT_ONCE).map(record));
    recorded.push(...some.map((one) => JSON.stringify(one)));
  }
  writeFileSync(path, `${recorded.join('\n')}\n`);
  console.log(`${name}: ${recorded.length} scripts`);
}

export async function record(script) {
  const folder = mkdtempSync(join(tmpdir(), 'shell-record-'));
  try {
    const home = join(folder, 'home');
    layOut(home);
    writeFileSync(join(folder, 'script'), script);
    writeFileSync(join(folder, 'passwd'), `root:x:0:0:root:/root:/bin/bash\nuser:x:2001:2001::${HOME}:/bin/bash\n`);
    writeFileSync(join(folder, 'group'), 'root:x:0:\nuser:x:2001:\n');
    const before = treeIn(home);
    const { stdout, stderr, exit_code } = await run(folder, home);
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

async function run(folder, home) {
  const bind = (from, to) => ['--ro-bind', from, to];
  const args = [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--uid', '2001', '--gid', '2001'],
    ...['--hostname', ENVIRONMENT.HOSTNAME, ...bind('/usr', '/usr')],
    ...['bin', 'lib', 'lib64', 'sbin'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
    ...[...bind('/etc/alternatives', '/etc/alternatives'), ...bind(join(folder, 'passwd'), '/etc/passwd')],
    ...[...bind(join(folder, 'group'), '/etc/group'), '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'],
    ...['--dir', '/projects', '--bind', home, HOME, ...bind(join(folder, 'script'), SCRIPT), '--chdir', HOME],
    ...['timeout', '10', 'bash', '-c', `umask 022; exec bash ${SCRIPT}`],
  ];
  const child = spawn('bwrap', args, { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [[], []];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  const exit_code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exit_code };
}
