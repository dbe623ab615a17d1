/** Attacks on the sandboxes of real commands: nothing outside is read or changed, everything ends, and what is left is taken in as it is. */
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { nodeAt } from '../../src/core/files/tree.ts';
import { PROJECT } from '../hub.ts';
import { bubblewrapTest, IN_CONTAINERS, LINES, linesOf, realHub, sandboxTest } from '../sandboxes.ts';

/** A folder outside of all sandboxes, which anybody may read and write. */
function outside() {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o777);
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'SECRET');
  chmodSync(secret, 0o666);
  return { folder, secret };
}

/** Files and folders that a command might want to read, in the words of a shell. */
const WANTED = [
  '$OUT/secret /tmp/..$OUT/secret ../../../..$OUT/secret link up$OUT/secret /proc/1/root$OUT/secret /proc/1/cwd$OUT/secret',
  '/proc/self/root$OUT/secret /proc/$HUB/environ /proc/$HUB/root/etc/passwd $CODE $CODE/package.json /etc/shadow /etc/gshadow',
  '/dev/sd* /dev/vd* /dev/mem /dev/kmsg /proc/kmsg /proc/kcore /proc/1/mem',
];

/** In a container these are of its image. */
const WANTED_OF_SYSTEM = [
  '/etc/sudoers /etc/ssh /etc/ssl/private /etc/hosts.allow /root /home/*/.* $HOME/../*[!1] /var/log /var/lib /run/* /sys/* /boot',
  '/mnt /media /srv /opt /proc/keys',
];

const reading = (wanted: readonly string[]) =>
  `for one in ${wanted.join(' ')}; do head -c 1 $one || ls -d $one/*; done 2>/dev/null | grep -q . && echo REACHED`;

/** Each prints REACHED if it comes to what it is after. */
const ATTACKS: readonly (readonly [what: string, script: string])[] = [
  ['files', reading(WANTED)],
  ['the environment of the hub', 'cat /proc/*/environ | grep -aq SECRET && echo REACHED'],
  [
    'writing',
    'for one in $OUT/new $OUT/secret link /usr/new /etc/new /etc/passwd /new /dev/new /run/new /proc/sys/kernel/hostname; do echo x 2>/dev/null > $one && echo REACHED; done',
  ],
  ['writing to programs', 'chmod u+w /usr/bin/env || touch /usr/bin/env || rm -f /usr/bin/env && echo REACHED'],
  ['the mode of what a link leads to', 'chmod 0 link && echo REACHED'],
  ['hard links to what is outside', 'ln /usr/bin/env h || ln /etc/passwd p || ln -L link s && echo REACHED'],
  ['hard links from one folder to the other', 'touch a; ln a /tmp/a && echo REACHED'],
  ['a set-user-id program', 'cp /bin/bash b; chmod 6755 b; [ "$(./b -p -c "id -u")" = 0 ] && echo REACHED'],
  ['those of the machine', 'for one in su sudo mount passwd newgrp; do (echo | $one root) && echo REACHED; done'],
  ['devices', 'mknod d b 254 0 || mknod d c 1 1 && echo REACHED'],
  ['mounting', 'mount -t tmpfs none /tmp || mount --bind / /tmp || umount /proc && echo REACHED'],
  ['namespaces of others', 'nsenter -t 1 -m true || nsenter -t 1 -n true || chroot / true && echo REACHED'],
  ['the network', '(exec 3<>/dev/tcp/127.0.0.1/$PORT) && echo REACHED'],
  ['interfaces', 'tail -n +3 /proc/net/dev | grep -v "^ *lo:" && echo REACHED'],
  [
    'sockets of the system',
    'python3 -c "import socket; socket.socket(socket.AF_UNIX).connect(chr(0) + \'outside\')" && echo REACHED',
  ],
  ['processes of others', 'kill -0 $HUB || kill -CONT $HUB || kill -0 $((HUB + 1)) && echo REACHED'],
  ['seeing processes of others', '[ "$(ls -d /proc/[0-9]* | wc -l)" -gt 12 ] && echo REACHED'],
  ['memory of others', "python3 -c \"open('/proc/1/mem', 'r+b').read(1)\" && echo REACHED"],
  ["the kernel's log", 'dmesg && echo REACHED'],
  ['its own limits', 'ulimit -u 100000 || ulimit -f unlimited || ulimit -d unlimited && echo REACHED'],
  ['its own launcher', 'for one in /proc/[0-9]*; do echo x > $one/fd/4; done; false && echo REACHED'],
];

/** What keeps these out is of bubblewrap, or the system's: containers are what the program that runs them allows. */
const ATTACKS_ON_BUBBLEWRAP: typeof ATTACKS = [
  ['files of the system', reading(WANTED_OF_SYSTEM)],
  ['more namespaces', 'unshare -Ur true || unshare -n true || bwrap --ro-bind / / true && echo REACHED'],
  [
    'descriptors of the hub',
    'for one in /proc/[0-9]*/fd/*; do readlink $one; done | grep -v "^\\(socket\\|pipe\\|anon_inode\\):\\|^/proc\\|^/dev/null\\|^/tmp/" && echo REACHED',
  ],
  [
    'keys',
    `python3 -c "import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall($KEYCTL, 0, -3, 0) < 0)" && echo REACHED`,
  ],
  ['memory that is not counted', 'python3 -c "import os; os.memfd_create(\'a\')" && echo REACHED'],
];

sandboxTest.each(ATTACKS)('no command comes to %s', async (_, script) => attack(script));

bubblewrapTest.each(ATTACKS_ON_BUBBLEWRAP)('no command comes to %s', async (_, script) => attack(script));

async function attack(script: string): Promise<void> {
  const { folder, secret } = outside();
  const before = [readFileSync(secret, 'utf8'), lstatSync(secret).mode, lstatSync(secret).ctimeMs, readdirSync(folder)];
  process.env.COCALC_SECRET = 'SECRET';
  const named = createServer().listen('\0outside');
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    delete process.env.COCALC_SECRET;
    named.close();
    server.close();
  });
  await vi.waitFor(() => expect(server.listening && named.listening).toBe(true));
  const { run } = realHub({ project: { files: { link: { link: secret }, up: { link: '../../..' } } } });
  const names = {
    OUT: folder,
    HUB: process.pid,
    CODE: process.cwd(),
    PORT: (server.address() as AddressInfo).port,
    KEYCTL: process.arch === 'arm64' ? 219 : 250,
  };
  const variables = Object.entries(names).map(([name, value]) => `${name}=${value}`);

  const { stdout, error } = await run(`${variables.join(' ')}\n{ ${script}\n} 2>/dev/null`);

  expect([stdout, error]).toEqual([expect.not.stringContaining('REACHED'), undefined]);
  expect([
    readFileSync(secret, 'utf8'),
    lstatSync(secret).mode,
    lstatSync(secret).ctimeMs,
    readdirSync(folder),
  ]).toEqual(before);
}

bubblewrapTest('a command reaches the network when that is asked for', async () => {
  const server = createServer((socket) => socket.end('REACHED')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await vi.waitFor(() => expect(server.listening).toBe(true));
  const { run } = realHub({}, { network: true });

  expect(await run(`cat < /dev/tcp/127.0.0.1/${(server.address() as AddressInfo).port}`)).toMatchObject({
    stdout: 'REACHED',
  });
});

const MB = 2 ** 20;
const LIMITS = {
  maxDiskBytes: 64 * MB,
  maxFiles: 20_000,
  maxMemoryBytes: 256 * MB,
  maxOutputBytes: MB,
  maxProcesses: 64,
};

/** What each does, the command, and what becomes of it: words of a refusal, or `ended`. */
const GREEDY: readonly (readonly [what: string, script: string, end: string | RegExp])[] = [
  ['a fork bomb', ':(){ :|:& };:; sleep 54321', 'killed'],
  ['a fork bomb that leaves', 'f() { (setsid bash -c "sleep 54321" &) ; f & f & }; f', /killed|ended/],
  ['processes without a number', 'while :; do sleep 54321 & done', /killed|ended/],
  [
    'threads without a number',
    'python3 -c "import threading, time\nwhile 1: threading.Thread(target=time.sleep, args=[54321]).start()"',
    /killed|ended/,
  ],
  ['those that leave', 'for i in 1 2 3; do setsid nohup sleep 54321 > /dev/null 2>&1 & done', 'ended'],
  ['those that hear no signal', 'trap "" TERM INT HUP QUIT; while :; do sleep 54321; done', 'killed'],
  ['computing', 'while :; do :; done', 'killed'],
  ['output without an end', 'yes', 'a command that prints more'],
  ['errors without an end', 'yes >&2', 'a command that prints more'],
  ['output without an end in the background', 'yes & yes & sleep 54321', 'a command that prints more'],
  ['memory', 'python3 -c "a = bytearray(1 << 20)\nwhile 1: a += a"', /ended|memory/],
  [
    'memory of many',
    'for i in $(seq 20); do python3 -c "import time; a = b\'x\' * (40 << 20); time.sleep(60)" & done; wait',
    IN_CONTAINERS ? 'killed' : 'needs that much memory',
  ],
  ['memory that has names', 'cat /dev/zero > /dev/shm/a; sleep 54321', 'killed'],
  ['a large file', 'cat /dev/zero > a', /ended|stores more/],
  ['many large files', 'for i in $(seq 20); do head -c 60M /dev/zero > $i; done; sleep 54321', 'stores more'],
  ['a file that is all hole', 'truncate -s 100T a || dd if=/dev/null of=a bs=1 seek=100T; ls', 'ended'],
  ['many files that are all hole', 'for i in $(seq 100); do truncate -s 60M $i; done', 'stores more'],
  ['temporary files', 'for i in $(seq 20); do head -c 60M /dev/zero > /tmp/$i; done; sleep 54321', 'stores more'],
  ['a million files', 'python3 -c "for i in range(10**6): open(str(i), \'w\').close()"', 'stores more'],
  ['a million folders', 'python3 -c "import os\nfor i in range(10**6): os.mkdir(str(i))"', 'stores more'],
  ['a million links', 'python3 -c "import os\nfor i in range(10**6): os.symlink(\'a\', str(i))"', 'stores more'],
  [
    'a million names of one file',
    'echo > a; python3 -c "import os\nfor i in range(10**6): os.link(\'a\', str(i))"',
    'stores more',
  ],
  ['names of a large file', 'head -c 1M /dev/zero > a; for i in $(seq 100); do ln a $i; done', 'stores more'],
  ['a deep folder', "python3 -c \"import os\nfor i in range(5000): os.mkdir('d'); os.chdir('d')\"", 'names deep'],
  [
    'a deep folder of temporary files',
    "cd /tmp; python3 -c \"import os\nfor i in range(5000): os.mkdir('d'); os.chdir('d')\"",
    'names deep',
  ],
  ['a folder that it closes', 'mkdir -p a/b; echo x > a/b/c; chmod 0 a/b/c a/b a .', 'ended'],
];

/** Seconds. */
const TIMEOUT = 8;

sandboxTest.each(GREEDY)('%s has an end, and keeps nobody waiting', async (_, script, end) => {
  const { as, run, files } = realHub({ project: { files: { kept: 'kept' } } }, LIMITS);
  await run('true');
  let isRunning = true;
  let pings = 0;
  // Some end at once, which would leave no time for pings.
  const answer = run(`sleep 0.3; ${script}`, { timeout: TIMEOUT, err_on_exit: true }).finally(() => {
    isRunning = false;
  });
  while (isRunning) {
    expect(await as('owner')('ping')).toMatchObject({ event: 'pong' });
    pings += 1;
    await new Promise(setImmediate);
  }

  const { event, error } = await answer;

  const hasEnded = event === 'project_exec_output' || /exited with nonzero/.test(String(error));
  expect(hasEnded ? `ended: ${JSON.stringify(error)}` : error).toMatch(end);
  expect(pings).toBeGreaterThan(10);
  await vi.waitFor(() => expect(lastingProcesses()).toEqual([]), { timeout: 20_000 });
  const kept = files();
  expect(await run('chmod 700 .; cat kept', { path: '/' })).not.toHaveProperty('error');
  expect(nodeAt(kept, ['kept'])).toBeDefined();
});

/** Programs that were to go on for ever. */
function lastingProcesses(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && /54321|^yes$/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
    } catch {
      // It has just ended.
      return false;
    }
  });
}

sandboxTest('a folder that changes while it is looked at leads nowhere outside', async () => {
  const { folder, secret } = outside();
  const { hub, as, run, files } = realHub({ project: { files: { 'd/secret': 'own', 'e/f/secret': 'own' } } });
  const before = [readFileSync(secret, 'utf8'), lstatSync(secret).mode, lstatSync(secret).mtimeMs];
  const swap = (path: string) =>
    `while :; do mv -T ${path} ${path}.away; ln -sT ${folder} ${path}; rm ${path}; mv -T ${path}.away ${path}; done`;
  const swapping = run(`{ ${swap('d')}; } & { ${swap('e/f')}; } & wait`, { timeout: 8 });
  let isSwapping = true;
  swapping.finally(() => {
    isSwapping = false;
  });
  let rounds = 0;

  for (; isSwapping; rounds += 1) {
    for (const path of ['d/secret', 'e/f/secret', `d/new${rounds % 3}`]) {
      await as('owner')('write_text_file_to_project', { project_id: PROJECT, path, content: `by the hub ${rounds}` });
    }
    await run('true');
  }

  expect(rounds).toBeGreaterThan(5);
  expect(linesOf(files()).filter((line) => line.includes(Buffer.from('SECRET').toString('hex')))).toEqual([]);
  expect([readFileSync(secret, 'utf8'), lstatSync(secret).mode, lstatSync(secret).mtimeMs]).toEqual(before);
  expect(readdirSync(folder)).toEqual(['secret']);
  await run('chmod -R u+rwX .');
  const { stdout = '' } = await run(`python3 -c '${LINES.replaceAll("'", "'\\''")}'`);
  expect(linesOf(files())).toEqual((JSON.parse(stdout) as string[]).sort());
  expect(hub.state.projects.has(PROJECT)).toBe(true);
});
